"""Business rows and outbox rows live and die together, on both roads to the database."""

import asyncio

import pytest
from marketkit.clock import new_id
from marketkit.contracts import ProductWithdrawn
from marketkit.db import Database
from marketkit.db.database import driver_connection
from sqlalchemy import text

from tests.marketkit.database_for_tests import a_database
from tests.support.servers import Postgres


def withdrawn(version: int = 1) -> ProductWithdrawn:
    return ProductWithdrawn(product_id=new_id(), shop_id=new_id(), version=version)


async def outbox_count(database: Database) -> int:
    return int(await database.pool.fetchval("SELECT count(*) FROM outbox"))


async def test_a_transaction_commits_events_and_wakes_the_relay(postgres_server: Postgres) -> None:
    async with a_database(postgres_server) as database:
        woken = asyncio.Event()
        database.on_outbox_written(woken.set)

        async with database.transaction() as tx:
            await tx.execute("INSERT INTO effect VALUES ($1, 1, $1)", new_id())
            tx.record(withdrawn())

        assert woken.is_set()
        assert await outbox_count(database) == 1


async def test_an_error_leaves_neither_row_nor_event(postgres_server: Postgres) -> None:
    async with a_database(postgres_server) as database:

        async def fail_half_way() -> None:
            async with database.transaction() as tx:
                await tx.execute("INSERT INTO effect VALUES ($1, 1, $1)", new_id())
                tx.record(withdrawn())
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await fail_half_way()

        assert await outbox_count(database) == 0
        assert await database.pool.fetchval("SELECT count(*) FROM effect") == 0


async def test_a_session_commits_events_in_its_own_transaction(postgres_server: Postgres) -> None:
    async with a_database(postgres_server) as database:
        async with database.session() as session:
            connection = await session.connection()
            await connection.execute(text("INSERT INTO effect (version) VALUES (7)"))
            session.record(withdrawn())
            assert await outbox_count(database) == 0

        assert await outbox_count(database) == 1

        async def fail_half_way() -> None:
            async with database.session() as session:
                session.record(withdrawn())
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await fail_half_way()
        assert await outbox_count(database) == 1


async def test_a_bare_statement_first_in_a_session_rolls_back_with_it(
    postgres_server: Postgres,
) -> None:
    async with a_database(postgres_server) as database:

        async def fail_after_a_bare_statement() -> None:
            async with database.session() as session:
                driver = await driver_connection(session)
                await driver.execute("INSERT INTO effect (version) VALUES (1)")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await fail_after_a_bare_statement()

        assert await database.pool.fetchval("SELECT count(*) FROM effect") == 0
