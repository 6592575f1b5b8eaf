"""Webhooks over a real socket: doubled, reversed, late, forged (F17)."""

import asyncio
import hashlib
import hmac
import io
import time
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from fastapi import FastAPI
from orders.http.webhooks import webhook_router
from orders.payments import StripeConfig
from stripe_standin.courier import signature

from marketkit import problems
from tests.orders.payments.conftest import CONNECT_SECRETS, SECRET, Market
from tests.support.orders_data import hand_over_everything, place
from tests.support.servers import free_port
from tests.support.standin import served, until


@pytest.fixture
async def webhooks(market: Market) -> AsyncIterator[str]:
    """The market's address for news; the stand-in delivers there."""
    app, port = FastAPI(), free_port()
    problems.install(app)
    app.include_router(webhook_router(market.side.intake))
    async with served(app, port):
        url = f"http://127.0.0.1:{port}/webhooks/stripe"
        await market.standin.control("PUT", "webhook", {"url": url, "secret": SECRET})
        yield url


async def delivered(market: Market) -> list[dict[str, Any]]:
    """Wait until the stand-in has nothing left to deliver."""

    def quiet() -> bool:
        waiting = market.standin.standin.desk.store.db.execute(
            "SELECT count(*) FROM delivery WHERE state = 'waiting'"
        )
        return bool(waiting.fetchone()[0] == 0)

    await until(quiet)
    return await market.standin.deliveries()


async def test_a_payment_opens_the_order_by_webhook_alone(market: Market, webhooks: str) -> None:
    order = await place(market.db)
    await market.pay(order.id)
    await delivered(market)
    await market.work_off()

    assert await market.status(order.id) == ("placed", "paid")
    opened = await market.count("SELECT count(*) FROM shop_order WHERE opened_at IS NOT NULL")
    endless = await market.count("SELECT count(*) FROM hold WHERE expires_at IS NULL")
    assert (opened, endless) == (2, 2)
    assert await market.events("orders.order.paid.v1") == 1
    assert (await market.mails("order_paid"), await market.mails("shop_new_order")) == (1, 2)
    assert await market.count("SELECT count(*) FROM stripe_event WHERE processed_at IS NULL") == 0


async def test_ten_replays_change_nothing(market: Market, webhooks: str) -> None:
    order = await place(market.db)
    await market.pay(order.id)
    await delivered(market)
    await market.work_off()
    before = await market.row("SELECT count(*), max(received_at) FROM stripe_event")

    for row in await market.standin.deliveries():
        await market.standin.control("POST", f"events/{row['event_id']}/deliver", {"times": 10})
    answers = [row["last"] for row in await delivered(market)]
    await market.work_off()

    assert set(answers) == {"200"}
    assert await market.row("SELECT count(*), max(received_at) FROM stripe_event") == before
    assert await market.events("orders.order.paid.v1") == 1
    assert await market.mails("order_paid") == 1


async def test_reversed_order_ends_the_same(market: Market, webhooks: str) -> None:
    order = await place(market.db)
    url = await market.side.desk.start(order.id)
    # A refused card, then a good one: six events, delivered last one first.
    await market.standin.fault("reorder", times=7)
    await market.standin.press(url or "", "decline")
    await market.standin.press(url or "")
    await market.standin.control("POST", "release")
    await delivered(market)
    await market.work_off()

    assert await market.status(order.id) == ("placed", "paid")
    assert await market.events("orders.order.paid.v1") == 1


async def test_three_days_late_is_not_too_late_for_the_truth(market: Market, webhooks: str) -> None:
    order = await place(market.db)
    await market.standin.fault("drop", times=100)
    await market.pay(order.id)
    await market.standin.control("DELETE", "faults")
    # The return page noticed meanwhile, and the goods have been handed over.
    await market.side.desk.sync(order.id)
    await hand_over_everything(market.db, order)
    await market.standin.advance(3 * 24 * 3600)

    for row in await market.standin.deliveries():
        await market.standin.control("POST", f"events/{row['event_id']}/deliver", {"times": 1})
    await delivered(market)
    await market.work_off()

    assert await market.status(order.id) == ("completed", "paid")
    assert await market.events("orders.order.paid.v1") == 1
    assert await market.count("SELECT count(*) FROM stripe_event") == 4


@pytest.mark.parametrize("minutes", [-10, 10])
async def test_a_signature_that_is_not_from_now_is_stored_nowhere(
    market: Market, webhooks: str, minutes: int
) -> None:
    order = await place(market.db)
    await market.standin.fault("drop", times=100)
    await market.pay(order.id)
    event = (await market.standin.deliveries())[-1]["event_id"]

    forged = int(time.time()) + minutes * 60
    await market.standin.control(
        "POST", f"events/{event}/deliver", {"times": 1, "signed_at": forged}
    )
    row = market.standin.standin.desk.store
    await until(lambda: any(note["kind"] == "webhook" for note in row.notes()))

    assert (await market.standin.deliveries())[-1]["last"] == "400"
    assert await market.count("SELECT count(*) FROM stripe_event") == 0


async def test_a_forged_payment_is_stored_nowhere(market: Market, webhooks: str) -> None:
    order = await place(market.db)
    event = {
        "id": "evt_forged",
        "object": "event",
        "type": "checkout.session.completed",
        "data": {"object": {"id": "cs_test_forged", "metadata": {"order_id": str(order.id)}}},
    }
    body = orjson.dumps(event)
    header = signature(body.decode(), "whsec_guessed", int(time.time()))

    answer = await market.standin.http.post(
        webhooks, data=body, headers={"Stripe-Signature": header}
    )

    assert answer.status == 400
    assert await market.count("SELECT count(*) FROM stripe_event") == 0
    assert await market.status(order.id) == ("awaiting_payment", "pending")


async def test_a_huge_body_is_refused(market: Market, webhooks: str) -> None:
    answer = await market.standin.http.post(webhooks, data=io.BytesIO(b"x" * 1_100_000))

    assert answer.status == 413
    assert await market.count("SELECT count(*) FROM stripe_event") == 0


async def test_two_workers_work_off_one_event_once(market: Market, webhooks: str) -> None:
    order = await place(market.db)
    await market.pay(order.id)
    await delivered(market)

    await asyncio.gather(*(market.side.events.work() for _ in range(6)))

    assert await market.status(order.id) == ("placed", "paid")
    assert await market.events("orders.order.paid.v1") == 1


async def test_an_event_about_nothing_of_ours_is_put_aside(market: Market, webhooks: str) -> None:
    event = {
        "id": "evt_foreign",
        "object": "event",
        "type": "checkout.session.completed",
        "data": {"object": {"id": "cs_test_unknown"}},
    }
    body = orjson.dumps(event)
    header = signature(body.decode(), SECRET, int(time.time()))
    await market.standin.http.post(webhooks, data=body, headers={"Stripe-Signature": header})
    await market.work_off()

    row = await market.row("SELECT processed_at, error FROM stripe_event")
    assert row["processed_at"]
    assert "No such checkout.session" in row["error"]


async def test_when_the_provider_is_away_the_event_waits(market: Market, webhooks: str) -> None:
    order = await place(market.db)
    await market.pay(order.id)
    await delivered(market)
    await market.standin.fault("500", method="GET", times=30)
    await market.side.events.work()
    waiting = await market.row("SELECT error, available_at > now() AS later FROM stripe_event"
                               " WHERE type = 'checkout.session.completed'")  # fmt: skip
    await market.standin.control("DELETE", "faults")
    await market.work_off()

    assert waiting["later"]
    assert "unknown error" in waiting["error"]
    assert await market.status(order.id) == ("placed", "paid")


async def test_each_endpoint_believes_its_own_secret_alone(
    market: Market, webhooks: str, config: StripeConfig
) -> None:
    event = {
        "id": "evt_of_an_account",
        "object": "event",
        "type": "account.updated",
        "account": "acct_1",
        "created": 1_700_000_000,
        "data": {"object": {"id": "acct_1"}},
    }
    body = orjson.dumps(event)
    answers = []
    for secret in (SECRET, *CONNECT_SECRETS):
        header = signature(body.decode(), secret, int(time.time()))
        answer = await market.standin.http.post(
            f"{webhooks}/connect", data=body, headers={"Stripe-Signature": header}
        )
        answers.append(answer.status)

    assert answers == [400, 200, 200]
    row = await market.row("SELECT account, told_at FROM stripe_event")
    assert (row["account"], int(row["told_at"].timestamp())) == ("acct_1", 1_700_000_000)


GARBAGE = [
    b"",
    b"null",
    b"[]",
    b"{",
    b"\xff\xfe",
    b'"event"',
    b'{"object": "event", "id": 7, "type": "x"}',
    b'{"object": "event", "id": "evt_1", "type": null}',
    b'{"object": "event", "id": "", "type": "x"}',
    b'{"object": "event", "id": "%s", "type": "x"}' % (b"x" * 300),
    b'{"object": "event", "id": "evt_\\u0000", "type": "x"}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("body", GARBAGE, ids=range(len(GARBAGE)))
async def test_signed_garbage_is_refused_without_a_fault(
    market: Market, webhooks: str, body: bytes
) -> None:
    signed = f"{int(time.time())}.".encode() + body
    mac = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    header = f"t={int(time.time())},v1={mac}"
    for path in (webhooks, f"{webhooks}/connect"):
        answer = await market.standin.http.post(
            path, data=body, headers={"Stripe-Signature": header}
        )
        assert answer.status == 400

    assert await market.count("SELECT count(*) FROM stripe_event") == 0


@pytest.mark.parametrize(
    "odd",
    [
        {"data": None},
        {"data": {"object": "cs_1"}},
        {"data": {"object": {"id": {"$gt": ""}}}},
        {"data": {"object": {"id": "cs_test_x", "metadata": {"order_id": []}}}},
        {"created": "gestern", "account": {"id": 1}},
        {"created": -(10**17), "account": 5},
        {"created": 10**17},
    ],
)
async def test_wrong_types_change_nothing(market: Market, webhooks: str, odd: Any) -> None:
    order = await place(market.db)
    for kind in ("checkout.session.completed", "payment_intent.payment_failed", "refund.failed",
                 "charge.dispute.created", "account.updated", "payout.paid"):  # fmt: skip
        event = {"id": f"evt_{kind}", "object": "event", "type": kind, "data": {"object": {}}} | odd
        body = orjson.dumps(event)
        header = signature(body.decode(), SECRET, int(time.time()))
        answer = await market.standin.http.post(
            webhooks, data=body, headers={"Stripe-Signature": header}
        )
        assert answer.status == 200
    await market.side.events.work()

    assert await market.status(order.id) == ("awaiting_payment", "pending")
    assert await market.count("SELECT count(*) FROM stripe_event WHERE processed_at IS NULL") == 0
    assert await market.matters() == []


async def test_ten_megabytes_are_not_read_to_the_end(market: Market, webhooks: str) -> None:
    answer = await market.standin.http.post(
        f"{webhooks}/connect", data=io.BytesIO(b"x" * 10_000_000)
    )

    assert answer.status == 413
