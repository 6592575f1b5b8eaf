"""Answers that many pages need and that may be a minute old."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Kept(Generic[T]):
    """One value, made anew when it is too old; while it is being made, one caller makes it."""

    seconds: float
    clock: Callable[[], float] = monotonic
    _value: T | None = None
    _made: float = 0.0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, make: Callable[[], Awaitable[T | None]]) -> T | None:
        """The kept value; what could not be made is not kept, and the old one still serves."""
        if self._is_fresh():
            return self._value
        async with self._lock:
            if not self._is_fresh():
                made = await make()
                if made is not None:
                    self._value, self._made = made, self.clock()
        return self._value

    def _is_fresh(self) -> bool:
        return self._value is not None and self.clock() - self._made < self.seconds
