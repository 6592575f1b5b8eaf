"""Refunds: each one exactly once, whatever goes wrong between (F18)."""

import asyncio

import pytest
from orders.payments import StripeConfig
from orders.payments.stripe_api import StripeApi
from orders.store import refunds, stripe_events

from tests.orders.payments.conftest import Market, other_side
from tests.support.orders_data import PlacedOrder, decline, place


async def paid_order(market: Market) -> PlacedOrder:
    order = await place(market.db)
    await market.pay(order.id)
    await market.side.desk.sync(order.id)
    return order


def given_back(market: Market) -> list[int]:
    return sorted(refund["amount"] for refund in market.standin.standin.desk.store.every("refund"))


async def test_one_share_flows_back_and_then_the_other(market: Market) -> None:
    order = await paid_order(market)

    await decline(market.db, order, 0)
    await market.work_off()
    first = await market.status(order.id)
    await decline(market.db, order, 1)
    await market.work_off()

    assert first == ("placed", "partly_refunded")
    assert await market.status(order.id) == ("cancelled", "refunded")
    assert given_back(market) == [480, 620]
    assert await market.events("orders.refund.issued.v1") == 2
    assert await market.mails("refund_issued") == 2


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        ("error_after_commit", 1),
        ("timeout", 1),
        ("timeout", 5),
        ("500", 7),
        ("409", 7),
        ("429", 2),
    ],
)
async def test_exactly_once_through_every_fault(market: Market, fault: str, times: int) -> None:
    order = await paid_order(market)
    await decline(market.db, order, 0)
    await market.standin.fault(fault, method="POST", path="/v1/refunds", times=times, seconds=1.5)

    await market.work_off()

    assert given_back(market) == [480]
    row = await market.row("SELECT status, provider_id FROM refund")
    assert row["status"] == "issued"
    assert row["provider_id"].startswith("re_")
    assert await market.events("orders.refund.issued.v1") == 1


async def test_a_failure_kept_under_the_key_is_got_over(market: Market) -> None:
    """The answer 500 is replayed for ever: only looking and a new key help."""
    order = await paid_order(market)
    await decline(market.db, order, 0)
    await market.standin.fault("error_after_commit", path="/v1/refunds")

    await market.side.refunds.work()
    row = await market.row("SELECT status, attempts, call_number, error FROM refund")
    await market.work_off()

    assert (row["status"], row["attempts"], row["call_number"]) == ("requested", 1, 2)
    assert row["error"]
    assert given_back(market) == [480]
    assert len(await market.standin.calls("POST", "/v1/refunds")) == 1


async def test_a_key_used_for_something_else_is_got_over(market: Market) -> None:
    order = await paid_order(market)
    payment = await market.row("SELECT provider_id FROM payment")
    await decline(market.db, order, 0)
    refund = await market.row("SELECT id FROM refund")
    # Other parameters under the very key: the provider calls that a mistake of ours.
    await market.side.api.refund(payment["provider_id"], 20, {}, f"refund:{refund['id']}:1")

    await market.work_off()

    assert given_back(market) == [20, 480]
    assert await market.status(order.id) == ("placed", "partly_refunded")


async def test_after_a_day_it_looks_before_it_asks_again(market: Market) -> None:
    order = await paid_order(market)
    await decline(market.db, order, 0)
    await market.standin.fault("error_after_commit", method="POST", path="/v1/refunds")
    await market.side.refunds.work()
    # Keys are forgotten after 24 hours, so the key alone would not protect any more.
    market.standin.standin.desk.store.db.execute("DELETE FROM answer")

    await market.work_off()

    assert given_back(market) == [480]
    looks = await market.standin.calls("GET", "/v1/refunds")
    assert len(looks) == 1


async def test_a_crash_after_the_call_does_not_pay_twice(market: Market) -> None:
    order = await paid_order(market)
    await decline(market.db, order, 0)
    await market.work_off()

    # As if the answer had never been written down.
    await market.db.pool.execute("UPDATE refund SET status = 'requested', provider_id = NULL")
    await market.work_off()

    assert given_back(market) == [480]
    assert (await market.row("SELECT status FROM refund"))["status"] == "issued"


async def test_two_workers_share_the_work(market: Market, config: StripeConfig) -> None:
    order = await paid_order(market)
    await decline(market.db, order, 0)
    await decline(market.db, order, 1)
    second = other_side(market, config)

    await asyncio.gather(*(side.refunds.work() for side in (market.side, second) * 3))
    await second.stop()

    assert given_back(market) == [480, 620]
    assert await market.status(order.id) == ("cancelled", "refunded")
    assert await market.events("orders.refund.issued.v1") == 2


async def test_what_somebody_has_refunded_by_hand_fails_visibly(
    market: Market, config: StripeConfig
) -> None:
    order = await paid_order(market)
    payment = await market.row("SELECT provider_id FROM payment")
    by_hand = StripeApi(config)
    await by_hand.refund(payment["provider_id"], 1100, {}, "by-hand")
    await by_hand.close()

    await decline(market.db, order, 0)
    await market.work_off()

    row = await market.row("SELECT status, error FROM refund")
    assert row["status"] == "failed"
    assert row["error"].startswith("charge_already_refunded")
    assert await market.status(order.id) == ("placed", "paid")
    assert given_back(market) == [1100]


async def test_what_was_never_paid_cannot_flow_back(market: Market) -> None:
    order = await place(market.db)
    async with market.db.transaction() as tx:
        await refunds.request_whole(tx, order.id, order.total, "Irrtum")

    await market.work_off()

    assert (await market.row("SELECT status FROM refund"))["status"] == "failed"


async def test_a_refund_that_the_bank_returns_is_seen_once(market: Market) -> None:
    order = await paid_order(market)
    await decline(market.db, order, 0)
    await market.work_off()
    refund = await market.row("SELECT id FROM refund")
    news = {
        "object": {
            "metadata": {"refund_id": str(refund["id"])},
            "failure_reason": "lost_or_stolen_card",
        }
    }

    for event_id in ("evt_a", "evt_b"):
        async with market.db.transaction() as tx:
            event = {"id": event_id, "type": "refund.failed", "data": news}
            await stripe_events.take_in(tx, event)
    await market.work_off()

    row = await market.row("SELECT status, error FROM refund")
    assert (row["status"], row["error"]) == ("failed", "lost_or_stolen_card")
    assert await market.status(order.id) == ("placed", "paid")
    assert given_back(market) == [480]


async def test_news_of_a_returned_refund_wait_until_the_refund_is_written_down(
    market: Market,
) -> None:
    """The bank was quicker than our answer from the provider, or than the next try."""
    order = await paid_order(market)
    await decline(market.db, order, 0)
    refund = await market.row("SELECT id FROM refund")
    subject = {"metadata": {"refund_id": str(refund["id"])}, "failure_reason": "expired_card"}
    async with market.db.transaction() as tx:
        event = {"id": "evt_early", "type": "refund.failed", "data": {"object": subject}}
        await stripe_events.take_in(tx, event)

    await market.side.events.work()
    waiting = await market.count("SELECT count(*) FROM stripe_event WHERE processed_at IS NULL")
    await market.work_off()

    assert waiting == 1
    row = await market.row("SELECT status, error FROM refund")
    assert (row["status"], row["error"]) == ("failed", "expired_card")
    assert "refund_returned" in await market.matters()
