"""Points and rounds: the operator keeps them, shops say when they bring."""

from typing import Any

import pytest
from marketkit.clock import new_id

from tests.orders.market import Market
from tests.orders.ordering import owner_of
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

POINT: dict[str, Any] = {
    "name": "DZZ am Altmarkt", "street": "Altmarkt 16", "postal_code": "06712", "place": "Zeitz",
    "lat": 51.05, "lon": 12.14, "hours": "Fr 15:00-18:00", "hint": "Eingang im Hof",
    "temperatures": ["cool_7"], "capacity": 40, "attended": True, "pay_there": True,
}  # fmt: skip
ROUND: dict[str, Any] = {
    "name": "Elsteraue-Runde", "postal_codes": ["06729", "06724"], "weekday": "th",
    "starts": "16:00", "ends": "19:00", "cutoff_hours": 24,
    "fee": {"amount": 450, "currency": "EUR"}, "free_from": {"amount": 6000, "currency": "EUR"},
    "temperatures": ["cool_7"],
}  # fmt: skip


@pytest.fixture
def operator(client: AsgiClient) -> AsgiClient:
    return client.as_(a_token("operator", account_id=new_id()))


async def test_the_operator_keeps_points_and_rounds(
    client: AsgiClient, operator: AsgiClient
) -> None:
    first = await operator.put("/api/v1/pickup-points/dzz", json=POINT)
    again = await operator.put("/api/v1/pickup-points/dzz", json=POINT)
    await operator.put("/api/v1/delivery-rounds/elsteraue", json=ROUND)

    points = (await client.get("/api/v1/pickup-points")).json()["items"]
    rounds = (await client.get("/api/v1/delivery-rounds")).json()["items"]
    assert first.status == again.status == 200
    assert first.json() == again.json()
    assert [point["name"] for point in points] == ["DZZ am Altmarkt"]
    assert rounds[0]["fee"]["amount"] == 450
    assert rounds[0]["postal_codes"] == ["06729", "06724"]


async def test_a_point_that_rests_is_shown_to_the_operator_only(
    client: AsgiClient, operator: AsgiClient
) -> None:
    await operator.put("/api/v1/pickup-points/dzz", json=POINT | {"active": False})

    assert (await client.get("/api/v1/pickup-points")).json()["items"] == []
    assert len((await operator.get("/api/v1/pickup-points")).json()["items"]) == 1


@pytest.mark.parametrize("path", ["pickup-points/dzz", "delivery-rounds/elsteraue"])
async def test_nobody_else_keeps_them(market: Market, client: AsgiClient, path: str) -> None:
    body = POINT if path.startswith("pickup") else ROUND
    owner = owner_of(client, await market.shop())

    assert (await client.put(f"/api/v1/{path}", json=body)).status == 401
    assert (await owner.put(f"/api/v1/{path}", json=body)).status == 403


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("pickup-points/x", {"hours": "wenn es passt"}),
        ("pickup-points/x", {"temperatures": ["lauwarm"]}),
        ("pickup-points/x", {"capacity": 0}),
        ("pickup-points/x", {"postal_code": "6712"}),
        ("delivery-rounds/x", {"ends": "15:00"}),
        ("delivery-rounds/x", {"fee": {"amount": -1, "currency": "EUR"}}),
        ("delivery-rounds/x", {"free_from": {"amount": 2_000_000, "currency": "EUR"}}),
        ("delivery-rounds/x", {"postal_codes": []}),
        ("delivery-rounds/x", {"weekday": "freitags"}),
    ],
)
async def test_what_makes_no_sense_is_refused(
    operator: AsgiClient, path: str, change: dict[str, Any]
) -> None:
    body = (POINT if path.startswith("pickup") else ROUND) | change

    refused = await operator.put(f"/api/v1/{path}", json=body)

    assert refused.status == 422
    assert all(error["field"].startswith(tuple(change)) for error in refused.json()["errors"])
    assert refused.json()["errors"]


async def test_a_shop_says_where_it_brings_and_takes_it_back(
    market: Market, client: AsgiClient, operator: AsgiClient
) -> None:
    shop = await market.shop()
    point = (await operator.put("/api/v1/pickup-points/dzz", json=POINT)).json()
    tour = (await operator.put("/api/v1/delivery-rounds/elsteraue", json=ROUND)).json()
    owner, path = owner_of(client, shop), f"/api/v1/shops/{shop.slug}/bringing"
    wanted = {"points": {point["id"]: {"days": ["fr"], "lead_hours": 12}}, "tours": [tour["id"]]}

    said = (await owner.put(path, json=wanted)).json()
    again = (await owner.put(path, json=wanted)).json()

    assert said == again == (await owner.get(path)).json()
    assert (said["points"][0]["days"], said["points"][0]["lead_hours"]) == (["fr"], 12)
    assert said["tours"][0]["gives"] is True
    taken_back = (await owner.put(path, json={})).json()
    assert (taken_back["points"][0]["days"], taken_back["tours"][0]["gives"]) == ([], False)


async def test_strangers_find_no_counter_there(market: Market, client: AsgiClient) -> None:
    mine, other = await market.shop("meiner"), await market.shop("anderer")
    path = f"/api/v1/shops/{mine.slug}"

    for what in ("bringing", "tours"):
        assert (await client.get(f"{path}/{what}")).status == 401
        assert (await owner_of(client, other).get(f"{path}/{what}")).status == 404
    assert (await owner_of(client, other).put(f"{path}/bringing", json={})).status == 404
