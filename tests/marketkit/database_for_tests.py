"""A database with nothing but the kit's own tables, and a table to see effects in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from marketkit.clock import new_id
from marketkit.db import Database
from marketkit.db.migrations import create_kit_tables

from tests.support.servers import Postgres


@asynccontextmanager
async def a_database(server: Postgres) -> AsyncIterator[Database]:
    name = f"t{new_id().hex}"
    database = await Database.open(await server.create(name), pool_size=10)
    statements: list[str] = []
    create_kit_tables(statements.append)
    statements.append("CREATE TABLE effect (key uuid, version bigint, message_id uuid)")
    for statement in statements:
        await database.pool.execute(statement)
    try:
        yield database
    finally:
        await database.close()
        await server.drop(name)
