"""Hands a request on to a service, and its answer back: the hot path of the market."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.types import Send

from gateway.api.route import Route
from gateway.clients import Headers, Upstream, UpstreamResponse
from gateway.security.incoming import Incoming, Pair

# What a service says beyond this (server names, internal addresses, cookies) stays inside.
_COMES_BACK = frozenset(
    {
        b"cache-control",
        b"content-disposition",
        b"content-language",
        b"content-type",
        b"etag",
        b"last-modified",
        b"retry-after",
        b"vary",
    }
)
_NO_BODY = frozenset({204, 304})
_NOT_CACHED: Pair = (b"cache-control", b"no-store")


@dataclass(slots=True, frozen=True)
class Errand:
    """One request on its way: what came in, where it goes, and on whose behalf."""

    incoming: Incoming
    route: Route
    body: bytes
    carried: Headers
    token: str | None


def _headers(errand: Errand) -> list[Pair]:
    headers = [*errand.incoming.travels_on, *errand.carried]
    if errand.token is not None:
        headers.append((b"authorization", b"Bearer " + errand.token.encode()))
    return headers


async def forward(upstream: Upstream, errand: Errand) -> UpstreamResponse:
    """Raises UpstreamUnavailable."""
    incoming, route = errand.incoming, errand.route
    headers = _headers(errand)
    if route.kind == "webhook" and b"stripe-signature" in incoming.found:
        headers.append((b"stripe-signature", incoming.found[b"stripe-signature"]))
    return await upstream.request(
        route.method, incoming.path, incoming.query, headers, errand.body, patience=route.patience
    )


async def pass_through(upstream: Upstream, errand: Errand, send: Send, more: Headers) -> int:
    """A download, piece by piece as it comes. Raises UpstreamUnavailable before the first."""
    incoming, patience = errand.incoming, errand.route.patience
    async with upstream.stream(
        incoming.path, incoming.query, _headers(errand), patience=patience
    ) as reply:
        returned = [*_returned(reply.headers), *more]
        if not any(name == b"cache-control" for name, _ in returned):
            returned.append(_NOT_CACHED)
        await send({"type": "http.response.start", "status": reply.status, "headers": returned})
        async for piece in reply.pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return reply.status


async def answer(send: Send, reply: UpstreamResponse, more: Headers, *, without_body: bool) -> None:
    headers = [*_returned(reply.headers), *more]
    if not any(name == b"cache-control" for name, _ in headers):
        headers.append(_NOT_CACHED)
    bare = reply.status in _NO_BODY
    if not bare:
        headers.append((b"content-length", str(len(reply.body)).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    body = b"" if bare or without_body else reply.body
    await send({"type": "http.response.body", "body": body})


def _returned(headers: Headers) -> Iterator[Pair]:
    for raw_name, value in headers:
        name = raw_name.lower()
        # Elsewhere a service may only send people to a path of this very market.
        if name in _COMES_BACK or (
            name == b"location" and value[:1] == b"/" and value[:2] != b"//"
        ):
            yield name, value
