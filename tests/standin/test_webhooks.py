"""Webhooks: signed, retried, doubled, shuffled, delayed, lost."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import stripe
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.standin.conftest import a_basket, paid_session
from tests.support.servers import free_port
from tests.support.standin import RunningStandin, running_standin, served, until

SECRET = "whsec_test"


@dataclass
class Listener:
    """A market that answers what it is told to and remembers what came."""

    answers: list[int] = field(default_factory=list)
    events: list[stripe.Event] = field(default_factory=list)
    bodies: list[tuple[bytes, str]] = field(default_factory=list)

    async def receive(self, request: Request) -> Response:
        body, signature = await request.body(), request.headers["stripe-signature"]
        self.bodies.append((body, signature))
        status = self.answers.pop(0) if self.answers else 200
        if status == 200:
            event = stripe.Webhook.construct_event(body, signature, SECRET, api_key="sk_test")
            self.events.append(event)
        return Response(status_code=status)

    def kinds(self) -> list[str]:
        return [event.type for event in self.events]

    async def wait_for(self, count: int) -> None:
        await until(lambda: len(self.events) >= count)


@pytest.fixture
async def listener() -> AsyncIterator[tuple[Listener, str]]:
    listener, port = Listener(), free_port()
    app = Starlette(routes=[Route("/webhooks/stripe", listener.receive, methods=["POST"])])
    async with served(app, port):
        yield listener, f"http://127.0.0.1:{port}/webhooks/stripe"


@pytest.fixture
async def standin(listener: tuple[Listener, str]) -> AsyncIterator[RunningStandin]:
    async with running_standin(
        webhook_url=listener[1], webhook_secret=SECRET, webhook_retries=(0.05, 0.05)
    ) as running:
        yield running


PAID = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
]


async def test_a_payment_is_told_with_a_signature_the_library_accepts(
    client: stripe.StripeClient, standin: RunningStandin, listener: tuple[Listener, str]
) -> None:
    session = await paid_session(client, standin)
    await listener[0].wait_for(4)

    assert listener[0].kinds() == PAID
    assert listener[0].events[-1].data.object["id"] == session.id
    assert b"_intent" not in listener[0].bodies[-1][0].replace(b"payment_intent", b"")


async def test_a_failing_receiver_is_tried_again(
    client: stripe.StripeClient, standin: RunningStandin, listener: tuple[Listener, str]
) -> None:
    listener[0].answers = [500, 503]
    await client.v1.checkout.sessions.create_async(a_basket())
    await standin.advance(3600)
    await listener[0].wait_for(1)

    assert listener[0].kinds() == ["checkout.session.expired"]
    assert [row["attempts"] for row in await _settled(standin)] == [3]


async def test_after_the_last_try_it_gives_up_and_the_event_can_still_be_listed(
    client: stripe.StripeClient, standin: RunningStandin, listener: tuple[Listener, str]
) -> None:
    listener[0].answers = [500, 500, 500]
    await client.v1.checkout.sessions.create_async(a_basket())
    await standin.advance(3600)

    assert [row["state"] for row in await _settled(standin)] == ["given_up"]
    assert len((await client.v1.events.list_async()).data) == 1


async def test_webhooks_are_doubled_shuffled_and_dropped_on_request(
    client: stripe.StripeClient, standin: RunningStandin, listener: tuple[Listener, str]
) -> None:
    await standin.fault("drop", event="payment_intent.created")
    await standin.fault("duplicate", event="charge.succeeded", copies=3)
    await standin.fault("reorder", times=2)
    await paid_session(client, standin)
    await listener[0].wait_for(5)

    assert listener[0].kinds() == [
        "charge.succeeded",
        "charge.succeeded",
        "charge.succeeded",
        "checkout.session.completed",
        "payment_intent.succeeded",
    ]
    assert next(row["state"] for row in await standin.deliveries()) == "dropped"


async def test_a_webhook_is_delayed_on_request(
    client: stripe.StripeClient, standin: RunningStandin, listener: tuple[Listener, str]
) -> None:
    await standin.fault("delay", event="payment_intent.created", seconds=0.5)
    await paid_session(client, standin)
    await listener[0].wait_for(4)

    assert listener[0].kinds()[-1] == "payment_intent.created"


async def test_an_event_is_delivered_again_with_a_forged_time(
    client: stripe.StripeClient, standin: RunningStandin, listener: tuple[Listener, str]
) -> None:
    await paid_session(client, standin)
    await listener[0].wait_for(4)
    future = int(time.time()) + 4000

    event_id = listener[0].events[-1].id
    await standin.control("POST", f"events/{event_id}/deliver", {"times": 2, "signed_at": future})
    await listener[0].wait_for(6)

    assert [event.id for event in listener[0].events[-2:]] == [event_id] * 2
    assert listener[0].bodies[-1][1].startswith(f"t={future},")


async def _settled(standin: RunningStandin) -> list[dict[str, object]]:
    async with asyncio.timeout(5):
        while True:
            rows = await standin.deliveries()
            if rows and all(row["state"] != "waiting" for row in rows):
                return rows
            await asyncio.sleep(0.01)
