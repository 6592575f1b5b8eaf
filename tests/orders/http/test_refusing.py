"""Refusing a withdrawal: on a ground that holds, or by the operator."""

from datetime import timedelta

import pytest

from tests.orders.market import Market
from tests.orders.ordering import owner_of
from tests.orders.refusing import PERISHABLE, was_exempt
from tests.orders.withdrawing import declared, fetched
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

LIST = "/api/v1/shops/baeckerei/withdrawals"
OF_OPERATOR = "/api/v1/withdrawals/rejected"


@pytest.mark.parametrize("ground", ["not_a_consumer", "exempt", "opened", "too_late"])
async def test_a_consumers_timely_withdrawal_from_regular_goods_stands(
    client: AsgiClient, market: Market, ground: str
) -> None:
    placed, bakery, path = await declared(client, market)
    owner = owner_of(client, bakery)
    await fetched(client, market, placed, bakery)

    (shown,) = (await owner.get(LIST)).json()["items"]
    answer = await owner.post(f"{path}/reject", json={"ground": ground, "reason": "Nein danke."})
    (after,) = (await owner.get(LIST)).json()["items"]

    assert shown["grounds"] == []
    assert (answer.status, answer.json()["code"]) == (409, "right_to_withdraw")
    assert after["state"] == "declared"
    told = "SELECT count(*) FROM mail WHERE kind = 'withdrawal_rejected'"
    assert await market.database.pool.fetchval(told) == 0


async def test_a_ground_has_to_be_named(client: AsgiClient, market: Market) -> None:
    _, bakery, path = await declared(client, market)
    await was_exempt(market)

    answer = await owner_of(client, bakery).post(f"{path}/reject", json={"reason": "Darum."})

    assert answer.status == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["ground"]


async def test_what_is_exempt_is_refused_once_and_the_operator_sees_it(
    client: AsgiClient, market: Market
) -> None:
    placed, bakery, path = await declared(client, market)
    await was_exempt(market)
    owner, operator = owner_of(client, bakery), client.as_(a_token("operator"))

    (shown,) = (await owner.get(LIST)).json()["items"]
    answers = [await owner.post(f"{path}/reject", json=PERISHABLE) for _ in range(2)]
    (seen,) = (await operator.get(OF_OPERATOR)).json()["items"]

    words = "Vom Widerruf ausgenommen: schnell verderblich (§ 312g Abs. 2 Nr. 2 BGB)."
    assert shown["grounds"] == [{"ground": "exempt", "words": words}]
    assert [answer.status for answer in answers] == [204, 204]
    assert seen["reason"] == f"{words} Es war frisches Brot."
    assert seen["number"] == placed.body["shop_orders"][0]["number"]
    assert (seen["shop"]["slug"], seen["name"]) == ("baeckerei", "Anna Albrecht")
    told = "SELECT count(*) FROM mail WHERE kind = 'withdrawal_rejected'"
    assert await market.database.pool.fetchval(told) == 1


async def test_after_a_year_the_operator_is_not_shown_it_any_more(
    client: AsgiClient, market: Market
) -> None:
    _, bakery, path = await declared(client, market)
    await was_exempt(market)
    await owner_of(client, bakery).post(f"{path}/reject", json=PERISHABLE)
    operator = client.as_(a_token("operator"))

    market.clock.at += timedelta(days=400)

    assert (await operator.get(OF_OPERATOR)).json() == {"items": [], "next": None}


async def test_what_was_bought_for_a_business_is_no_consumers(
    client: AsgiClient, market: Market
) -> None:
    _, bakery, path = await declared(client, market)
    company = """UPDATE "order" SET buyer = '{"company": "Stadtwerke"}'"""
    await market.database.pool.execute(company)

    answer = await owner_of(client, bakery).post(
        f"{path}/reject", json={"ground": "not_a_consumer"}
    )

    assert answer.status == 204


async def test_the_operator_may_know_what_is_not_written(
    client: AsgiClient, market: Market
) -> None:
    _, _, path = await declared(client, market)
    operator = client.as_(a_token("operator"))
    body = {"ground": "not_a_consumer", "reason": "Gekauft für den Imbiss, sagt er selbst."}

    advisors = await client.as_(a_token("advisor")).post(f"{path}/reject", json=body)
    answer = await operator.post(f"{path}/reject", json=body)

    assert (advisors.status, answer.status) == (404, 204)
    (seen,) = (await operator.get(OF_OPERATOR)).json()["items"]
    assert seen["reason"].endswith("Gekauft für den Imbiss, sagt er selbst.")


async def test_the_list_goes_page_by_page(client: AsgiClient, market: Market) -> None:
    placed, _, path = await declared(client, market)
    operator = client.as_(a_token("operator"))
    second = path.replace(placed.parts[0], placed.parts[1])
    await market.database.pool.execute(
        """
        INSERT INTO withdrawal_part (withdrawal_id, shop_order_id, shop_id, lines, positions,
            worth, state)
        SELECT p.withdrawal_id, s.id, s.shop_id, p.lines, p.positions, p.worth, p.state
        FROM withdrawal_part p, shop_order s WHERE s.id = $1
        """,
        placed.parts[1],
    )
    for each in (path, second):
        assert (await operator.post(f"{each}/reject", json={"ground": "exempt"})).status == 204

    first = (await operator.get(f"{OF_OPERATOR}?limit=1")).json()
    rest = (await operator.get(f"{OF_OPERATOR}?limit=1&cursor={first['next']}")).json()

    found = {page["items"][0]["shop_order_id"] for page in (first, rest)}
    assert found == {placed.parts[0], placed.parts[1]}
    assert rest["next"] is None
