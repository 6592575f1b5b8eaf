"""The short way and the long one over the described routes answer the same."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from marketkit.shortcuts import LONG_WAY
from orders.http.shortcuts import SHORTCUTS
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from tests.orders.market import Market, checkout_body
from tests.support.asgi import Answer, AsgiClient
from tests.support.tokens import a_token


@pytest.fixture
def long_way(client: AsgiClient) -> AsgiClient:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await client.app({**scope, LONG_WAY: True}, receive, send)

    return AsgiClient(app)


def said(answer: Answer) -> tuple[int, Any, Any]:
    """Without what is new in each answer."""
    document = {k: v for k, v in answer.json().items() if k not in {"id", "request_id"}}
    named = {k: v for k, v in answer.headers.items() if k not in {"x-request-id", "content-length"}}
    return answer.status, document, named


def test_every_shortcut_is_a_described_route(client: AsgiClient) -> None:
    assert isinstance(client.app, FastAPI)
    paths = client.app.openapi()["paths"]

    for shortcut in SHORTCUTS:
        path = shortcut.path.replace("{cart_id}", str(uuid4()))
        scope = {"type": "http", "method": shortcut.method, "path": path}
        assert shortcut.matches(scope)[0] is Match.FULL
        assert shortcut.method.lower() in paths[shortcut.path]


async def test_an_order_is_the_same_both_ways(
    client: AsgiClient, long_way: AsgiClient, market: Market
) -> None:
    shops = [await market.shop("baeckerei"), await market.shop("molkerei")]
    lines = [{"variant_id": str(await market.offer(shop)), "quantity": 2} for shop in shops]

    carts = [await way.post("/api/v1/carts", json={"lines": lines}) for way in (client, long_way)]
    path = f"/api/v1/carts/{carts[0].json()['id']}"
    slots = [await way.get(f"{path}/slots") for way in (client, long_way)]
    orders = [
        await way.post(
            f"{path}/checkout",
            json=checkout_body(shops),
            headers={"idempotency-key": "once", "accept-language": "en"},
        )
        for way in (client, long_way)
    ]

    assert [cart.status for cart in carts] == [order.status for order in orders] == [201, 201]
    assert said(carts[0]) == said(carts[1])
    assert said(slots[0]) == said(slots[1])
    assert said(orders[0]) == said(orders[1])
    assert orders[0].json()["id"] == orders[1].json()["id"]
    assert await market.database.pool.fetchval('SELECT language FROM "order"') == "en"


CART = f"/api/v1/carts/{uuid4()}"
KEY = {"idempotency-key": "k"}
CHECKOUT = checkout_body([])


@pytest.mark.parametrize(
    ("status", "method", "path", "sent"),
    [
        (422, "POST", "/api/v1/carts", {"json": {"lines": [{"quantity": 0}]}}),
        (422, "POST", "/api/v1/carts", {"json": {"lines": [], "more": 1}}),
        (422, "POST", "/api/v1/carts", {"json": [1]}),
        (201, "POST", "/api/v1/carts", {"json": None}),
        (422, "POST", "/api/v1/carts", {"body": b"{]", "headers": {"content-type": "text/json"}}),
        (401, "POST", "/api/v1/carts", {"json": {}, "headers": {"authorization": "Bearer no"}}),
        (404, "GET", f"{CART}/slots", {}),
        (404, "GET", f"{CART.upper().replace('/API/V1/CARTS', '/api/v1/carts')}/slots", {}),
        (422, "GET", "/api/v1/carts/mine/slots", {}),
        (401, "GET", f"{CART}/slots", {"headers": {"authorization": "Basic x"}}),
        (405, "HEAD", f"{CART}/slots", {}),
        (404, "POST", f"{CART}/checkout", {"json": CHECKOUT, "headers": KEY}),
        (422, "POST", f"{CART}/checkout", {"json": CHECKOUT}),
        (422, "POST", f"{CART}/checkout", {"json": CHECKOUT, "headers": {"idempotency-key": "ü"}}),
        (422, "POST", f"{CART}/checkout", {"json": CHECKOUT | {"payment": "?"}, "headers": KEY}),
        (422, "POST", f"{CART}/checkout", {"headers": KEY}),
    ],
)
async def test_a_refusal_is_the_same_both_ways(
    client: AsgiClient,
    long_way: AsgiClient,
    status: int,
    method: str,
    path: str,
    sent: dict[str, Any],
) -> None:
    short = await client.request(method, path, **sent)
    long = await long_way.request(method, path, **sent)

    assert short.status == status, short.text
    assert said(short) == said(long)


async def test_a_cart_of_somebody_else_is_hidden_on_the_short_way_too(client: AsgiClient) -> None:
    owner, stranger = client.as_(a_token()), client.as_(a_token())
    cart = (await owner.post("/api/v1/carts", json={"lines": []})).json()
    path = f"/api/v1/carts/{cart['id']}"

    assert (await owner.get(f"{path}/slots")).status == 200
    assert (await stranger.get(f"{path}/slots")).status == 404
    refused = await stranger.post(f"{path}/checkout", json=CHECKOUT, headers=KEY)
    assert refused.status == 404
