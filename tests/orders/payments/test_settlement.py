"""The money has come: once, however often and however late we hear of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from orders.domain.payment import Money
from orders.domain.stock import HoldState
from orders.mail import MailQueue
from orders.payments import StripeConfig
from orders.store import holds, orders
from orders.use_cases.settle_payment import Settlement, settle_payment

from tests.orders.payments.conftest import Market, other_side
from tests.support.orders_data import PlacedOrder, count_down, place


async def test_many_tellers_at_once_settle_once(market: Market, config: StripeConfig) -> None:
    order = await place(market.db)
    await market.pay(order.id)
    second = other_side(market, config)

    await asyncio.gather(
        *(market.side.desk.sync(order.id) for _ in range(4)),
        *(second.desk.sync(order.id) for _ in range(4)),
    )
    await second.stop()

    assert await market.status(order.id) == ("placed", "paid")
    assert await market.events("orders.order.paid.v1") == 1
    assert await market.count("SELECT count(*) FROM history") == 2
    await market.check()


async def test_a_refused_card_leaves_the_order_payable(market: Market) -> None:
    order = await place(market.db)
    url = await market.side.desk.start(order.id)

    await market.standin.press(url or "", "decline")
    await market.side.desk.sync(order.id)
    again = await market.side.desk.start(order.id)
    await market.standin.press(again or "")

    assert again == url
    assert await market.side.desk.sync(order.id) == "paid"


async def test_the_sweeper_does_not_give_up_what_has_just_been_paid(market: Market) -> None:
    order = await place(market.db)
    await market.pay(order.id)

    assert await market.side.desk.may_expire(order.id) is False
    assert await market.status(order.id) == ("placed", "paid")


async def test_the_sweeper_closes_the_page_before_it_gives_up(market: Market) -> None:
    order = await place(market.db)
    url = await market.side.desk.start(order.id)

    await market.expire(order.id)
    status, _ = await market.standin.press(url or "")

    assert status == 410
    assert await market.status(order.id) == ("cancelled", "expired")
    await market.check()


async def test_while_the_provider_is_away_nothing_is_given_up(market: Market) -> None:
    order = await place(market.db)
    await market.side.desk.start(order.id)
    await market.standin.fault("500", times=10)

    assert await market.side.desk.may_expire(order.id) is False


async def test_a_cancelled_order_loses_its_pay_page(market: Market) -> None:
    order = await place(market.db)
    url = await market.side.desk.start(order.id)
    await _buyer_cancels(market, order)

    await market.side.close_left_open()
    status, _ = await market.standin.press(url or "")

    assert status == 410
    assert await market.status(order.id) == ("cancelled", "expired")


async def test_paid_too_late_but_the_goods_are_still_there(market: Market) -> None:
    order = await place(market.db)
    money = await _paid_after_expiry(market, order)

    outcome = await settle_payment(market.db, money, market.clock, MailQueue())

    assert outcome is Settlement.REVIVED
    assert await market.status(order.id) == ("placed", "paid")
    assert await market.count("SELECT count(*) FROM hold WHERE state = 'held'") == 2
    assert await market.mails("order_paid") == 1
    await market.check()


async def test_paid_too_late_and_the_goods_are_gone(market: Market) -> None:
    order = await place(market.db)
    money = await _paid_after_expiry(market, order)
    await count_down(market.db, order.variants[0], 9)

    outcomes = [await settle_payment(market.db, money, market.clock, MailQueue()) for _ in range(2)]
    await market.work_off()

    assert outcomes == [Settlement.REFUNDED, Settlement.ALREADY]
    assert await market.status(order.id) == ("cancelled", "refunded")
    assert await market.mails("late_payment") == 1
    refunds = market.standin.standin.desk.store.every("refund")
    assert [refund["amount"] for refund in refunds] == [1100]
    # Nothing of it is half held.
    assert await market.count("SELECT count(*) FROM hold WHERE state = 'held'") == 0
    await market.check()


async def test_paid_after_the_pickup_time_flows_back(market: Market) -> None:
    order = await place(market.db, slot_start=datetime.now(UTC) + timedelta(minutes=5))
    money = await _paid_after_expiry(market, order)
    market.clock.at += timedelta(minutes=10)

    outcome = await settle_payment(market.db, money, market.clock, MailQueue())

    assert outcome is Settlement.REFUNDED


async def test_paid_after_the_buyer_cancelled_flows_back(market: Market) -> None:
    order = await place(market.db)
    await market.pay(order.id)
    await _buyer_cancels(market, order)

    await market.side.desk.sync(order.id)
    await market.work_off()

    assert await market.status(order.id) == ("cancelled", "refunded")
    await market.check()


async def test_another_amount_is_not_taken_for_the_payment(market: Market) -> None:
    order = await place(market.db)
    odd = Money(order.id, "cs_odd", 1, "eur", "pi_odd")
    foreign = Money(uuid4(), "cs_odd", 1100, "eur", "pi_odd")

    for money in (odd, foreign):
        outcome = await settle_payment(market.db, money, market.clock, MailQueue())
        assert outcome is Settlement.UNKNOWN

    assert await market.status(order.id) == ("awaiting_payment", "pending")


async def _paid_after_expiry(market: Market, order: PlacedOrder) -> Money:
    """The buyer paid, and the news were lost until after the sweep."""
    session_id = await market.pay(order.id)
    await market.db.pool.execute("UPDATE payment SET session_id = NULL")
    await market.expire(order.id)
    session = market.standin.standin.desk.store.find("checkout.session", session_id)
    assert session
    return Money(order.id, session_id, 1100, "eur", session["payment_intent"])


async def _buyer_cancels(market: Market, order: PlacedOrder) -> None:
    async with market.db.transaction() as tx:
        before = await orders.lock(tx, order.id)
        assert before
        await orders.save(tx, before, before.cancel(at=market.clock.now()))
        await holds.give_back(tx, order.id, order.shop_orders, HoldState.RELEASED)
