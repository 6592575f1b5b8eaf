"""A market at an address, asked over one pooled HTTP client that waits when told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from onebox.seed.client import (
    TOO_FAST_PAUSE,
    TOO_MANY,
    Answer,
    JsonObject,
    UnreachableError,
    headers_for,
)

ATTEMPTS = 8
LONGEST_PAUSE = 10.0
UNAVAILABLE = (502, 503, 504)
PATIENCE = aiohttp.ClientTimeout(total=60, connect=5)


@dataclass(frozen=True)
class HttpClient:
    session: aiohttp.ClientSession

    async def call(
        self,
        method: str,
        path: str,
        body: JsonObject | None = None,
        *,
        token: str = "",
        key: str = "",
    ) -> Answer:
        headers = headers_for(token, key)
        problem = ""
        for attempt in range(ATTEMPTS):
            try:
                answer = await self._once(method, path, body, headers)
            except (aiohttp.ClientError, TimeoutError) as error:
                problem = str(error) or type(error).__name__
            else:
                if answer.status not in (TOO_MANY, *UNAVAILABLE):
                    return answer
                problem = f"{answer.status}"
                if answer.retry_after:
                    await asyncio.sleep(min(answer.retry_after, LONGEST_PAUSE))
                    continue
            await asyncio.sleep(min(0.2 * 2**attempt, LONGEST_PAUSE))
        raise UnreachableError(f"{method} {path}: {problem}")

    async def _once(
        self, method: str, path: str, body: JsonObject | None, headers: dict[str, str]
    ) -> Answer:
        async with self.session.request(method, path, json=body, headers=headers) as response:
            content: Any = await response.text()
            if "json" in response.content_type and content:
                content = await response.json(content_type=None)
            pause = _seconds(response.headers.get("Retry-After", ""))
            if response.status == TOO_MANY:
                pause = pause or TOO_FAST_PAUSE
            return Answer(response.status, content, pause)


def _seconds(text: str) -> float:
    return float(text) if text.isdigit() else 0.0


@asynccontextmanager
async def market_at(url: str) -> AsyncIterator[HttpClient]:
    async with aiohttp.ClientSession(base_url=url, timeout=PATIENCE) as session:
        yield HttpClient(session)
