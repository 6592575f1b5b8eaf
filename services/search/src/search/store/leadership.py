"""One leader per engine: a session lock on a connection of its own."""

import asyncpg

_KEYS = {"meilisearch": 7_240_302}
_TRY = "SELECT pg_try_advisory_lock($1)"


class Leadership:
    """Held as long as the connection lives: a leader that dies is followed at once."""

    def __init__(self, pool: asyncpg.Pool, engine: str) -> None:
        self._pool = pool
        self._key = _KEYS[engine]
        self._connection: asyncpg.pool.PoolConnectionProxy | None = None

    async def held(self) -> bool:
        """Whether this process leads; tries to when nobody does."""
        if self._connection is not None:
            if not self._connection.is_closed():
                return True
            await self.give_up()
        connection = await self._pool.acquire()
        try:
            if await connection.fetchval(_TRY, self._key):
                self._connection = connection
        finally:
            # Also when interrupted: a pool waits for ever for a connection that nobody returns.
            if self._connection is not connection:
                await self._pool.release(connection)
        return self._connection is not None

    async def confirmed(self) -> bool:
        """Ask the database: it may have closed the connection and given the lock to another."""
        if self._connection is None:
            return False
        try:
            await self._connection.fetchval("SELECT 1")
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            await self.give_up()
            return False
        return True

    async def give_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            # Releasing resets the session, which lets go of its advisory locks.
            await self._pool.release(connection)
