"""What is queued, once, and only when the rest of the transaction holds."""

import asyncio
from typing import Any

import pytest
from catalog.store import mails
from marketkit.db import Database

FACTS: dict[str, Any] = {"shop": "Bäckerei Morgenroth", "count": 3, "actions": ["prices", "stock"]}
LETTER: dict[str, Any] = {
    "kind": "freshness_renewal",
    "to": "greta@example.org",
    "dedupe_key": "freshness:2026-47",
    "facts": FACTS,
}


async def test_a_session_and_a_transaction_queue_alike(db: Database) -> None:
    async with db.session() as session:
        await mails.queue(session, **LETTER)
    async with db.transaction() as tx:
        await mails.queue(tx, **LETTER | {"dedupe_key": "another", "language": "en"})

    rows = await db.pool.fetch("SELECT * FROM mail ORDER BY created_at")
    assert [row["facts"] for row in rows] == [FACTS, FACTS]
    assert [row["language"] for row in rows] == ["de", "en"]
    assert {row["to_address"] for row in rows} == {"greta@example.org"}


async def test_the_same_key_queues_once_however_many_ask_at_a_time(db: Database) -> None:
    async def ask() -> None:
        async with db.session() as session:
            await mails.queue(session, **LETTER)

    await asyncio.gather(*(ask() for _ in range(6)))

    assert await db.pool.fetchval("SELECT count(*) FROM mail") == 1


async def test_what_is_rolled_back_is_not_queued(db: Database) -> None:
    async def ends_badly() -> None:
        async with db.session() as session:
            await mails.queue(session, **LETTER)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await ends_badly()

    assert await db.pool.fetchval("SELECT count(*) FROM mail") == 0


async def test_nobody_is_written_to_who_left_no_address(db: Database) -> None:
    async with db.transaction() as tx:
        await mails.queue(tx, **LETTER | {"to": ""})

    assert await db.pool.fetchval("SELECT count(*) FROM mail") == 0
