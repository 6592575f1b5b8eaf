"""Shops that say how they take orders, and carts that are held to it, in short words for tests."""

from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.clock import HERE

from tests.orders.market import AShop, Market, checkout_body
from tests.orders.ordering import owner_of
from tests.support.asgi import Answer, AsgiClient

MARKET_DAY = {
    "until_day": "we", "until": "18:00", "collect_day": "fr", "begin": "16:00", "end": "18:00",
    "label": "Stand auf dem Altmarkt",
}  # fmt: skip
"""Ordered until Wednesday at six, collected on Friday from four to six."""


def here(text: str) -> datetime:
    """`2026-11-20 08:00`, on the region's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


async def says(client: AsgiClient, shop: AShop, **rules: Any) -> dict[str, Any]:
    path = f"/api/v1/shops/{shop.slug}/ordering-rules"
    answer = await owner_of(client, shop).put(path, json=rules)
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def cart_with(client: AsgiClient, *variants: UUID, quantity: int = 1) -> str:
    lines = [{"variant_id": str(each), "quantity": quantity} for each in variants]
    return str((await client.post("/api/v1/carts", json={"lines": lines})).json()["id"])


async def times(client: AsgiClient, cart: str) -> dict[str, Any]:
    """Of the cart's first shop."""
    found: dict[str, Any] = (await client.get(f"/api/v1/carts/{cart}/slots")).json()["shops"][0]
    return found


def starts(found: dict[str, Any], name: str = "slots") -> list[str]:
    return [slot["start"][:16] for slot in found[name]]


async def check_out(
    client: AsgiClient, cart: str, shop: AShop, start: str | datetime, key: str = "k", **more: Any
) -> Answer:
    """`start` is text on the region's clocks, or a moment."""
    at = here(start).isoformat() if isinstance(start, str) else start.isoformat()
    body = checkout_body([shop], **({"slots": {str(shop.id): at}} | more))
    path = f"/api/v1/carts/{cart}/checkout"
    return await client.post(path, json=body, headers={"Idempotency-Key": key})


def why(answer: Answer) -> str:
    """The words of a refusal."""
    problem = answer.json()
    return " ".join([problem["detail"], *(each["message"] for each in problem.get("errors", ()))])


def at(market: Market, text: str) -> None:
    """The clock says so from now on."""
    market.clock.at = here(text)
