"""Behaviour 4: paid but not orderable.

If a payment succeeds and the order cannot be made, the money is released or refunded automatically
within the configured time, and the buyer is told.
"""

from datetime import datetime, timedelta
from uuid import UUID

from orders.use_cases.watch_refunds import watch_refunds

from tests.orders.payments import conftest as paying
from tests.orders.payments.conftest import Market
from tests.support.orders_data import PlacedOrder, count_down, place

DAY = timedelta(days=1)
# The fixtures of the payment side, which has the stand-in beside it.
standin, config, clock = paying.standin, paying.config, paying.clock
db, market = paying.db, paying.market


async def paid_too_late(market: Market, order: PlacedOrder) -> None:
    """The buyer pays in the last second; nobody hears of it until the order was given up."""
    session_id = await market.pay(order.id)
    await market.db.pool.execute(
        "UPDATE payment SET session_id = NULL WHERE order_id = $1", order.id
    )
    await market.expire(order.id)
    market.late_news = session_id


async def the_news_arrives(market: Market) -> None:
    await market.side.desk.take_over(await market.side.api.get_session(market.late_news))


async def somebody_else_buys_the_last(market: Market, order: PlacedOrder) -> None:
    await count_down(market.db, order.variants[0], 9)


async def told(market: Market, order_id: UUID) -> set[str]:
    rows = await market.db.pool.fetch("SELECT kind FROM mail WHERE order_id = $1", order_id)
    return {row["kind"] for row in rows}


async def test_goods_that_are_still_there_are_reserved_again(
    market: Market,
) -> None:
    order = await place(market.db)
    await paid_too_late(market, order)
    await the_news_arrives(market)

    assert await market.status(order.id) == ("placed", "paid")
    assert "order_paid" in await told(market, order.id)
    await market.check()


async def test_money_for_goods_that_are_gone_flows_back_by_itself(
    market: Market,
) -> None:
    order = await place(market.db)
    await paid_too_late(market, order)
    await somebody_else_buys_the_last(market, order)
    await the_news_arrives(market)
    # Nobody presses anything: the background does it, at its next round.
    await market.work_off()

    assert await market.status(order.id) == ("cancelled", "refunded")
    assert [refund["amount"] for refund in market.at_provider("refund")] == [order.total]
    assert {"late_payment", "refund_issued"} <= await told(market, order.id)
    await market.check()


async def test_what_a_card_only_held_is_released(market: Market) -> None:
    order = await place(market.db)
    await market.weigh(order.id)
    await paid_too_late(market, order)
    await somebody_else_buys_the_last(market, order)
    await the_news_arrives(market)
    await market.work_off()

    assert await market.status(order.id) == ("cancelled", "released")
    assert market.at_provider("refund") == []
    assert "payment_released" in await told(market, order.id)
    await market.check()


async def test_within_the_configured_time_or_a_person_hears_of_it(
    market: Market,
) -> None:
    order = await place(market.db)
    await paid_too_late(market, order)
    await somebody_else_buys_the_last(market, order)
    await the_news_arrives(market)
    await market.standin.fault("429", path="/v1/refunds", times=3)
    await market.side.refunds.work()

    early = await watch_refunds(market.db, market.clock.at + DAY - timedelta(hours=1), DAY)
    late = [await watch_refunds(market.db, _tomorrow(market), DAY) for _ in range(2)]
    waiting = await market.matters()
    await market.standin.control("DELETE", "faults")
    await market.work_off()
    await watch_refunds(market.db, _tomorrow(market), DAY)

    assert (early, late, waiting) == (0, [1, 1], ["refund_late"])
    assert await market.status(order.id) == ("cancelled", "refunded")
    assert await market.matters() == []


def _tomorrow(market: Market) -> datetime:
    return market.clock.at + DAY + timedelta(minutes=1)
