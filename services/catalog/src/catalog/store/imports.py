"""Imports: what was uploaded, who works on it, what its rows would do."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from marketkit.clock import new_id
from marketkit.db import Database

from catalog.domain.imports.columns import Column
from catalog.domain.imports.groups import Known
from catalog.domain.imports.job import Job, NoSuchImportError
from catalog.store.rows_imports import ImportJobRow
from catalog.store.wide import made, plain, put

LEASE_SECONDS = 30
MOST_ATTEMPTS = 3

_GET = "SELECT * FROM import_job WHERE shop_id = $1 AND id = $2"
_OF_SHOP = "SELECT * FROM import_job WHERE shop_id = $1 ORDER BY id DESC LIMIT $2"
_CLAIM = """
    UPDATE import_job SET lease = $1, lease_until = now() + make_interval(secs => $2),
        attempts = attempts + 1, done = 0,
        state = CASE state WHEN 'uploaded' THEN 'reading' ELSE state END
    WHERE id = (
        SELECT id FROM import_job
        WHERE state IN ('uploaded', 'reading', 'applying', 'undoing')
            AND (lease_until IS NULL OR lease_until < now())
        ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING *
"""
_BEAT = """
    UPDATE import_job SET lease_until = now() + make_interval(secs => $3)
    WHERE id = $1 AND lease = $2
"""
_PROGRESS = "UPDATE import_job SET done = $3, total = $4 WHERE id = $1 AND lease = $2"
_LET_GO = """
    UPDATE import_job SET lease = NULL, lease_until = NULL, attempts = 0, {changes}
    WHERE id = $1 AND lease = $2 RETURNING id
"""
_LINES = """
    INSERT INTO import_line
    SELECT * FROM json_populate_recordset(NULL::import_line, $1::text::json)
"""
_TODO = """
    SELECT number, form, product_id FROM import_line
    WHERE job_id = $1 AND form IS NOT NULL AND number > $2 ORDER BY number LIMIT $3
"""
_TOUCHED = """
    SELECT DISTINCT product_id FROM import_line
    WHERE job_id = $1 AND form IS NOT NULL AND product_id IS NOT NULL
"""
_JSON = frozenset({"columns", "counts", "defaults"})
_BY_SKU = "SELECT sku, product_id FROM variant WHERE shop_id = $1 AND sku = ANY($2::text[])"
_BY_EAN = """
    SELECT ean, product_id FROM variant
    WHERE shop_id = $1 AND ean <> '' AND ean = ANY($2::text[])
"""
_BY_TITLE = """
    SELECT lower(title) AS title, id FROM product
    WHERE shop_id = $1 AND lower(title) = ANY($2::text[]) AND status <> 'withdrawn'
"""


class LeaseLostError(Exception):
    """Somebody else works on the import now; whatever was done here is thrown away."""


async def add(on: asyncpg.Connection, job: Job, content: bytes) -> None:
    await put(on, ImportJobRow, [_values(job)])
    await keep_file(on, job.id, "table", content)


async def keep_file(on: asyncpg.Connection, job_id: UUID, kind: str, content: bytes) -> None:
    await on.execute(
        "INSERT INTO import_file (job_id, kind, content) VALUES ($1, $2, $3) "
        "ON CONFLICT (job_id, kind) DO UPDATE SET content = excluded.content",
        job_id,
        kind,
        content,
    )


async def file(on: asyncpg.Connection, job_id: UUID, kind: str) -> bytes | None:
    found: bytes | None = await on.fetchval(
        "SELECT content FROM import_file WHERE job_id = $1 AND kind = $2", job_id, kind
    )
    return found


async def get(on: asyncpg.Connection, shop_id: UUID, job_id: UUID, *, lock: bool = False) -> Job:
    """Raises NoSuchImportError, also for another shop's."""
    row = await on.fetchrow(f"{_GET} FOR UPDATE" if lock else _GET, shop_id, job_id)
    if row is None:
        raise NoSuchImportError
    return _job(row)


async def of_shop(on: asyncpg.Connection, shop_id: UUID, limit: int) -> list[Job]:
    """The newest first."""
    return [_job(row) for row in await on.fetch(_OF_SHOP, shop_id, limit)]


async def save(on: asyncpg.Connection, job: Job) -> None:
    """Write a job that was loaded and locked in this transaction."""
    await put(on, ImportJobRow, [_values(job)])


async def forget(on: asyncpg.Connection, job_ids: Collection[UUID]) -> None:
    await on.execute("DELETE FROM import_job WHERE id = ANY($1::uuid[])", list(job_ids))


async def older_than(on: asyncpg.Connection, before: datetime, limit: int) -> list[UUID]:
    query = "SELECT id FROM import_job WHERE updated_at < $1 ORDER BY updated_at LIMIT $2"
    return [row["id"] for row in await on.fetch(query, before, limit)]


# ── a worker's hold on it ──


async def claim(db: Database) -> Job | None:
    """The job that waits longest, ours until the lease ends. A dead worker's job waits again."""
    row = await db.pool.fetchrow(_CLAIM, new_id(), LEASE_SECONDS)
    return _job(row) if row else None


async def beat(db: Database, job: Job) -> None:
    """Still at work."""
    await db.pool.execute(_BEAT, job.id, job.lease, LEASE_SECONDS)


async def progress(db: Database, job: Job, done: int, total: int) -> None:
    await db.pool.execute(_PROGRESS, job.id, job.lease, done, total)


async def let_go(on: asyncpg.Connection, job: Job, **changes: Any) -> None:
    """The end of a phase, in the phase's own transaction. Raises LeaseLostError."""
    assignments = ", ".join(
        f'"{name}" = ${number}{"::text::jsonb" if name in _JSON else ""}'
        for number, name in enumerate(changes, 3)
    )
    values = [orjson.dumps(v).decode() if k in _JSON else v for k, v in changes.items()]
    statement = _LET_GO.format(changes=assignments)
    if await on.fetchval(statement, job.id, job.lease, *values) is None:
        raise LeaseLostError


# ── its rows ──


async def known(
    on: asyncpg.Connection, shop_id: UUID, skus: Collection[str], eans: Collection[str],
    titles: Collection[str],
) -> Known:  # fmt: skip
    """Where the shop's goods of these numbers and names are."""
    by_title: dict[str, list[UUID]] = {}
    for row in await on.fetch(_BY_TITLE, shop_id, list(titles)):
        by_title.setdefault(row["title"], []).append(row["id"])
    return Known(
        dict(await _pairs(on, _BY_SKU, shop_id, skus)),
        dict(await _pairs(on, _BY_EAN, shop_id, eans)),
        by_title,
    )


async def _pairs(
    on: asyncpg.Connection, query: str, shop_id: UUID, wanted: Collection[str]
) -> Iterable[tuple[str, UUID]]:
    return [tuple(row) for row in await on.fetch(query, shop_id, list(wanted))]


async def clear_lines(on: asyncpg.Connection, job_id: UUID) -> None:
    await on.execute("DELETE FROM import_line WHERE job_id = $1", job_id)


async def add_lines(on: asyncpg.Connection, lines: Sequence[Mapping[str, Any]]) -> None:
    if lines:
        await on.execute(_LINES, orjson.dumps(lines, default=str).decode())


async def todo(
    on: asyncpg.Connection, job_id: UUID, after: int, limit: int
) -> list[tuple[int, dict[str, Any], UUID | None]]:
    """Number, what is to be done, and with which product; in the order of the table."""
    rows = await on.fetch(_TODO, job_id, after, limit)
    return [(row["number"], _json(row["form"]), row["product_id"]) for row in rows]


async def touched(on: asyncpg.Connection, job_id: UUID) -> list[UUID]:
    """The products there already that the import would change."""
    return [row["product_id"] for row in await on.fetch(_TOUCHED, job_id)]


def _json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str) else value


def _job(row: asyncpg.Record) -> Job:
    values = plain(row, ImportJobRow)
    return made(Job, values | {"columns": tuple(Column(**column) for column in values["columns"])})


def _values(job: Job) -> dict[str, Any]:
    values = {name: getattr(job, name) for name in Job.__dataclass_fields__}
    return values | {
        "columns": [asdict(column) for column in job.columns],
        "defaults": dict(job.defaults),
        "counts": dict(job.counts),
        # As PostgreSQL reads bytes from a text.
        "content_hash": f"\\x{job.content_hash.hex()}",
    }
