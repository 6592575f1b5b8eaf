import asyncio
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException, Request
from gateway.clients import AsgiUpstream, UpstreamUnavailable
from starlette.responses import StreamingResponse


def a_service() -> FastAPI:
    app = FastAPI()

    @app.post("/echo/{name}")
    async def echo(name: str, request: Request) -> dict[str, Any]:
        return {
            "name": name,
            "query": request.url.query,
            "accept": request.headers["accept-language"],
            "body": (await request.body()).decode(),
        }

    @app.get("/refused")
    async def refused() -> None:
        raise HTTPException(409)

    @app.get("/broken")
    async def broken() -> None:
        message = "a bug"
        raise RuntimeError(message)

    @app.get("/slow")
    async def slow() -> None:
        await asyncio.sleep(10)

    @app.get("/streamed")
    async def streamed() -> StreamingResponse:
        return StreamingResponse(iter([b"one ", b"two"]))

    return app


async def test_a_request_reaches_the_app_whole() -> None:
    upstream = AsgiUpstream("catalog", a_service())

    answer = await upstream.request(
        "POST", "/echo/k%C3%A4se", b"a=1", [(b"accept-language", b"de")], b"hello"
    )

    assert answer.status == 200
    assert answer.json() == {"name": "käse", "query": "a=1", "accept": "de", "body": "hello"}
    assert answer.header(b"content-type") == b"application/json"


async def test_refusals_and_streams_come_back_as_they_are() -> None:
    upstream = AsgiUpstream("catalog", a_service())

    assert (await upstream.request("GET", "/refused")).status == 409
    assert (await upstream.request("GET", "/streamed")).body == b"one two"


async def test_an_error_in_the_app_is_its_500_and_stays_inside() -> None:
    answer = await AsgiUpstream("catalog", a_service()).request("GET", "/broken")

    assert answer.status == 500


async def test_a_slow_app_is_given_up() -> None:
    with pytest.raises(UpstreamUnavailable) as slow:
        await AsgiUpstream("catalog", a_service()).request("GET", "/slow", patience=0.01)

    assert slow.value.status == 504


async def test_an_app_that_never_answers_is_an_outage() -> None:
    async def mute(scope: Any, receive: Any, send: Any) -> None:
        await receive()

    with pytest.raises(UpstreamUnavailable):
        await AsgiUpstream("catalog", mute).request("GET", "/")
