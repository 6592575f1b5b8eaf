"""Disputes: what they are about stands still until the bank has decided (F20)."""

from datetime import timedelta
from typing import Any

import pytest
from orders.domain.dispute import Stake, shares_of
from orders.store import stripe_events

from tests.orders.payments.conftest import Market
from tests.support.orders_data import PlacedOrder, decline, place


async def paid_order(market: Market) -> PlacedOrder:
    order = await place(market.db)
    await market.pay(order.id)
    await market.side.desk.sync(order.id)
    return order


async def disputed(market: Market, amount: int | None = None) -> dict[str, Any]:
    charge = await market.row("SELECT charge_id FROM payment")
    body = {"charge": charge["charge_id"]} | ({"amount": amount} if amount else {})
    await market.standin.control("POST", "disputes", body)
    dispute = market.at_provider("dispute")[0]
    await tell(market)
    return dispute


async def tell(market: Market, *, backwards: bool = False) -> None:
    """Every event about a dispute, twice; as webhooks bring them."""
    events = [e for e in market.at_provider("event") if e["type"].startswith("charge.dispute")]
    for event in reversed(events) if backwards else events:
        for copy in ("", "_again"):
            async with market.db.transaction() as tx:
                await stripe_events.take_in(tx, event | {"id": event["id"] + copy})
    await market.work_off()


async def frozen(market: Market) -> list[tuple[int, bool]]:
    rows = await market.db.pool.fetch("SELECT amount, frozen FROM dispute_share ORDER BY amount")
    return [(row["amount"], row["frozen"]) for row in rows]


async def booked(market: Market) -> list[str]:
    rows = await market.db.pool.fetch("SELECT kind FROM ledger_entry ORDER BY id")
    return [row["kind"] for row in rows]


def test_each_part_is_in_it_for_what_it_has_left() -> None:
    from uuid import uuid4

    parts = [Stake(uuid4(), uuid4(), 480, 480), Stake(uuid4(), uuid4(), 0, 620)]

    assert [*shares_of(480, parts).values()] == [480, 0]
    assert [*shares_of(3, [Stake(uuid4(), uuid4(), 1, 1), Stake(uuid4(), uuid4(), 1, 1)]).values()
            ] == [2, 1]  # fmt: skip
    assert [*shares_of(100, [Stake(uuid4(), uuid4(), 0, 300)]).values()] == [100]
    assert shares_of(100, []) == {}


async def test_the_shares_are_frozen_and_a_person_has_a_date(market: Market) -> None:
    await paid_order(market)
    await disputed(market)

    assert await frozen(market) == [(480, True), (620, True)]
    row = await market.row("SELECT kind, due_at, details FROM payment_matter")
    assert (row["kind"], row["details"]["amount"]) == ("dispute", 1100)
    assert row["due_at"] > market.clock.at
    assert await booked(market) == ["payment_received", "dispute_opened"]


async def test_won_everything_is_as_it_was(market: Market) -> None:
    await paid_order(market)
    dispute = await disputed(market)
    await market.standin.control("POST", f"disputes/{dispute['id']}", {"status": "won"})
    await tell(market)

    assert await frozen(market) == [(480, False), (620, False)]
    assert await booked(market) == ["payment_received", "dispute_opened", "dispute_won"]
    assert await market.matters() == []


async def test_lost_the_buyer_keeps_the_money_and_each_shop_its_share_of_that(
    market: Market,
) -> None:
    await paid_order(market)
    dispute = await disputed(market)
    await market.standin.control("POST", f"disputes/{dispute['id']}", {"status": "lost"})
    # The end is told before the beginning.
    await tell(market, backwards=True)

    assert await frozen(market) == [(480, False), (620, False)]
    assert await booked(market) == ["payment_received", "dispute_opened", "dispute_lost"]
    left = await market.count(
        "SELECT sum(amount) FROM ledger_posting WHERE account = 'owed_to_buyer'"
    )
    assert left == 0


async def test_what_flowed_back_already_is_not_frozen_again(market: Market) -> None:
    order = await paid_order(market)
    await decline(market.db, order, 0)
    await market.work_off()
    await disputed(market)

    assert await frozen(market) == [(0, True), (620, True)]


@pytest.mark.parametrize("subject", [{}, {"id": 7}, {"id": ["du_1"]}, {"id": ""}, []])
async def test_half_a_message_changes_nothing(market: Market, subject: Any) -> None:
    await paid_order(market)
    for kind in ("charge.dispute.created", "checkout.session.completed", "refund.failed",
                 "payment_intent.canceled", "payment_intent.payment_failed"):  # fmt: skip
        async with market.db.transaction() as tx:
            event = {"id": f"evt_{kind}", "type": kind, "data": {"object": subject}}
            await stripe_events.take_in(tx, event)
    await market.side.events.work()

    assert await market.count("SELECT count(*) FROM stripe_event WHERE processed_at IS NULL") == 0
    assert await market.count("SELECT count(*) FROM dispute") == 0
    assert await booked(market) == ["payment_received"]


async def test_what_has_not_gone_back_yet_is_disputed_too(market: Market) -> None:
    """The provider refunds nothing that a bank disputes: the other shop must not bear that part."""
    order = await paid_order(market)
    await decline(market.db, order, 0)
    await disputed(market)

    assert await frozen(market) == [(480, True), (620, True)]


async def test_a_gift_of_the_market_is_no_longer_at_stake(market: Market) -> None:
    order = await paid_order(market)
    await market.db.pool.execute(
        "INSERT INTO refund (id, order_id, shop_order_id, amount, reason, idempotency_key, payer)"
        " VALUES (gen_random_uuid(), $1, $2, 100, '', 'gift', 'operator')",
        order.id,
        order.shop_orders[0],
    )
    await market.work_off()
    await disputed(market)

    assert await frozen(market) == [(380, True), (620, True)]


async def test_a_dispute_that_is_heard_of_before_its_payment_waits_for_it(market: Market) -> None:
    order = await place(market.db)
    await market.pay(order.id)
    charge = market.at_provider("charge")[0]["id"]
    await market.standin.control("POST", "disputes", {"charge": charge})
    await tell(market)
    early = await market.count("SELECT count(*) FROM dispute")

    await market.side.desk.sync(order.id)
    await market.work_off()

    assert early == 0
    assert await frozen(market) == [(480, True), (620, True)]
    assert (await market.row("SELECT order_id FROM dispute"))["order_id"] == order.id


async def test_a_dispute_of_what_nobody_knows_is_told_a_person_in_the_end(market: Market) -> None:
    order = await place(market.db)
    await market.pay(order.id)
    charge = market.at_provider("charge")[0]["id"]
    await market.standin.control("POST", "disputes", {"charge": charge})
    market.clock.at += timedelta(hours=3)
    await tell(market)

    assert (await market.row("SELECT order_id FROM dispute"))["order_id"] is None
    assert await market.matters() == ["dispute"]
