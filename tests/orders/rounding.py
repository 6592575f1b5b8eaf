"""Selling rounds in short words for tests."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from tests.orders.market import AShop
from tests.orders.ruling import here, says
from tests.support.asgi import Answer, AsgiClient
from tests.support.tokens import a_token

P = {
    "name": "Dorfgemeinschaftshaus Kayna", "street": "Hauptstraße 1", "postal_code": "06712",
    "place": "Kayna", "text": "hinterer Eingang",
    "start": "2026-11-27T16:00:00+01:00", "end": "2026-11-27T18:00:00+01:00",
}  # fmt: skip
Q = P | {
    "name": "Michaeliskirche", "place": "Zeitz", "text": "im Kirchhof",
    "start": "2026-11-28T09:00:00+01:00", "end": "2026-11-28T10:30:00+01:00",
}  # fmt: skip


def planner(client: AsgiClient) -> AsgiClient:
    """Somebody who runs the market; always the same."""
    operator = UUID(int=77)
    return client.as_(a_token("operator", account_id=operator))


def a_round(*shops: AShop, opens: str = "2026-11-20 08:00", closes: str = "2026-11-20 20:00",
            **more: Any) -> dict[str, Any]:  # fmt: skip
    return {
        "name": "Freitagsrunde",
        "opens_at": here(opens).isoformat(),
        "closes_at": here(closes).isoformat(),
        "producers": [{"shop_id": str(shop.id)} for shop in shops],
        "pickups": [P, Q],
    } | more


async def sells_in_rounds(client: AsgiClient, *shops: AShop, **rules: Any) -> None:
    for shop in shops:
        await says(client, shop, in_rounds=True, only_in_rounds=True, **rules)


async def plan(client: AsgiClient, body: dict[str, Any], key: str | None = None) -> Answer:
    headers = {"Idempotency-Key": key or uuid4().hex}
    return await planner(client).post("/api/v1/rounds", json=body, headers=headers)


async def planned(client: AsgiClient, body: dict[str, Any]) -> dict[str, Any]:
    answer = await plan(client, body)
    assert answer.status == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def move(client: AsgiClient, found: dict[str, Any], **changes: Any) -> Answer:
    """Send it back with changes, as a form does."""
    names = ("name", "text", "opens_at", "closes_at", "pickups")
    body = {name: found[name] for name in names} | {
        "producers": [
            {"shop_id": each["shop"]["id"], "products": each["products"]}
            for each in found["producers"]
        ]
    }
    for name, value in changes.items():
        body[name] = value.isoformat() if isinstance(value, datetime) else value
    return await planner(client).put(f"/api/v1/rounds/{found['id']}", json=body)
