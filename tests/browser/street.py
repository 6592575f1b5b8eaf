"""The pages on the in-memory market, served to a real browser with the edge's own headers."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import uvicorn
from gateway.security.headers import SecurityHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.house import pages_app

START_SECONDS = 10


class _Strict:
    """Adds what the edge adds: a page must work under the policy it will meet."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = SecurityHeaders(payment_origins=(), https_only=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def completed(event: Message) -> None:
            if event["type"] == "http.response.start":
                event = {**event, "headers": self.headers.completed(event["headers"])}
            await send(event)

        await self.app(scope, receive, completed)


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ctrl-C belongs to the test run."""
        yield


@asynccontextmanager
async def street(market: FakeMarket) -> AsyncIterator[str]:
    """Open the market's doors; yields its address."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            _Strict(pages_app(market)), log_level="error", lifespan="off", ws="none"
        )
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[door]))
        try:
            async with asyncio.timeout(START_SECONDS):
                while not server.started:
                    await asyncio.sleep(0.005)
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            with suppress(asyncio.CancelledError):
                await serving
