import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
from gateway.clients import HttpUpstream, UpstreamUnavailable, open_session
from gateway.clients.breaker import Breaker

from tests.gateway.upstream_server import ScriptedServer, hang_up, never_answer, scripted_server

KEYED = [(b"idempotency-key", b"one")]


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with scripted_server() as running:
        yield running


@pytest.fixture
async def upstream(server: ScriptedServer) -> AsyncIterator[HttpUpstream]:
    async with open_session() as session:
        yield HttpUpstream("catalog", server.base, session, Breaker(threshold=3, pause=0.05))


async def test_path_query_headers_and_body_arrive_as_they_were_given(
    upstream: HttpUpstream,
) -> None:
    answer = await upstream.request(
        "POST", "/api/v1/a%20b", b"q=br%C3%B6tchen", [(b"accept-language", b"de")], b"{}"
    )

    seen = answer.json()
    assert seen["path"] == "/api/v1/a%20b?q=br%C3%B6tchen"
    assert (seen["method"], seen["body"]) == ("POST", "{}")
    assert seen["headers"]["accept-language"] == "de"
    assert "user-agent" not in seen["headers"]


@pytest.mark.parametrize(("method", "headers"), [("GET", []), ("POST", KEYED)])
async def test_a_lost_connection_is_tried_once_more_when_repeating_is_harmless(
    upstream: HttpUpstream, server: ScriptedServer, method: str, headers: list[tuple[bytes, bytes]]
) -> None:
    server.script = [hang_up]

    answer = await upstream.request(method, "/api/v1/x", b"", headers, b"")

    assert answer.status == 200
    assert len(server.seen) == 2


async def test_a_post_without_a_key_is_never_sent_twice(
    upstream: HttpUpstream, server: ScriptedServer
) -> None:
    server.script = [hang_up]

    with pytest.raises(UpstreamUnavailable):
        await upstream.request("POST", "/api/v1/x", b"", [], b"{}")

    assert len(server.seen) == 1


async def test_a_silent_service_costs_its_patience_and_answers_504(
    upstream: HttpUpstream, server: ScriptedServer
) -> None:
    server.otherwise = never_answer

    with pytest.raises(UpstreamUnavailable) as silent:
        await upstream.request("GET", "/api/v1/x", patience=0.05)

    assert (silent.value.status, silent.value.code) == (504, "upstream_timeout")
    assert len(server.seen) == 1


async def test_the_breaker_opens_on_silence_and_closes_when_the_service_is_back(
    upstream: HttpUpstream, server: ScriptedServer
) -> None:
    server.script = [never_answer] * 3
    for _ in range(3):
        with pytest.raises(UpstreamUnavailable):
            await upstream.request("GET", "/api/v1/x", patience=0.03)

    with pytest.raises(UpstreamUnavailable) as refused:
        await upstream.request("GET", "/api/v1/x")
    assert refused.value.reason == "breaker open"
    assert len(server.seen) == 3

    await asyncio.sleep(0.06)
    assert (await upstream.request("GET", "/api/v1/x")).status == 200
    assert (await upstream.request("GET", "/api/v1/x")).status == 200


async def test_nobody_listening_is_an_outage_and_not_an_error_of_ours() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{unused.getsockname()[1]}"
        async with open_session() as session:
            upstream = HttpUpstream("orders", base, session)

            with pytest.raises(UpstreamUnavailable) as refused:
                await upstream.request("GET", "/")

    assert refused.value.problem["code"] == "upstream_unavailable"


async def test_a_full_bulkhead_turns_the_next_caller_away_quickly(
    upstream: HttpUpstream, server: ScriptedServer
) -> None:
    upstream.places = asyncio.Semaphore(1)
    server.script = [never_answer]
    slow = asyncio.create_task(upstream.request("GET", "/slow", patience=0.4))
    await server.called.wait()

    with pytest.raises(UpstreamUnavailable) as turned_away:
        await upstream.request("GET", "/next")

    assert turned_away.value.reason == "busy"
    with pytest.raises(UpstreamUnavailable):
        await slow


async def test_retries_stop_when_the_budget_is_spent(
    upstream: HttpUpstream, server: ScriptedServer
) -> None:
    upstream.breaker = Breaker(threshold=1000)
    server.otherwise = hang_up

    for _ in range(40):
        with pytest.raises(UpstreamUnavailable):
            await upstream.request("GET", "/x")

    # 40 calls, ten saved retries, and four earned meanwhile.
    assert 50 <= len(server.seen) <= 54
