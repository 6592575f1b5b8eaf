"""A fresh stand-in per test, and the real library pointed at it."""

import time
from collections.abc import AsyncIterator
from typing import Any, cast

import aiohttp
import pytest
import stripe
from stripe.params.checkout import SessionCreateParams

from tests.standin.providers import NOTES, missing
from tests.support.standin import RunningStandin, running_standin

TIMEOUT = aiohttp.ClientTimeout(total=2)


@pytest.fixture
async def standin() -> AsyncIterator[RunningStandin]:
    async with running_standin() as running:
        yield running


@pytest.fixture
async def client(standin: RunningStandin) -> AsyncIterator[stripe.StripeClient]:
    transport = stripe.AIOHTTPClient(timeout=TIMEOUT)
    yield stripe.StripeClient(
        "sk_test_market",
        base_addresses={"api": standin.url},
        http_client=transport,
        max_network_retries=2,
    )
    await transport.close_async()


def a_basket(**changes: Any) -> SessionCreateParams:
    """A session of 4,80 € + 6,20 € in two lines."""
    basket = {
        "mode": "payment",
        "line_items": [
            _line("Bäckerei Morgenroth", 480, 1),
            _line("Hofladen Kayna", 310, 2),
        ],
        "success_url": "http://127.0.0.1:9/bestellung/1?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:9/korb",
        "client_reference_id": "order-1",
        "metadata": {"order_id": "order-1"},
        "expires_at": int(time.time()) + 1860,
    }
    return cast("SessionCreateParams", basket | changes)


def _line(name: str, amount: int, quantity: int) -> dict[str, Any]:
    price = {"currency": "eur", "unit_amount": amount, "product_data": {"name": name}}
    return {"price_data": price, "quantity": quantity}


async def paid_session(client: stripe.StripeClient, standin: RunningStandin) -> Any:
    session = await client.v1.checkout.sessions.create_async(a_basket())
    assert session.url
    status, _ = await standin.press(session.url)
    assert status == 303
    return await client.v1.checkout.sessions.retrieve_async(session.id)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Nobody should believe that the real provider was asked when it was not."""
    for name, why in missing().items():
        terminalreporter.write_line(f"!!! PAYMENT CONTRACT NOT CHECKED against {name}: {why}")
    for note in sorted(NOTES):
        terminalreporter.write_line(f"!!! PAYMENT CONTRACT: {note}")
