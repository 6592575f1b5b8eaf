"""Not too often: what comes in between is done together."""

import asyncio


class Rhythm:
    """`beat()` returns at once after a rest of `seconds`, else when that rest is over."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last = float("-inf")

    async def beat(self) -> None:
        now = asyncio.get_running_loop().time()
        if (left := self._last + self._seconds - now) > 0:
            await asyncio.sleep(left)
        self._last = asyncio.get_running_loop().time()
