"""Asking for a quote and offering one in a line, for tests that begin after that."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.orders.market import AShop, Market
from tests.orders.ordering import owner_of
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

TEXT = "Im Bad sind acht Quadratmeter Fliesen zu verlegen."
ADDRESS = {"street": "Weinbergstraße 3", "postal_code": "06712", "place": "Zeitz"}


def resident(client: AsgiClient, account_id: UUID) -> AsgiClient:
    return client.as_(a_token("resident", account_id=account_id))


def a_request(**changes: Any) -> dict[str, Any]:
    return {
        "contact": {"name": "Anna Beispiel", "email": "anna@example.org"},
        "text": TEXT,
        "wish_date": "2026-12-04",
        "address": ADDRESS,
    } | changes


def an_offer(market: Market, **changes: Any) -> dict[str, Any]:
    """1,530 with going there, done in two weeks, open for one."""
    now = market.clock.now()
    return {
        "lines": [
            {"title": "Fliesen verlegen, 8 m²", "quantity": 8, "price": {"amount": 18_000}},
            {"title": "Kleber und Fugen", "price": {"amount": 6_000}},
        ],
        "travel": {"amount": 3_000},
        "start": (now + timedelta(days=14)).isoformat(),
        "end": (now + timedelta(days=14, hours=8)).isoformat(),
        "valid_until": (now + timedelta(days=7)).isoformat(),
        "note": "Ohne alte Fliesen.",
    } | changes


async def ask(buyer: AsgiClient, shop: AShop, *, key: str = "k", **changes: Any) -> dict[str, Any]:
    answer = await buyer.post(
        f"/api/v1/shops/{shop.slug}/quotes", json=a_request(**changes),
        headers={"Idempotency-Key": key},
    )  # fmt: skip
    assert answer.status == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def offer(
    client: AsgiClient, market: Market, shop: AShop, quote: dict[str, Any], **changes: Any
) -> dict[str, Any]:
    path = f"/api/v1/quotes/{quote['id']}/offer"
    answer = await owner_of(client, shop).post(path, json=an_offer(market, **changes))
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def accept(
    buyer: AsgiClient, quote: dict[str, Any], *, payment: str = "pickup", **query: str
) -> tuple[int, Any]:
    answer = await buyer.post(
        f"/api/v1/quotes/{quote['id']}/accept",
        json={"version": quote["version"], "payment": payment},
        query=query,
    )
    return answer.status, answer.json()
