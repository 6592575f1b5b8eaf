"""Quotes: questions to the orders service, as buyer and as shop."""

from collections.abc import Mapping
from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.orders import Order
from gateway.pages.answers.quotes import Quote
from gateway.pages.market.caller import Caller, parsed

SERVICE = "orders"
_PATIENCE = 20
_PER_PAGE = 20


async def ask_for(
    ask: Caller, slug: str, body: Mapping[str, Any], *, key: str, language: str
) -> Quote:
    spoken = {"Accept-Language": language}
    found = await ask.send("POST", SERVICE, f"/shops/{slug}/quotes", body, key=key, headers=spoken)
    return parsed(Quote, SERVICE, found)


async def one(ask: Caller, quote_id: str, token: str = "") -> Quote:
    return await ask.get(Quote, SERVICE, f"/quotes/{quote_id}", {"token": token or None})


async def mine(ask: Caller, cursor: str | None) -> Page[Quote]:
    return await ask.get(Page[Quote], SERVICE, "/my/quotes", _page(cursor))


async def of_shop(ask: Caller, slug: str, state: str, cursor: str | None) -> Page[Quote]:
    query = _page(cursor) | {"state": state or None}
    return await ask.get(Page[Quote], SERVICE, f"/shops/{slug}/quotes", query)


async def say(ask: Caller, quote_id: str, verb: str, body: Mapping[str, Any], token: str) -> None:
    """`decline`, `refuse` or `offer`."""
    query = {"token": token or None}
    await ask.send("POST", SERVICE, f"/quotes/{quote_id}/{verb}", body, query=query)


async def accept(ask: Caller, quote_id: str, version: int, payment: str, token: str) -> Order:
    body, query = {"version": version, "payment": payment}, {"token": token or None}
    found = await ask.send("POST", SERVICE, f"/quotes/{quote_id}/accept", body, query=query)
    return parsed(Order, SERVICE, found)


async def add_photo(ask: Caller, quote_id: str, body: bytes, content_type: str, token: str) -> None:
    await ask.upstreams.send(
        "POST",
        SERVICE,
        f"/api/v1/quotes/{quote_id}/photos",
        body=body,
        content_type=content_type,
        query={"token": token or None},
        principal=ask.principal,
        patience=_PATIENCE,
    )


async def photo(ask: Caller, quote_id: str, photo_id: str, token: str) -> bytes:
    return await _file(ask, f"/api/v1/quotes/{quote_id}/photos/{photo_id}", token)


async def paper(ask: Caller, quote_id: str, token: str) -> bytes:
    return await _file(ask, f"/api/v1/quotes/{quote_id}/pdf", token)


async def _file(ask: Caller, path: str, token: str) -> bytes:
    answer = await ask.upstreams.send(
        "GET",
        SERVICE,
        path,
        query={"token": token or None},
        principal=ask.principal,
        patience=_PATIENCE,
    )
    return answer.body


def _page(cursor: str | None) -> dict[str, Any]:
    return {"limit": _PER_PAGE, "cursor": cursor}
