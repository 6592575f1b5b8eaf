"""Withdrawing from a contract: without login, receipted at once, never rewritten."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from tests.orders.market import Market
from tests.orders.withdrawing import PATH, declare, two_shops
from tests.support.asgi import AsgiClient


async def test_who_has_the_order_at_hand_chooses_shop_and_lines(
    client: AsgiClient, market: Market
) -> None:
    placed, _ = await two_shops(client, market)
    part = placed.parts[0]

    answer = await declare(
        client,
        path=f"{PATH}?token={placed.token}",
        order_id=str(placed.id),
        parts=[{"shop_order_id": part, "positions": [1]}],
        receipt_to="anders@example.org",
    )

    found = answer.json()
    assert answer.status == 201, answer.text
    assert [one["shop_order_id"] for one in found["parts"]] == [part]
    assert found["parts"][0]["state"] == "declared"
    assert found["parts"][0]["worth"]["amount"] == placed.body["shop_orders"][0]["total"]["amount"]
    assert found["contract"] == placed.body["number"]
    assert found["declared_at"].startswith("2026-11-20T09:00:00")
    mails = await market.database.pool.fetch("SELECT kind, to_address FROM mail ORDER BY kind")
    assert ("withdrawal_receipt", "anders@example.org") in [tuple(row) for row in mails]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_a_day_beyond_our_time_turns_nobody_away(
    client: AsgiClient, market: Market, day: str
) -> None:
    assert (await declare(client, contract="Brot", ordered_on=day)).status == 201


async def test_sent_ten_times_at_once_it_is_one(client: AsgiClient, market: Market) -> None:
    placed, _ = await two_shops(client, market)

    answers = await asyncio.gather(
        *(declare(client, contract=placed.body["number"]) for _ in range(10))
    )
    other = await declare(client, contract="etwas anderes")

    assert {answer.json()["id"] for answer in answers} == {answers[0].json()["id"]}
    assert other.status == 409
    pool = market.database.pool
    assert await pool.fetchval("SELECT count(*) FROM withdrawal") == 1
    assert await pool.fetchval("SELECT count(*) FROM mail WHERE kind = 'withdrawal_receipt'") == 1


async def test_without_a_contract_the_field_is_named(client: AsgiClient) -> None:
    answer = await declare(client)

    assert answer.status == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["contract"]


@pytest.mark.parametrize(
    ("field", "value"), [("receipt_to", "anna"), ("name", ""), ("statement", "x" * 2001)]
)
async def test_what_cannot_be_is_named(client: AsgiClient, field: str, value: str) -> None:
    answer = await declare(client, **{"contract": "ZZ-1", field: value})

    assert answer.status == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_strangers_do_not_withdraw_from_an_order_they_may_not_see(
    client: AsgiClient, market: Market
) -> None:
    placed, _ = await two_shops(client, market)
    other, _ = await two_shops(client, market)

    stranger = await declare(client, order_id=str(placed.id))
    crossed = await declare(
        client,
        path=f"{PATH}?token={placed.token}",
        order_id=str(placed.id),
        parts=[{"shop_order_id": other.parts[0]}],
    )

    assert (stranger.status, crossed.status) == (404, 404)
    assert await market.database.pool.fetchval("SELECT count(*) FROM withdrawal") == 0


async def test_the_receipt_is_shown_again_with_its_key_only(
    client: AsgiClient, market: Market
) -> None:
    placed, _ = await two_shops(client, market)
    made = (await declare(client, contract=placed.body["number"])).json()
    path = f"{PATH}/{made['id']}"

    again = await client.get(f"{path}?token={made['token']}")

    assert again.json() == {name: value for name, value in made.items() if name != "token"}
    for wrong in (path, f"{path}?token=falsch", f"{PATH}/{uuid4()}?token={made['token']}"):
        assert (await client.get(wrong)).status == 404


async def test_nobody_rewrites_what_was_declared(client: AsgiClient, market: Market) -> None:
    await declare(client, contract="ZZ-1")
    pool = market.database.pool

    for statement in ("UPDATE withdrawal SET name = 'x'", "DELETE FROM withdrawal"):
        with pytest.raises(asyncpg.RaiseError):
            await pool.execute(statement)


async def test_time_has_passed_and_it_can_still_be_declared(
    client: AsgiClient, market: Market
) -> None:
    placed, _ = await two_shops(client, market)
    market.clock.at += timedelta(days=400)

    assert (await declare(client, contract=placed.body["number"])).status == 201
