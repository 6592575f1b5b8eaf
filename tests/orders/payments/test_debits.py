"""Debits: the bank answers days later (F19). Stock or money back, never neither."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from orders.domain.payment import Way, ways_to_pay
from orders.payments import StripeConfig

from tests.orders.payments.conftest import HONOURED, RETURNED, Market, other_side
from tests.support.orders_data import PlacedOrder, count_down, hand_over_everything, place

IN_TEN_DAYS = timedelta(days=10)


async def far_off(market: Market) -> PlacedOrder:
    return await place(
        market.db, slot_start=market.clock.at + IN_TEN_DAYS, created_at=market.clock.at
    )


async def held(market: Market) -> int:
    return await market.count(
        "SELECT count(*) FROM hold WHERE state = 'held' AND expires_at IS NULL"
    )


async def answered(market: Market, event: str) -> None:
    """Five days later, and some grace."""
    await market.days_pass(5.1)
    await market.standin.settled(f"checkout.session.async_payment_{event}")


def test_a_debit_is_offered_where_its_money_can_be_there_in_time() -> None:
    now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    soon, late = now + timedelta(days=5), now + timedelta(days=6)

    assert ways_to_pay(soon, now, on_trust=False) == (Way.CARD,)
    assert ways_to_pay(late, now, on_trust=False) == (Way.CARD, Way.DEBIT)
    assert ways_to_pay(soon, now, on_trust=True) == (Way.CARD, Way.DEBIT)


async def test_the_page_offers_no_debit_for_tomorrow(market: Market) -> None:
    tomorrow, later = await place(market.db), await far_off(market)
    for order in (tomorrow, later):
        await market.side.desk.start(order.id)

    offered = [page["payment_method_types"] for page in market.at_provider("checkout.session")]

    assert sorted(offered) == [["card"], ["card", "sepa_debit"]]


async def test_while_the_bank_thinks_the_goods_wait_and_no_shop_begins(market: Market) -> None:
    order = await far_off(market)
    await market.debit(order.id)

    assert await market.status(order.id) == ("awaiting_payment", "processing")
    assert await held(market) == 2
    assert await market.count("SELECT count(*) FROM shop_order WHERE opened_at IS NOT NULL") == 0
    assert (await market.mails("payment_processing"), await market.mails("shop_new_order")) == (
        1,
        0,
    )
    assert await market.count("SELECT count(*) FROM ledger_entry") == 0
    # Nobody gives it up meanwhile, and no second page is opened.
    assert await market.side.desk.may_expire(order.id) is False
    assert await market.side.desk.start(order.id) is None


async def test_the_debit_comes_after_five_days(market: Market) -> None:
    order = await far_off(market)
    await market.debit(order.id)
    await answered(market, "succeeded")

    for _ in range(2):
        await market.side.desk.sync(order.id)

    assert await market.status(order.id) == ("placed", "paid")
    assert await held(market) == 2
    assert (await market.mails("order_paid"), await market.mails("shop_new_order")) == (1, 2)
    assert await market.count("SELECT count(*) FROM ledger_entry") == 1
    row = await market.row("SELECT kind, charge_id, captured FROM payment")
    assert (row["kind"], row["captured"]) == ("sepa_debit", 1100)
    assert row["charge_id"].startswith("ch_")


async def test_the_debit_comes_back_after_five_days(market: Market) -> None:
    order = await far_off(market)
    await market.debit(order.id, RETURNED)
    await answered(market, "failed")

    await asyncio.gather(*(market.side.desk.sync(order.id) for _ in range(4)))

    assert await market.status(order.id) == ("cancelled", "failed")
    assert await market.count("SELECT sum(reserved) FROM stock") == 0
    assert await market.mails("debit_returned") == 1
    assert await market.events("orders.order.cancelled.v1") == 1
    assert await market.count("SELECT count(*) FROM refund") == 0
    # The cleaner leaves it alone: there is no page to close.
    await market.side.close_left_open()
    assert await market.status(order.id) == ("cancelled", "failed")


async def test_the_money_comes_when_the_time_to_collect_is_over(market: Market) -> None:
    order = await place(market.db, slot_start=market.clock.at + timedelta(days=6, hours=1))
    await market.debit(order.id)
    await market.days_pass(2)
    await answered(market, "succeeded")
    await market.side.desk.sync(order.id)
    await market.work_off()

    assert await market.status(order.id) == ("cancelled", "refunded")
    assert [refund["amount"] for refund in market.at_provider("refund")] in ([480, 620], [620, 480])
    assert (await market.mails("paid_after_slot"), await market.mails("order_paid")) == (2, 0)
    assert await market.count("SELECT count(*) FROM shop_order WHERE opened_at IS NOT NULL") == 0
    assert await market.count("SELECT sum(reserved) FROM stock") == 0


async def test_only_the_part_whose_time_is_over_flows_back(market: Market) -> None:
    order = await far_off(market)
    await market.debit(order.id)
    await market.db.pool.execute(
        "UPDATE shop_order SET slot_start = $2, slot_end = $3 WHERE id = $1",
        order.shop_orders[0],
        market.clock.at + timedelta(days=1),
        market.clock.at + timedelta(days=2),
    )
    await answered(market, "succeeded")
    await market.side.desk.sync(order.id)
    await market.work_off()

    assert await market.status(order.id) == ("placed", "partly_refunded")
    assert [refund["amount"] for refund in market.at_provider("refund")] == [480]
    assert await held(market) == 1
    assert (await market.mails("paid_after_slot"), await market.mails("shop_new_order")) == (1, 1)


async def test_given_up_meanwhile_the_goods_are_held_again_or_the_money_flows_back(
    market: Market,
) -> None:
    for is_there in (True, False):
        order = await far_off(market)
        await market.debit(order.id)
        # The news of the mandate was lost until the sweeper had given the order up.
        await market.db.pool.execute(
            "UPDATE payment SET status = 'pending', session_id = NULL, kind = NULL"
            " WHERE order_id = $1",
            order.id,
        )
        await market.expire(order.id)
        if not is_there:
            await count_down(market.db, order.variants[0], 9)
        await answered(market, "succeeded")
        page = next(
            page
            for page in market.at_provider("checkout.session")
            if page["client_reference_id"] == str(order.id)
        )
        await market.side.desk.take_over(await market.side.api.get_session(page["id"]))
        await market.work_off()

        wanted = ("placed", "paid") if is_there else ("cancelled", "refunded")
        assert await market.status(order.id) == wanted


async def test_the_buyer_cancels_while_the_debit_is_on_its_way(market: Market) -> None:
    order = await far_off(market)
    await market.debit(order.id)
    await market.cancel(order.id)
    await answered(market, "succeeded")
    await market.side.desk.sync(order.id)
    await market.work_off()

    assert await market.status(order.id) == ("cancelled", "refunded")
    assert [refund["amount"] for refund in market.at_provider("refund")] == [1100]


@pytest.fixture
async def trusting(market: Market, config: StripeConfig) -> Market:
    side = other_side(market, config, debits_on_trust=True)
    return replace(market, side=side)


async def test_on_trust_the_shops_begin_at_once(trusting: Market) -> None:
    order = await place(trusting.db)
    await trusting.debit(order.id)

    assert await trusting.status(order.id) == ("placed", "processing")
    assert await trusting.mails("shop_new_order") == 2
    assert await trusting.count("SELECT count(*) FROM ledger_entry") == 0
    await trusting.days_pass(5.1)
    await trusting.standin.settled("checkout.session.async_payment_succeeded")
    await trusting.side.desk.sync(order.id)
    assert await trusting.status(order.id) == ("placed", "paid")
    assert await trusting.count("SELECT count(*) FROM history") == 2
    await trusting.side.stop()


@pytest.mark.parametrize("answer", ["succeeded", "failed"])
async def test_what_began_on_trust_and_was_cancelled_flows_back_once(
    trusting: Market, answer: str
) -> None:
    order = await place(trusting.db)
    await trusting.debit(order.id, HONOURED if answer == "succeeded" else RETURNED)
    await trusting.cancel(order.id)
    await trusting.work_off()
    early = trusting.at_provider("refund")
    await trusting.days_pass(5.1)
    await trusting.standin.settled(f"checkout.session.async_payment_{answer}")
    await trusting.side.desk.sync(order.id)
    await trusting.work_off()

    came = answer == "succeeded"
    assert early == []
    assert await trusting.status(order.id) == ("cancelled", "refunded" if came else "released")
    amounts = sorted(refund["amount"] for refund in trusting.at_provider("refund"))
    assert amounts == ([480, 620] if came else [])
    assert await trusting.matters() == []
    await trusting.side.stop()


async def test_what_was_given_on_trust_is_paid_at_the_counter(trusting: Market) -> None:
    order = await place(trusting.db)
    await trusting.debit(order.id, RETURNED)
    await hand_over_everything(trusting.db, order)
    await trusting.days_pass(5.1)
    await trusting.standin.settled("checkout.session.async_payment_failed")
    for _ in range(2):
        await trusting.side.desk.sync(order.id)
    await trusting.work_off()

    assert (await trusting.status(order.id))[1] == "owed"
    assert (await trusting.mails("payment_owed"), await trusting.mails("shop_unpaid")) == (1, 2)
    assert await trusting.matters() == ["owed"]
    assert trusting.at_provider("refund") == []
    await trusting.side.stop()
