"""The one shape in which a service is asked and answers, whatever carries the bytes."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import orjson

Headers = Sequence[tuple[bytes, bytes]]
PATIENCE = 3.0


@dataclass(slots=True)
class UpstreamResponse:
    status: int
    headers: Headers
    body: bytes

    def json(self) -> Any:
        return orjson.loads(self.body) if self.body else None

    def header(self, name: bytes) -> bytes | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


class UpstreamProblem(Exception):  # noqa: N818 - it carries a problem document, as RFC 9457 calls it
    """A service refused; `problem` is its problem+json document."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('code', '')}")
        self.status = status
        self.problem = problem

    @property
    def code(self) -> str:
        return str(self.problem.get("code", "unknown"))


class UpstreamUnavailable(UpstreamProblem):
    """No answer could be had: not reachable, too slow, too busy, or known to be down."""

    def __init__(self, service: str, reason: str, *, status: int = 503) -> None:
        super().__init__(
            status,
            {
                "type": "about:blank",
                "title": "Service Unavailable" if status == 503 else "Gateway Timeout",  # noqa: PLR2004
                "status": status,
                "code": "upstream_timeout" if status == 504 else "upstream_unavailable",  # noqa: PLR2004
                "detail": "Dieser Teil des Marktes antwortet gerade nicht. "
                "Bitte versuchen Sie es gleich noch einmal.",
                "errors": [],
            },
        )
        self.service = service
        self.reason = reason


@dataclass(slots=True)
class UpstreamStream:
    """An answer whose body comes piece by piece."""

    status: int
    headers: Headers
    pieces: AsyncIterator[bytes]


class Upstream(Protocol):
    async def request(
        self,
        method: str,
        path: str,
        query: bytes = b"",
        headers: Headers = (),
        body: bytes = b"",
        *,
        patience: float = PATIENCE,
    ) -> UpstreamResponse:
        """`path` is percent-encoded already; raises `UpstreamUnavailable` when nobody answers."""
        ...

    def stream(
        self, path: str, query: bytes, headers: Headers, *, patience: float
    ) -> AbstractAsyncContextManager[UpstreamStream]:
        """A GET whose answer may be larger than memory; `patience` between two pieces."""
        ...
