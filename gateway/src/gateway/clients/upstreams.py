"""All services by name, asked in JSON on behalf of somebody; what the pages build on."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, urlencode

import orjson
from marketkit.auth import Principal

from gateway.clients.upstream import (
    PATIENCE,
    Headers,
    Upstream,
    UpstreamProblem,
    UpstreamResponse,
)

Query = Mapping[str, Any]

# Request id, trace and client address of the request being answered; the edge sets them, and
# every call made meanwhile carries them on.
carried_headers: ContextVar[Headers] = ContextVar("carried_headers", default=())


class TokenSource(Protocol):
    def token_for(self, principal: Principal) -> str: ...

    def guest_token(self) -> str: ...


@dataclass(slots=True, frozen=True)
class Upstreams:
    """`upstreams.get_json("catalog", "/api/v1/shops", query={"q": "brot"}, principal=somebody)`.

    Without `principal` (or a ready `token`) the call is made as a guest. A refusal raises
    `UpstreamProblem(status, problem)`; an outage raises its subclass `UpstreamUnavailable`.
    """

    services: Mapping[str, Upstream]
    tokens: TokenSource

    async def get_json(
        self,
        service: str,
        path: str,
        *,
        query: Query | None = None,
        principal: Principal | None = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        answer = await self.send(
            "GET",
            service,
            path,
            query=query,
            principal=principal,
            token=token,
            headers=headers,
        )
        return answer.json()

    async def send_json(  # noqa: PLR0913 - keywords of one call
        self,
        method: str,
        service: str,
        path: str,
        payload: Any = None,
        *,
        query: Query | None = None,
        principal: Principal | None = None,
        token: str | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        patience: float = PATIENCE,
    ) -> Any:
        more = dict(headers or {})
        if idempotency_key is not None:
            more["Idempotency-Key"] = idempotency_key
        answer = await self.send(
            method,
            service,
            path,
            query=query,
            principal=principal,
            token=token,
            headers=more,
            body=b"" if payload is None else orjson.dumps(payload),
            patience=patience,
        )
        return answer.json()

    async def send(  # noqa: PLR0913 - keywords of one call
        self,
        method: str,
        service: str,
        path: str,
        *,
        query: Query | None = None,
        principal: Principal | None = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        content_type: str = "application/json",
        patience: float = PATIENCE,
    ) -> UpstreamResponse:
        """The raw answer of a 2xx or 3xx; for uploads and downloads, and beneath the JSON verbs."""
        bearer = token or self._token_for(principal)
        outgoing = [
            *carried_headers.get(),
            (b"accept", b"application/json"),
            (b"authorization", b"Bearer " + bearer.encode()),
            *((k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in _or_none(headers)),
        ]
        if body:
            outgoing.append((b"content-type", content_type.encode("latin-1")))
        answer = await self.services[service].request(
            method,
            quote(path, safe="/%~"),
            urlencode(_given(query), doseq=True).encode(),
            outgoing,
            body,
            patience=patience,
        )
        if answer.status >= 400:  # noqa: PLR2004 - where HTTP's refusals begin
            raise UpstreamProblem(answer.status, _problem_in(answer))
        return answer

    def _token_for(self, principal: Principal | None) -> str:
        if principal is None:
            return self.tokens.guest_token()
        return self.tokens.token_for(principal)


def _or_none(headers: Mapping[str, str] | None) -> list[tuple[str, str]]:
    return list(headers.items()) if headers else []


def _given(query: Query | None) -> dict[str, Any]:
    """An absent filter is left out, so pages can pass what they have."""
    return {
        key: str(value).lower() if isinstance(value, bool) else value
        for key, value in (query or {}).items()
        if value is not None and value != ""
    }


def _problem_in(answer: UpstreamResponse) -> dict[str, Any]:
    try:
        found = answer.json()
    except orjson.JSONDecodeError:
        found = None
    if isinstance(found, dict):
        return found
    return {"status": answer.status, "code": "unreadable_answer", "detail": "", "errors": []}
