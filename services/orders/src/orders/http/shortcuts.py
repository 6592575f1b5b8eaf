"""The three requests every order is made of: read by hand, answered by their routes' functions."""

import re
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Final
from uuid import UUID

from fastapi import Request, Response
from marketkit.service import current_principal
from marketkit.shortcuts import LONG_WAY
from pydantic import TypeAdapter, ValidationError
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Match
from starlette.types import Message, Receive, Scope, Send

from orders.http import carts, orders
from orders.http.bodies import CheckoutBody, LinesBody
from orders.http.dependencies import IdempotencyKey

_ID: Final = r"(?P<\1>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_key = TypeAdapter(IdempotencyKey).validate_python
_language = TypeAdapter(orders.AcceptLanguage).validate_python

Answering = partial[Coroutine[Any, Any, Response]]
"""A route's function with all it needs but the context and the principal."""


class Shortcut(BaseRoute):
    """One method and path. `read` raises ValidationError for what should take the long way."""

    def __init__(self, method: str, path: str, read: Callable[[Request, bytes], Answering]) -> None:
        self.method, self.path, self._read = method, path, read
        self._matching = re.compile(re.sub(r"{(\w+)}", _ID, path)).fullmatch

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http" or scope["method"] != self.method or LONG_WAY in scope:
            return Match.NONE, {}
        found = self._matching(scope["path"])
        return (Match.FULL, {"path_params": found.groupdict()}) if found else (Match.NONE, {})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            body = await request.body()
        except ClientDisconnect:
            return  # nobody is left to be answered
        try:
            answering = self._read(request, body)
        except ValidationError:
            await scope[LONG_WAY](scope, _again(body), send)
            return
        principal = await current_principal(request)
        response = await answering(context=request.app.state.context, principal=principal)
        await response(scope, receive, send)


def _again(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _cart_id(request: Request) -> UUID:
    return UUID(request.path_params["cart_id"])


def _create_cart(request: Request, body: bytes) -> Answering:
    return partial(carts.create_cart, body=LinesBody.model_validate_json(_json(request, body)))


def _read_slots(request: Request, _body: bytes) -> Answering:
    return partial(carts.read_slots, _cart_id(request))


def _checkout(request: Request, body: bytes) -> Answering:
    return partial(
        orders.checkout,
        _cart_id(request),
        body=CheckoutBody.model_validate_json(_json(request, body)),
        key=_key(request.headers.get("idempotency-key")),
        language=_language(request.headers.get("accept-language", "de")),
    )


def _json(request: Request, body: bytes) -> bytes:
    """Nothing, which no model accepts, unless it is declared as JSON."""
    return body if request.headers.get("content-type") == "application/json" else b""


SHORTCUTS: Final = (
    Shortcut("POST", "/api/v1/carts", _create_cart),
    Shortcut("GET", "/api/v1/carts/{cart_id}/slots", _read_slots),
    Shortcut("POST", "/api/v1/carts/{cart_id}/checkout", _checkout),
)
