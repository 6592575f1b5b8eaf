"""The provider's books beside ours: what was lost on the way is found, and nothing is mended."""

from datetime import UTC, timedelta
from typing import Any

from orders.domain.reconciliation import Ours, differing, sums

from tests.orders.payments.conftest import Market
from tests.support.orders_data import PlacedOrder, decline, place


async def paid_order(market: Market) -> PlacedOrder:
    order = await place(market.db)
    await market.pay(order.id)
    await market.side.desk.sync(order.id)
    return order


async def compared(market: Market) -> list[Any]:
    return await market.side.reconciler.compare(market.clock.at.astimezone(UTC).date())


def test_both_sides_are_summed_before_they_are_compared() -> None:
    theirs = sums([("ch_1", 1100), ("re_1", -480), ("re_1", 480), ("po_1", -620), (None, -25)])

    assert theirs == {"ch_1": 1100, "re_1": 0}
    assert differing(theirs, {"ch_1": Ours(1100, None), "re_1": Ours(0, None)}) == []
    assert differing(theirs, {"ch_1": Ours(1000, None), "tr_1": Ours(-5, None)}) == [
        "ch_1",
        "re_1",
        "tr_1",
    ]


async def test_an_ordinary_day_agrees_and_the_fees_are_booked(market: Market) -> None:
    order = await paid_order(market)
    await decline(market.db, order, 0)
    await market.work_off()

    assert [await compared(market) for _ in range(2)] == [[], []]
    assert await market.matters() == []
    row = await market.row("SELECT entries, differences FROM reconciled_day")
    assert (row["entries"], row["differences"]) == (2, 0)
    # What our books say is there is what is there.
    balance = sum(entry["net"] for entry in market.at_provider("balance_transaction"))
    booked = await market.count(
        "SELECT sum(amount) FROM ledger_posting WHERE account = 'provider_balance'"
    )
    assert booked == balance


async def test_news_that_never_came_is_seen_and_not_mended(market: Market) -> None:
    order = await place(market.db)
    await market.pay(order.id)

    found = [await compared(market) for _ in range(2)]

    assert [(each.theirs, each.ours, each.order_id) for each in found[0]] == [
        (1100, None, order.id)
    ]
    assert found[0] == found[1]
    assert await market.matters() == ["difference"]
    assert await market.status(order.id) == ("awaiting_payment", "pending")


async def test_a_forged_amount_is_seen_with_both_sides(market: Market) -> None:
    order = await paid_order(market)
    await decline(market.db, order, 0)
    await market.work_off()
    await market.db.pool.execute("UPDATE refund SET amount = 470")

    found = await compared(market)
    await market.db.pool.execute("UPDATE refund SET amount = 480")

    assert [(each.theirs, each.ours) for each in found] == [(-480, -470)]
    row = await market.row("SELECT details, order_id FROM payment_matter")
    assert (row["details"]["theirs"], row["details"]["ours"]) == (-480, -470)
    assert row["order_id"] == order.id


async def test_what_the_provider_does_not_know_is_seen(market: Market) -> None:
    await paid_order(market)
    await market.db.pool.execute("UPDATE payment SET charge_id = 'ch_invented'")

    found = await compared(market)

    assert {(each.theirs, each.ours) for each in found} == {(1100, None), (None, 1100)}


async def test_every_day_that_is_over_is_compared_once(market: Market) -> None:
    await paid_order(market)
    await market.days_pass(2)
    for _ in range(2):
        await market.side.reconciler.work()

    days = await market.db.pool.fetch("SELECT day, entries FROM reconciled_day ORDER BY day")
    assert len(days) == 7
    assert sum(row["entries"] for row in days) == 1
    assert days[-1]["day"] == (market.clock.at - timedelta(hours=2, days=1)).date()


async def test_a_day_is_left_for_later_when_the_provider_is_away(market: Market) -> None:
    await market.standin.fault("500", times=30)
    await market.side.reconciler.work()

    assert await market.count("SELECT count(*) FROM reconciled_day") == 0
