from contextlib import AbstractAsyncContextManager
from typing import Any

import orjson
import pytest
from gateway.clients import (
    Headers,
    UpstreamProblem,
    UpstreamResponse,
    Upstreams,
    carried_headers,
)
from gateway.clients.upstream import UpstreamStream


class FixedTokens:
    def token_for(self, principal: Any) -> str:
        return f"token-of-{principal}"

    def guest_token(self) -> str:
        return "token-of-a-guest"


class Recorder:
    def __init__(self, status: int = 200, body: bytes = b'{"items": []}') -> None:
        self.status, self.body = status, body
        self.calls: list[dict[str, Any]] = []

    async def request(
        self,
        method: str,
        path: str,
        query: bytes = b"",
        headers: Headers = (),
        body: bytes = b"",
        *,
        patience: float = 3.0,
    ) -> UpstreamResponse:
        self.calls.append(
            {"method": method, "path": path, "query": query, "headers": dict(headers), "body": body}
        )
        return UpstreamResponse(self.status, [], self.body)

    def stream(
        self, path: str, query: bytes, headers: Headers, *, patience: float
    ) -> AbstractAsyncContextManager[UpstreamStream]:
        raise NotImplementedError("no page asks for what is larger than memory")


def upstreams(recorder: Recorder) -> Upstreams:
    return Upstreams({"catalog": recorder}, FixedTokens())


async def test_a_page_asks_as_a_guest_unless_it_says_for_whom() -> None:
    recorder = Recorder()

    await upstreams(recorder).get_json("catalog", "/api/v1/shops")
    await upstreams(recorder).get_json("catalog", "/api/v1/shops", principal="anna")  # type: ignore[arg-type] # stand-in

    assert [call["headers"][b"authorization"] for call in recorder.calls] == [
        b"Bearer token-of-a-guest",
        b"Bearer token-of-anna",
    ]


async def test_filters_are_encoded_and_absent_ones_left_out() -> None:
    recorder = Recorder()

    await upstreams(recorder).get_json(
        "catalog", "/api/v1/shops/käse", query={"q": "brö", "place": None, "available": True}
    )

    assert recorder.calls[0]["path"] == "/api/v1/shops/k%C3%A4se"
    assert recorder.calls[0]["query"] == b"q=br%C3%B6&available=true"


async def test_what_the_edge_carries_goes_along() -> None:
    recorder = Recorder()
    carried = carried_headers.set([(b"x-request-id", b"abc")])
    try:
        await upstreams(recorder).send_json(
            "POST", "catalog", "/api/v1/shops", {"name": "Hof"}, idempotency_key="k1"
        )
    finally:
        carried_headers.reset(carried)

    call = recorder.calls[0]
    assert call["headers"][b"x-request-id"] == b"abc"
    assert call["headers"][b"idempotency-key"] == b"k1"
    assert call["headers"][b"content-type"] == b"application/json"
    assert orjson.loads(call["body"]) == {"name": "Hof"}


async def test_a_refusal_is_raised_with_its_problem_document() -> None:
    recorder = Recorder(409, b'{"code": "sold_out", "status": 409}')

    with pytest.raises(UpstreamProblem) as refused:
        await upstreams(recorder).get_json("catalog", "/api/v1/shops")

    assert (refused.value.status, refused.value.code) == (409, "sold_out")


async def test_an_unreadable_refusal_still_is_a_problem() -> None:
    with pytest.raises(UpstreamProblem) as refused:
        await upstreams(Recorder(500, b"<html>")).get_json("catalog", "/api/v1/shops")

    assert refused.value.code == "unreadable_answer"


async def test_an_answer_without_content_is_none() -> None:
    assert await upstreams(Recorder(204, b"")).send_json("DELETE", "catalog", "/x") is None
