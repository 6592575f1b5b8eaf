"""HTTP servers inside this process: a reserved port, and uvicorn without its own signals."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from onebox.say import StartError

HOST = "127.0.0.1"
BACKLOG = 512
LAST_REQUESTS = 2
"""Seconds that open requests get when the demo stops."""


def reserve(port: int) -> socket.socket:
    """Take the port now, so that a busy one is told before minutes of work."""
    taken = _bound(port)
    if taken is None:
        message = (
            f"Port {port} is in use by another program. "
            f"Choose another one: `make demo PORT={port + 10}`"
        )
        raise StartError(message)
    return taken


def reserve_near(port: int) -> socket.socket:
    """This port if it is free, else any: for what only links lead to."""
    return _bound(port) or reserve(0)


def port_of(taken: socket.socket) -> int:
    number: int = taken.getsockname()[1]
    return number


def _bound(port: int) -> socket.socket | None:
    fresh = socket.socket()
    fresh.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        fresh.bind((HOST, port))
    except (OSError, OverflowError):  # busy; or there is no such port
        fresh.close()
        return None
    return fresh


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The demo as a whole answers to signals, not each server in it."""
        yield


@asynccontextmanager
async def serving(app: ASGIApp, at: socket.socket) -> AsyncIterator[None]:
    """Serve `app` (its lifespan is the caller's) while the block runs."""
    config = uvicorn.Config(
        app,
        lifespan="off",
        ws="none",
        access_log=False,
        server_header=False,
        log_config=None,
        timeout_graceful_shutdown=LAST_REQUESTS,
    )
    server = _Server(config)
    at.listen(BACKLOG)  # from here on connections wait instead of being refused
    running = asyncio.create_task(server.serve(sockets=[at]))
    try:
        yield
    finally:
        server.should_exit = True
        await running
