"""Which errors are an outage, said as 503, and which are a mistake of ours, said as 500."""

import socket

import asyncpg
import pytest
from fastapi import FastAPI
from marketkit.db import Database
from marketkit.db.outages import is_outage
from sqlalchemy import Integer, bindparam, text

from marketkit import problems
from tests.support.asgi import Answer, AsgiClient
from tests.support.databases import Templates


@pytest.mark.parametrize(
    "error",
    [
        OSError("Multiple exceptions: [Errno 111] Connect call failed"),
        ConnectionRefusedError(111, "Connection refused"),
        socket.gaierror(-2, "Name or service not known"),
        TimeoutError(),
        asyncpg.TooManyConnectionsError("sorry"),
        asyncpg.InterfaceError("pool is closing"),
        asyncpg.SerializationError("again"),
    ],
)
async def test_a_database_that_is_away_is_an_outage(error: Exception) -> None:
    assert is_outage(error)
    answer = await ask(error)
    assert (answer.status, answer.headers["retry-after"]) == (503, "2")


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.exceptions.ClientConfigurationError("no such ssl mode"),
        FileNotFoundError(2, "No such file", "regions/nowhere"),
        ValueError("mistake"),
    ],
)
async def test_a_mistake_of_ours_is_none(error: Exception) -> None:
    assert not is_outage(error)
    answer = await ask(error)
    assert (answer.status, answer.json()["code"]) == (500, "internal_error")


async def test_both_drivers_tell_a_wrong_argument_from_an_outage(databases: Templates) -> None:
    async with databases.database("search:migrations") as db:
        with pytest.raises(asyncpg.DataError) as bare:
            await db.pool.fetchval("SELECT $1::integer", "seven")
        with pytest.raises(Exception, match="seven") as mapped:
            await mapped_query(db, {"number": "seven"})
        await db.pool.close()
        with pytest.raises(asyncpg.InterfaceError) as closed:
            await db.pool.fetchval("SELECT 1")

    assert not is_outage(bare.value)
    assert not is_outage(mapped.value)
    assert is_outage(closed.value)


async def mapped_query(db: Database, values: dict[str, str]) -> None:
    number = bindparam("number", type_=Integer)
    async with db.engine.connect() as connection:
        await connection.execute(text("SELECT :number").bindparams(number), values)


async def ask(error: Exception) -> Answer:
    app = FastAPI()
    problems.install(app)

    @app.get("/")
    async def fail() -> None:
        raise error

    return await AsgiClient(app).get("/")
