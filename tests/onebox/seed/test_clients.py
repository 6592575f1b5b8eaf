"""Both ways of asking a market: in this process, and at an address that is sometimes busy."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from onebox.seed import over_http
from onebox.seed.client import UnreachableError
from onebox.seed.in_process import AsgiClient
from onebox.seed.over_http import market_at
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def _echo(request: Request) -> JSONResponse:
    headers = {name: request.headers.get(name) for name in ("authorization", "idempotency-key")}
    query = dict(request.query_params)
    return JSONResponse({"headers": headers, "query": query, "body": await request.json()}, 201)


async def test_in_process_the_whole_request_arrives():
    client = AsgiClient(Starlette(routes=[Route("/api/v1/shops", _echo, methods=["POST"])]))

    answer = await client.call("POST", "/api/v1/shops?limit=3", {"ä": 1}, token="t", key="k")

    assert answer.status == 201
    assert answer.body == {
        "headers": {"authorization": "Bearer t", "idempotency-key": "k"},
        "query": {"limit": "3"},
        "body": {"ä": 1},
    }


async def test_an_app_that_breaks_is_an_unreachable_market():
    async def broken(scope, receive, send):
        raise OSError("no disk")

    with pytest.raises(UnreachableError):
        await AsgiClient(broken).call("GET", "/")


@pytest.fixture
async def busy_market():
    """Answers 429, then 503, then properly."""
    asked: list[dict[str, object]] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append({"key": request.headers.get("Idempotency-Key"), "body": await request.json()})
        if len(asked) == 1:
            return web.json_response({}, status=429, headers={"Retry-After": "0"})
        if len(asked) == 2:
            return web.json_response({}, status=503)
        return web.json_response({"id": "7"}, status=201)

    app = web.Application()
    app.router.add_post("/api/v1/shops", answer)
    server = TestServer(app)
    await server.start_server()
    yield str(server.make_url("/")), asked
    await server.close()


async def test_a_busy_market_is_asked_again_with_the_same_key(busy_market, monkeypatch):
    monkeypatch.setattr(over_http, "TOO_FAST_PAUSE", 0.01)
    url, asked = busy_market

    async with market_at(url) as client:
        answer = await client.call("POST", "/api/v1/shops", {"name": "Mühle"}, key="k")

    assert answer.body == {"id": "7"}
    assert asked == [{"key": "k", "body": {"name": "Mühle"}}] * 3


async def test_a_market_that_is_not_there_is_told_after_patient_asking(monkeypatch):
    monkeypatch.setattr(over_http, "ATTEMPTS", 2)

    async with market_at("http://127.0.0.1:9") as client:
        with pytest.raises(UnreachableError, match="GET /api/v1/shops"):
            await client.call("GET", "/api/v1/shops")
