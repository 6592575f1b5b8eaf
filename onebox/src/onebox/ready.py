"""Waits until a program answers in full: who opens the market at once shall find something."""

import asyncio

from gateway.clients.asgi import AsgiApp

from onebox.seed.in_process import AsgiClient

LONGEST = 15.0
_PAUSE = 0.05


async def until_ready(app: AsgiApp, *, within: float = LONGEST) -> bool:
    """Whether it says so in time; a market that is not quite there is better than none."""
    client = AsgiClient(app)
    try:
        async with asyncio.timeout(within):
            while not (await client.call("GET", "/health/ready")).ok:  # noqa: ASYNC110 - HTTP has no event
                await asyncio.sleep(_PAUSE)
    except TimeoutError:
        return False
    return True
