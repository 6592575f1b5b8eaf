"""A service reached over HTTP: kept-alive pool, deadlines, breaker, bulkhead, one retry."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    TCPConnector,
)
from multidict import CIMultiDict
from yarl import URL

from gateway.clients.breaker import Breaker
from gateway.clients.retry import RetryBudget, may_repeat
from gateway.clients.upstream import (
    PATIENCE,
    Headers,
    UpstreamResponse,
    UpstreamStream,
    UpstreamUnavailable,
)

CONNECT_SECONDS = 0.5
BUSY_SECONDS = 0.25
MOST_AT_ONCE = 256
PIECE = 64 * 1024
# Shorter than the 5 s after which uvicorn closes an idle connection, so that no request is
# written into a connection the other side is just closing.
KEEP_ALIVE_SECONDS = 4.0


def open_session() -> ClientSession:
    """One pool for all services; nothing is stored, decoded or added on the way."""
    session = ClientSession(
        connector=TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS, ttl_dns_cache=10),
        cookie_jar=DummyCookieJar(),
        auto_decompress=False,
        skip_auto_headers=("Accept", "Accept-Encoding", "User-Agent", "Content-Type"),
    )
    # aiohttp would send PUT and DELETE again by itself; here one rule and one budget decide.
    session._retry_connection = False  # noqa: SLF001 - it offers no public switch
    return session


@dataclass(slots=True)
class HttpUpstream:
    service: str
    base: str
    session: ClientSession
    breaker: Breaker = field(default_factory=Breaker)
    budget: RetryBudget = field(default_factory=RetryBudget)
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))

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
        target = f"{self.base}{path}?{query.decode('latin-1')}" if query else self.base + path
        url = URL(target, encoded=True)
        self.budget.earn()
        await self._take_place()
        try:
            return await self._guarded(method, url, headers, body, patience)
        finally:
            self.places.release()

    @asynccontextmanager
    async def stream(
        self, path: str, query: bytes, headers: Headers, *, patience: float
    ) -> AsyncIterator[UpstreamStream]:
        """Raises UpstreamUnavailable before the first piece; what breaks later breaks off."""
        target = f"{self.base}{path}?{query.decode('latin-1')}" if query else self.base + path
        timeout = ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=patience)
        await self._take_place()
        try:
            try:
                answer = await self.session.get(
                    URL(target, encoded=True),
                    headers=_decoded(headers),
                    allow_redirects=False,
                    timeout=timeout,
                )
            except (ClientError, OSError) as lost:
                raise UpstreamUnavailable(self.service, type(lost).__name__) from lost
            async with answer:
                pieces = answer.content.iter_chunked(PIECE)
                yield UpstreamStream(answer.status, answer.raw_headers, pieces)
        finally:
            self.places.release()

    async def _take_place(self) -> None:
        if not self.places.locked():
            await self.places.acquire()
            return
        try:
            async with asyncio.timeout(BUSY_SECONDS):
                await self.places.acquire()
        except TimeoutError:
            raise UpstreamUnavailable(self.service, "busy") from None

    async def _guarded(
        self, method: str, url: URL, headers: Headers, body: bytes, patience: float
    ) -> UpstreamResponse:
        if not self.breaker.allows():
            raise UpstreamUnavailable(self.service, "breaker open")
        try:
            try:
                answer = await self._call(method, url, headers, body, patience)
            except ClientError as lost:
                if not self._worth_repeating(lost, method, headers):
                    raise
                await asyncio.sleep(random.uniform(0.005, 0.03))  # noqa: S311 - jitter, no secret
                answer = await self._call(method, url, headers, body, patience)
        except TimeoutError as slow:
            self.breaker.failed()
            raise UpstreamUnavailable(self.service, "timeout", status=504) from slow
        except (ClientError, OSError) as lost:
            self.breaker.failed()
            raise UpstreamUnavailable(self.service, type(lost).__name__) from lost
        self.breaker.succeeded()
        return answer

    def _worth_repeating(self, lost: ClientError, method: str, headers: Headers) -> bool:
        """A slow service is not asked twice; one that never got the request may be, always."""
        if isinstance(lost, TimeoutError) and not isinstance(lost, ConnectionTimeoutError):
            return False
        never_sent = isinstance(lost, ClientConnectorError | ConnectionTimeoutError)
        return (never_sent or may_repeat(method, headers)) and self.budget.spend()

    async def _call(
        self, method: str, url: URL, headers: Headers, body: bytes, patience: float
    ) -> UpstreamResponse:
        outgoing = _decoded(headers)
        timeout = ClientTimeout(
            total=patience * 2, sock_connect=CONNECT_SECONDS, sock_read=patience
        )
        async with self.session.request(
            method,
            url,
            headers=outgoing,
            data=body or None,
            allow_redirects=False,
            timeout=timeout,
        ) as answer:
            return UpstreamResponse(answer.status, answer.raw_headers, await answer.read())


def _decoded(headers: Headers) -> CIMultiDict[str]:
    return CIMultiDict(
        [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]
    )
