"""A service in the same process, called through ASGI without a socket."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from gateway.clients.upstream import (
    PATIENCE,
    Headers,
    UpstreamResponse,
    UpstreamStream,
    UpstreamUnavailable,
)

log = logging.getLogger(__name__)

Event = MutableMapping[str, Any]
AsgiApp = Callable[
    [Event, Callable[[], Awaitable[Event]], Callable[[Event], Awaitable[None]]], Awaitable[None]
]


@dataclass(slots=True)
class Exchange:
    """The two ends of one request: what the app reads, and what it has written so far."""

    body: bytes
    status: int = 0
    headers: Headers = ()
    written: list[bytes] = field(default_factory=list)
    finished: asyncio.Event = field(default_factory=asyncio.Event)
    _was_read: bool = False

    async def receive(self) -> Event:
        if not self._was_read:
            self._was_read = True
            return {"type": "http.request", "body": self.body, "more_body": False}
        await self.finished.wait()
        return {"type": "http.disconnect"}

    async def send(self, event: Event) -> None:
        if event["type"] == "http.response.start":
            self.status, self.headers = event["status"], event.get("headers", ())
        elif event["type"] == "http.response.body":
            self.written.append(event.get("body", b""))
            if not event.get("more_body", False):
                self.finished.set()


@dataclass(slots=True)
class AsgiUpstream:
    service: str
    app: AsgiApp

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
        exchange = Exchange(body)
        scope = self._scope(method, path, query, headers, body)
        try:
            async with asyncio.timeout(patience * 2):
                await self.app(scope, exchange.receive, exchange.send)
        except TimeoutError as slow:
            raise UpstreamUnavailable(self.service, "timeout", status=504) from slow
        except Exception:
            # Starlette answers 500 and then raises again for the server's log; the answer counts.
            log.exception("%s raised while answering %s %s", self.service, method, path)
        if not exchange.finished.is_set():
            raise UpstreamUnavailable(self.service, "no answer")
        return UpstreamResponse(exchange.status, exchange.headers, b"".join(exchange.written))

    @asynccontextmanager
    async def stream(
        self, path: str, query: bytes, headers: Headers, *, patience: float
    ) -> AsyncIterator[UpstreamStream]:
        """The app waits until its pieces are taken: never more than a few lie between us."""
        waiting: asyncio.Queue[Event] = asyncio.Queue(maxsize=4)
        exchange = Exchange(b"")
        scope = self._scope("GET", path, query, headers, b"")
        task: asyncio.Task[None] = asyncio.ensure_future(
            _run(self.app(scope, exchange.receive, waiting.put))
        )
        try:
            start = await _next(waiting, task, self.service, patience)
            pieces = _pieces(waiting, task, self.service, patience)
            yield UpstreamStream(start["status"], start.get("headers", ()), pieces)
        finally:
            exchange.finished.set()
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task

    def _scope(
        self, method: str, path: str, query: bytes, headers: Headers, body: bytes
    ) -> dict[str, Any]:
        own = [(b"host", self.service.encode())]
        if body:
            own.append((b"content-length", str(len(body)).encode()))
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode("ascii"),
            "query_string": query,
            "root_path": "",
            "headers": [*own, *headers],
            "client": ("127.0.0.1", 0),
            "server": (self.service, 80),
            "state": {},
        }


async def _run(answering: Awaitable[None]) -> None:
    await answering


async def _pieces(
    waiting: asyncio.Queue[Event], task: asyncio.Task[None], service: str, patience: float
) -> AsyncIterator[bytes]:
    while True:
        event = await _next(waiting, task, service, patience)
        if body := event.get("body", b""):
            yield body
        if not event.get("more_body", False):
            return


async def _next(
    waiting: asyncio.Queue[Event], task: asyncio.Task[None], service: str, patience: float
) -> Event:
    """Raises UpstreamUnavailable when the app ends, or says nothing for too long."""
    getting = asyncio.ensure_future(waiting.get())
    done, _ = await asyncio.wait(
        {getting, task}, timeout=patience, return_when=asyncio.FIRST_COMPLETED
    )
    if getting in done:
        return getting.result()
    if not waiting.empty():
        return await getting
    getting.cancel()
    raise UpstreamUnavailable(service, "no answer" if done else "timeout")
