"""One service's database: opened once, handed to whoever needs it."""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from marketkit.contracts.envelope import Event
from marketkit.db import inbox, outbox

_GUARDS = {
    # A transaction that waits on the outside must not hold row locks for ever.
    "idle_in_transaction_session_timeout": "30s",
    "lock_timeout": "5s",
    "statement_timeout": "30s",
    "timezone": "UTC",
}
_BY_INDEX = {"enable_seqscan": "off", "jit": "off"}


class Transaction:
    """A bare asyncpg transaction that can record events. Made by `Database.transaction()`."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection
        self.events: list[Event] = []

    def record(self, event: Event) -> None:
        """Tell the event to the world if, and only if, this transaction commits."""
        self.events.append(event)

    async def first_deliveries(self, consumer: str, ids: Collection[UUID]) -> set[UUID]:
        """Those of the messages that are new to this consumer; remembered on commit."""
        return await inbox.first_deliveries(self.connection, consumer, ids)

    async def fetch(self, query: str, *arguments: Any) -> list[asyncpg.Record]:
        rows: list[asyncpg.Record] = await self.connection.fetch(query, *arguments)
        return rows

    async def fetchrow(self, query: str, *arguments: Any) -> asyncpg.Record | None:
        return await self.connection.fetchrow(query, *arguments)

    async def fetchval(self, query: str, *arguments: Any) -> Any:
        """The first column of the first row; None also where there is no row."""
        return await self.connection.fetchval(query, *arguments)

    async def execute(self, query: str, *arguments: Any) -> str:
        """What PostgreSQL says was done, such as `UPDATE 3`."""
        return str(await self.connection.execute(query, *arguments))

    async def executemany(self, query: str, rows: Sequence[Sequence[Any]]) -> None:
        """The same statement for each row, in one round trip."""
        await self.connection.executemany(query, rows)


class Session(AsyncSession):
    """A SQLModel session that can record events. Made by `Database.session()`."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.events: list[Event] = []

    def record(self, event: Event) -> None:
        """Tell the event to the world if, and only if, this session's block commits."""
        self.events.append(event)


class Database:
    """The asyncpg pool and the SQLAlchemy engine of one service."""

    def __init__(self, pool: asyncpg.Pool, engine: AsyncEngine) -> None:
        self.pool = pool
        self.engine = engine
        self._listeners: list[Callable[[], None]] = []

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        pool_size: int = 10,
        leaves_sessions_clean: bool = False,
        finds_by_index: bool = False,
        idle_seconds: float = 300,
    ) -> Self:
        """Connect to `postgresql://…`. Raises OSError or asyncpg.PostgresError when it cannot.

        `leaves_sessions_clean`: whoever borrows a connection leaves no LISTEN, no session lock
        and no setting behind. Giving it back then needs no round trip to the server.

        `finds_by_index`: every query has its index. A plan is made once per connection, and one
        made while a table was small would read all of it, however large it has become since.

        `idle_seconds`: a connection of the asyncpg pool that nobody asked for so long is closed;
        to the server each is a process of some megabytes.
        """
        settings = _GUARDS | _BY_INDEX if finds_by_index else _GUARDS
        pool = await asyncpg.create_pool(
            url,
            min_size=1,
            max_size=pool_size,
            max_inactive_connection_lifetime=idle_seconds,
            server_settings=settings,
            init=_use_orjson,
            reset=_nothing_to_reset if leaves_sessions_clean else None,
        )
        engine = create_async_engine(
            make_url(url).set(drivername="postgresql+asyncpg"),
            pool_size=max(2, pool_size // 2),
            max_overflow=pool_size - pool_size // 2,
            connect_args={"server_settings": settings},
            json_serializer=lambda value: orjson.dumps(value).decode(),
            json_deserializer=orjson.loads,
        )
        return cls(pool, engine)

    async def close(self) -> None:
        """Wait for connections that are lent out, then close them all."""
        await self.engine.dispose()
        await self.pool.close()

    async def ready(self) -> bool:
        """Whether a query is answered."""
        return bool(await self.pool.fetchval("SELECT true"))

    def on_outbox_written(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each commit that left rows in the outbox."""
        self._listeners.append(listener)

    def outbox_written(self) -> None:
        """For a statement that wrote outbox rows itself: wake the relay once it has committed."""
        self._tell()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One asyncpg transaction; commits at the end of the block, rolls back on an error."""
        async with self.pool.acquire() as connection:
            async with connection.transaction():
                transaction = Transaction(connection)
                yield transaction
                if transaction.events:
                    await outbox.write(connection, transaction.events)
            if transaction.events:
                self._tell()

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        """One SQLModel session; commits at the end of the block, rolls back on an error."""
        async with Session(self.engine, expire_on_commit=False) as session:
            yield session
            if session.events:
                await session.flush()
                await outbox.write(await driver_connection(session), session.events)
            await session.commit()
        if session.events:
            self._tell()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()


async def driver_connection(session: AsyncSession) -> asyncpg.Connection:
    """The asyncpg connection under a session, in the session's own transaction."""
    connection = await session.connection()
    raw = await connection.get_raw_connection()
    driver: asyncpg.Connection | None = raw.driver_connection
    assert driver is not None
    if not driver.is_in_transaction():
        # SQLAlchemy begins with its first own statement; a bare one before that would commit alone.
        await connection.execute(text("SELECT 1"))
    return driver


async def _nothing_to_reset(_connection: asyncpg.Connection) -> None:
    """An open transaction is rolled back all the same."""


async def _use_orjson(connection: asyncpg.Connection) -> None:
    for json_type in ("json", "jsonb"):
        await connection.set_type_codec(
            json_type,
            schema="pg_catalog",
            # asyncpg hands out its own kind of UUID, which orjson does not know.
            encoder=lambda value: orjson.dumps(value, default=str).decode(),
            decoder=orjson.loads,
        )
