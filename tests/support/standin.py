"""The Stripe stand-in on a real socket, in this process, with a control desk."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import uvicorn
from stripe_standin import Standin, StandinSettings, create_standin

from tests.support.servers import free_port


@dataclass
class RunningStandin:
    """Its address, and its buttons: faults, clock, the buyer's visit to the pay page."""

    url: str
    standin: Standin
    http: aiohttp.ClientSession = field(repr=False)

    async def control(self, method: str, path: str, body: Any = None) -> Any:
        async with self.http.request(method, f"{self.url}/_control/{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def fault(self, fault: str, **details: Any) -> None:
        await self.control("POST", "faults", {"fault": fault, **details})

    async def advance(self, seconds: float) -> None:
        await self.control("POST", "clock", {"advance": seconds})

    async def settled(self, event: str) -> None:
        """Wait until what was due has happened and been told."""
        kinds = self.standin.desk.store
        await until(lambda: any(told["type"] == event for told in kinds.every("event")))

    async def press(
        self, pay_url: str, action: str = "pay", number: str = "4242 4242 4242 4242", **more: str
    ) -> tuple[int, str]:
        """Send the form of the pay page; the status and where it leads, or the page's text."""
        form = {"action": action, "number": number, "expiry": "12/34", "check": "123"} | more
        async with self.http.post(pay_url, data=form, allow_redirects=False) as answer:
            return answer.status, answer.headers.get("location") or await answer.text()

    async def calls(self, method: str, path: str) -> list[dict[str, Any]]:
        log = (await self.control("GET", "log"))["log"]
        return [
            entry
            for entry in log
            if entry["kind"] == "call" and (entry["method"], entry["path"]) == (method, path)
        ]

    async def deliveries(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.control("GET", "deliveries"))["deliveries"]
        return found


@asynccontextmanager
async def running_standin(**settings: Any) -> AsyncIterator[RunningStandin]:
    port = free_port()
    standin = create_standin(StandinSettings(control=True, **settings))
    async with served(standin, port), aiohttp.ClientSession() as http:
        yield RunningStandin(f"http://127.0.0.1:{port}", standin, http)


async def until(holds: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for something that another task brings about."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def served(app: Any, port: int) -> AsyncIterator[None]:
    """Any ASGI app behind uvicorn on a port of 127.0.0.1."""
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", lifespan="on")
    )
    task = asyncio.create_task(server.serve())
    await until(lambda: server.started or task.done())
    assert server.started, "the server ended before it began"
    try:
        yield
    finally:
        server.should_exit = True
        await task
