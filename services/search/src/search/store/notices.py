"""Hears PostgreSQL's notices: somebody committed a snapshot, or moved a cursor.

A notice only saves waiting. Whoever misses one finds the change by polling a moment later.
"""

from collections.abc import Callable
from typing import Any, Self

import asyncpg


class Notices:
    """Calls back on the event loop; `ensure` connects, and connects again after a break."""

    def __init__(self, pool: asyncpg.Pool, channel: str, callback: Callable[[], None]) -> None:
        self._pool = pool
        self._callbacks = {channel: callback}
        self._connection: asyncpg.pool.PoolConnectionProxy | None = None

    def also(self, channel: str, callback: Callable[[], None]) -> Self:
        """Another channel over the same connection; before the first `ensure`."""
        self._callbacks[channel] = callback
        return self

    async def ensure(self) -> bool:
        """A background step: never more to do at once."""
        if self._connection is not None and self._connection.is_closed():
            await self.close()
        if self._connection is None:
            # Ours from the first moment, so that `close` returns it even after an interruption.
            self._connection = await self._pool.acquire()
            for channel, callback in self._callbacks.items():
                await self._connection.add_listener(channel, self._heard)
                callback()
        return False

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            if not connection.is_closed():
                for channel in self._callbacks:
                    await connection.remove_listener(channel, self._heard)
            await self._pool.release(connection)

    def _heard(self, _connection: Any, _process: int, channel: str, _payload: object) -> None:
        self._callbacks[channel]()
