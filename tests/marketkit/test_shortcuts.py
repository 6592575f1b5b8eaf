"""Shortcuts: asked first, wrapped like all routes, and refused in the same words."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from fastapi import APIRouter, FastAPI
from marketkit.errors import DomainError, Kind
from marketkit.service import create_service
from marketkit.shortcuts import LONG_WAY
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Match
from starlette.types import Message, Receive, Scope, Send

from tests.support.asgi import AsgiClient
from tests.support.tokens import a_verifier

router = APIRouter()


class SoldOutError(DomainError):
    kind, code, message = Kind.CONFLICT, "sold_out", "Ausverkauft."


@router.get("/bread")
async def bread(word: str) -> str:
    return f"the long way: {word}"


class _Bread(BaseRoute):
    """Knows three words, and refuses or breaks for one each."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        mine = scope["type"] == "http" and scope["path"] == "/bread"
        return (Match.FULL if mine else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["query_string"]:
            case b"word=rye":
                await PlainTextResponse("the short way")(scope, receive, send)
            case b"word=gone":
                raise SoldOutError
            case b"word=broken":
                raise ZeroDivisionError
            case _:
                await scope[LONG_WAY](scope, receive, send)


@asynccontextmanager
async def _lifespan(_app: FastAPI) -> AsyncIterator[None]:
    yield


def _client() -> AsgiClient:
    return AsgiClient(
        create_service("test", lifespan=_lifespan, routers=(router,), verifier=a_verifier(),
                       ready={}, shortcuts=(_Bread(),))
    )  # fmt: skip


async def test_what_it_knows_it_answers_inside_the_house_envelope() -> None:
    answer = await _client().get("/bread?word=rye", headers={"x-request-id": "r-1"})

    assert (answer.status, answer.text) == (200, "the short way")
    assert answer.headers["x-request-id"] == "r-1"


async def test_what_it_does_not_know_takes_the_long_way() -> None:
    assert (await _client().get("/bread?word=oat")).json() == "the long way: oat"
    assert (await _client().get("/health/live")).status == 200
    refused = await _client().get("/bread", headers={"x-request-id": "r-2"})
    assert (refused.status, refused.json()["request_id"]) == (422, "r-2")


async def test_a_refusal_is_a_problem() -> None:
    answer = await _client().get("/bread?word=gone", headers={"x-request-id": "r-3"})

    assert (answer.status, answer.json()["code"]) == (409, "sold_out")
    assert answer.json()["request_id"] == "r-3"


async def test_what_breaks_is_answered_and_told_to_the_server() -> None:
    sent: list[Message] = []
    scope = {"type": "http", "method": "GET", "path": "/bread", "query_string": b"word=broken",
             "headers": []}  # fmt: skip

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    with pytest.raises(ZeroDivisionError):
        await _client().app(scope, receive, send)

    assert (sent[0]["status"], b"internal_error" in sent[1]["body"]) == (500, True)
