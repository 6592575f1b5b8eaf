"""Weighed goods: a card holds the most they can cost, and what is due is taken, never more."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

from orders.domain.shop_order import ShopOrder
from orders.payments import StripeConfig
from orders.store import orders
from orders.use_cases.ports import RecordedRefunds

from tests.orders.payments.conftest import Market, other_side
from tests.support.orders_data import PlacedOrder, decline, place

_OFF = """
    INSERT INTO reduction (id, shop_order_id, position, kind, goods, deposit, fee, key, at, reason)
    VALUES (gen_random_uuid(), $1, 0, $3, $2, 0, 0, $3 || '-' || $1::uuid, now(), '')
    ON CONFLICT (key) DO NOTHING RETURNING id
"""


async def held_order(market: Market, **given: Any) -> PlacedOrder:
    order = await place(market.db, **given)
    await market.weigh(order.id)
    await market.pay(order.id)
    await market.side.desk.sync(order.id)
    return order


async def prepared(market: Market, order: PlacedOrder, *places: int) -> None:
    """Accepted, weighed at its most where nobody has weighed it yet, and made ready."""
    for place_ in places:
        async with market.db.transaction() as tx:
            await tx.fetchval(_OFF, order.shop_orders[place_], 0, "weighed")
            before = await orders.lock(tx, order.id)
            assert before
            part = _part(before.shop_orders, order.shop_orders[place_])
            ready = part.accept(at=market.clock.at).ready(at=market.clock.at)
            await orders.save(tx, before, before.with_part(ready))


async def weighed_less(
    market: Market, order: PlacedOrder, cents: int, kind: str = "weighed"
) -> None:
    """A reduction of the first part, as weighing makes one."""
    async with market.db.transaction() as tx:
        before = await orders.lock(tx, order.id)
        assert before
        part = _part(before.shop_orders, order.shop_orders[0])
        reduction: UUID = await tx.fetchval(
            _OFF,
            part.id,
            cents,
            kind,
        )
        assert reduction
        await RecordedRefunds().request(tx, part, cents, "", key=f"reduction-{reduction}")


def _part(parts: tuple[ShopOrder, ...], part_id: UUID) -> ShopOrder:
    return next(part for part in parts if part.id == part_id)


def intent(market: Market) -> dict[str, Any]:
    return market.at_provider("payment_intent")[0]


async def test_the_card_holds_and_the_shops_begin(market: Market) -> None:
    order = await held_order(market)

    assert await market.status(order.id) == ("placed", "authorised")
    assert intent(market)["status"] == "requires_capture"
    assert (await market.mails("payment_held"), await market.mails("shop_new_order")) == (1, 2)
    assert await market.count("SELECT count(*) FROM ledger_entry") == 0
    await market.work_off()
    assert intent(market)["status"] == "requires_capture"


async def test_what_is_due_is_taken_when_every_part_is_ready(market: Market) -> None:
    order = await held_order(market)
    await weighed_less(market, order, 130)
    await prepared(market, order, 0)
    await market.work_off()
    assert await market.status(order.id) == ("placed", "authorised")

    await prepared(market, order, 1)
    await market.work_off()

    assert await market.status(order.id) == ("placed", "paid")
    assert (intent(market)["status"], intent(market)["amount_received"]) == ("succeeded", 970)
    assert market.at_provider("refund") == []
    assert await market.count("SELECT count(*) FROM refund WHERE status = 'spared'") == 1
    assert await market.mails("payment_taken") == 1
    assert await market.events("orders.order.paid.v1") == 1
    shares = await market.db.pool.fetch(
        "SELECT amount FROM ledger_posting WHERE account = 'owed_to_buyer' ORDER BY amount"
    )
    assert [row["amount"] for row in shares] == [-620, -350]


async def test_a_declined_part_is_taken_less_instead_of_sent_back(market: Market) -> None:
    order = await held_order(market)
    await decline(market.db, order, 1)
    await prepared(market, order, 0)
    await market.work_off()

    assert await market.status(order.id) == ("placed", "paid")
    assert intent(market)["amount_received"] == 480
    assert market.at_provider("refund") == []


async def test_what_is_cancelled_whole_is_let_go(market: Market) -> None:
    order = await held_order(market)
    await market.cancel(order.id)
    await market.work_off()

    assert await market.status(order.id) == ("cancelled", "released")
    assert intent(market)["status"] == "canceled"
    assert await market.mails("payment_released") == 1
    assert await market.count("SELECT count(*) FROM ledger_entry") == 0


async def test_what_comes_off_after_it_was_taken_flows_back(market: Market) -> None:
    order = await held_order(market)
    await prepared(market, order, 0, 1)
    await market.work_off()
    await weighed_less(market, order, 130, "allowance")
    await market.work_off()

    assert await market.status(order.id) == ("placed", "partly_refunded")
    assert [refund["amount"] for refund in market.at_provider("refund")] == [130]


async def test_a_day_before_the_card_lets_go_it_is_taken(market: Market) -> None:
    order = await held_order(market, slot_start=market.clock.at + timedelta(days=9))
    await market.days_pass(5.9)
    await market.work_off()
    assert await market.status(order.id) == ("placed", "authorised")

    await market.days_pass(0.2)
    await market.work_off()

    assert await market.status(order.id) == ("placed", "paid")
    assert intent(market)["amount_received"] == 1100


async def test_when_nothing_can_be_taken_everybody_is_warned(market: Market) -> None:
    order = await held_order(market)
    await weighed_less(market, order, 130)
    await market.standin.advance(8 * 24 * 3600)
    await market.standin.settled("payment_intent.canceled")
    await prepared(market, order, 0, 1)
    for _ in range(2):
        await market.work_off()

    assert await market.status(order.id) == ("placed", "owed")
    assert (await market.mails("payment_owed"), await market.mails("shop_unpaid")) == (1, 2)
    assert await market.matters() == ["owed"]
    assert await market.count("SELECT count(*) FROM ledger_entry") == 0


async def test_faults_between_take_it_once(market: Market, config: StripeConfig) -> None:
    order = await held_order(market)
    await prepared(market, order, 0, 1)
    path = "/v1/payment_intents/" + intent(market)["id"] + "/capture"
    for fault in ("error_after_commit", "409", "429", "500"):
        await market.standin.fault(fault, path=path)
    await market.standin.fault("timeout", path=path, seconds=2, when="after")
    second = other_side(market, config)

    await market.side.captures.plan()
    await asyncio.gather(market.work_off(), second.captures.work())
    await market.work_off()
    await second.stop()

    assert await market.status(order.id) == ("placed", "paid")
    entries = [
        entry for entry in market.at_provider("balance_transaction") if entry["type"] == "charge"
    ]
    assert [entry["amount"] for entry in entries] == [1100]
    assert await market.count("SELECT count(*) FROM ledger_entry") == 1


async def test_held_too_late_it_is_let_go(market: Market) -> None:
    order = await place(market.db)
    await market.weigh(order.id)
    session_id = await market.pay(order.id)
    await market.db.pool.execute("UPDATE payment SET session_id = NULL")
    await market.expire(order.id)
    await market.db.pool.execute("UPDATE shop_order SET reason = 'Von der Kundschaft storniert.'")
    await market.side.desk.take_over(await market.side.api.get_session(session_id))
    await market.work_off()

    assert await market.status(order.id) == ("cancelled", "released")
    assert intent(market)["status"] == "canceled"


async def test_a_debit_for_weighed_goods_is_taken_whole_and_the_rest_flows_back(
    market: Market,
) -> None:
    order = await place(market.db, slot_start=market.clock.at + timedelta(days=10))
    await market.weigh(order.id)
    await market.debit(order.id)
    await market.days_pass(5.1)
    await market.standin.settled("checkout.session.async_payment_succeeded")
    await market.side.desk.sync(order.id)
    await weighed_less(market, order, 130)
    await market.work_off()

    assert await market.status(order.id) == ("placed", "partly_refunded")
    assert [refund["amount"] for refund in market.at_provider("refund")] == [130]
