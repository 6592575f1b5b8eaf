"""Closures over HTTP: said in slots and carts, and checked once more when ordering."""

from typing import Any

import pytest
from marketkit.contracts.catalog import ClosureState, SpecialDayState

from tests.orders.market import Market, checkout_body
from tests.orders.ordering import order, owner_of
from tests.support.asgi import AsgiClient

HOLIDAYS = ClosureState.model_validate(
    {"from": "2026-11-20", "to": "2026-12-04", "text": "Betriebsferien"}
)


async def a_cart(client: AsgiClient, variant: Any) -> str:
    lines = [{"variant_id": str(variant), "quantity": 1}]
    return str((await client.post("/api/v1/carts", json={"lines": lines})).json()["id"])


async def test_slots_and_cart_say_why_there_is_no_time(client: AsgiClient, market: Market) -> None:
    shop = await market.shop(closures=(HOLIDAYS,))
    cart = await a_cart(client, await market.offer(shop))

    (slots,) = (await client.get(f"/api/v1/carts/{cart}/slots")).json()["shops"]
    (group,) = (await client.get(f"/api/v1/carts/{cart}")).json()["shops"]

    assert slots["slots"] == []
    assert slots["reason"] == group["notice"] == "Betriebsferien bis 4. Dezember"


async def test_a_time_in_a_closure_that_came_meanwhile_is_refused(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    cart = await a_cart(client, await market.offer(shop))
    await market.change_shop(shop, closures=(HOLIDAYS,))

    for _ in range(2):
        answer = await client.post(
            f"/api/v1/carts/{cart}/checkout",
            json=checkout_body([shop]),
            headers={"Idempotency-Key": "k"},
        )
        assert (answer.status, answer.json()["code"]) == (422, "slot_not_offered")
        assert "Betriebsferien bis 4. Dezember" in answer.json()["errors"][0]["message"]
    assert await market.database.pool.fetchval('SELECT count(*) FROM "order"') == 0


async def test_after_the_last_day_there_are_times_again(client: AsgiClient, market: Market) -> None:
    soon = HOLIDAYS.model_copy(update={"last": HOLIDAYS.first})
    shop = await market.shop(closures=(soon,))
    cart = await a_cart(client, await market.offer(shop))

    (slots,) = (await client.get(f"/api/v1/carts/{cart}/slots")).json()["shops"]

    assert slots["slots"][0]["start"].startswith("2026-11-21")
    assert (slots["reason"], slots["notice"]) == (None, "Betriebsferien am 20. November")


async def test_one_day_with_other_hours(client: AsgiClient, market: Market) -> None:
    sunday = SpecialDayState.model_validate({"day": "2026-11-22", "spans": [["13:00", "15:00"]]})
    shop = await market.shop(special_days=(sunday,))
    cart = await a_cart(client, await market.offer(shop))

    (slots,) = (await client.get(f"/api/v1/carts/{cart}/slots")).json()["shops"]

    starts = [s["start"][11:16] for s in slots["slots"] if s["start"].startswith("2026-11-22")]
    assert starts == ["13:00", "14:00"]


@pytest.mark.parametrize(("last", "found"), [("2026-11-19", 0), ("2026-12-31", 1), (None, 0)])
async def test_a_shop_sees_the_orders_of_several_days(
    client: AsgiClient, market: Market, last: str | None, found: int
) -> None:
    shop = await market.shop()
    await order(client, (shop, await market.offer(shop), 1))
    query = {"day": "2026-11-01"} | ({"last_day": last} if last else {})

    answer = await owner_of(client, shop).get("/api/v1/shops/baeckerei/orders", query=query)

    assert len(answer.json()["items"]) == found


async def test_a_day_beyond_all_calendars_is_named(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    query = {"day": "9999-12-31", "last_day": "9999-12-31"}

    answer = await owner_of(client, shop).get("/api/v1/shops/baeckerei/orders", query=query)

    assert answer.status == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["day", "last_day"]
