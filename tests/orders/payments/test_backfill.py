"""Webhooks that never came are fetched from the provider's list (F17)."""

from datetime import timedelta

from tests.orders.payments.conftest import Market
from tests.support.orders_data import place


async def test_a_lost_webhook_is_fetched_and_worked_off(market: Market) -> None:
    order = await place(market.db)
    await market.pay(order.id)

    first = await market.side.backfill.fetch()
    again = await market.side.backfill.fetch()
    await market.work_off()

    assert (first, again) == (4, 0)
    assert await market.status(order.id) == ("placed", "paid")
    assert await market.events("orders.order.paid.v1") == 1
    row = await market.row("SELECT told_at, account FROM stripe_event LIMIT 1")
    assert abs(row["told_at"] - market.clock.at) < timedelta(minutes=1)
    assert row["account"] is None


async def test_it_goes_on_where_it_stopped_and_a_little_before(market: Market) -> None:
    await market.side.backfill.work()
    mark = (await market.row("SELECT until FROM payment_mark"))["until"]
    order = await place(market.db)
    await market.pay(order.id)
    await market.days_pass(0.02)
    await market.side.backfill.work()
    await market.work_off()

    assert (await market.row("SELECT until FROM payment_mark"))["until"] > mark
    assert await market.status(order.id) == ("placed", "paid")


async def test_a_debit_nobody_told_of_is_asked_about(market: Market) -> None:
    order = await place(
        market.db,
        slot_start=market.clock.at + timedelta(days=10),
        created_at=market.clock.at,
    )
    await market.debit(order.id)
    await market.days_pass(5.1)
    await market.standin.settled("checkout.session.async_payment_succeeded")
    await market.side.backfill.work()

    assert await market.status(order.id) == ("placed", "paid")


async def test_while_the_provider_is_away_the_mark_stays(market: Market) -> None:
    await market.standin.fault("500", times=30)
    await market.side.backfill.work()

    assert await market.count("SELECT count(*) FROM payment_mark") == 0
