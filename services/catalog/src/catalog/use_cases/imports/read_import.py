"""The first half of an import: read the table, and work out for each row what it would do."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import asyncpg
from marketkit.db import Session

from catalog.domain.imports.columns import Column, guess
from catalog.domain.imports.groups import Group, grouped
from catalog.domain.imports.job import Job, JobState
from catalog.domain.imports.rows import Row, read_row
from catalog.domain.imports.table import Line, TableRefusedError
from catalog.domain.imports.values import Reader
from catalog.store import imports, products, shops
from catalog.store.wide import connection_of
from catalog.use_cases.gate import load_gate
from catalog.use_cases.imports.importing import Importing
from catalog.use_cases.imports.plan import LOOKED_AT_FIRST, STAYS_DRAFT, Plan, Setting, plan
from catalog.use_cases.imports.prepare_pictures import prepared_archive

_EXAMPLES = 20
_AT_ONCE = 100
"""Products, or rows, between two breaths: others in this process must not wait for ours."""


async def read_import(job: Job, importing: Importing) -> None:
    """Ends in a preview, in one transaction. Raises TableRefusedError, LeaseLostError."""
    around = importing.around
    async with around.db.pool.acquire() as connection:
        content = await imports.file(connection, job.id, "table")
    header, lines = await _lines(content or b"", importing)
    columns = job.columns or guess(header, lines[:_EXAMPLES], importing.words)
    archive = await prepared_archive(job, importing)
    async with around.db.session() as session:
        shop = await shops.get_by_id(session, job.shop_id)
        reader = Reader(around.region, importing.words, shop.tax_mode)
        rows = [row async for row in _rows(lines, columns, job, reader)]
        now = around.clock.now()
        gate = await load_gate(session, shop, around)
        setting = Setting(shop, around.region, gate, importing.words, columns, archive, now)
        counts = await _previewed(session, job, rows, setting, importing)
        await imports.let_go(
            await connection_of(session), job, state=JobState.PREVIEW.value, counts=counts,
            columns=[asdict(column) for column in columns], done=len(rows), total=len(rows),
            updated_at=now,
        )  # fmt: skip


async def _lines(content: bytes, importing: Importing) -> tuple[Line, list[Line]]:
    lines: list[Line] = []
    async for batch in importing.tables.lines(content):
        lines += batch
    if not lines:
        raise TableRefusedError("empty")
    return lines[0], lines[1:]


async def _rows(lines: Sequence[Line], columns: Sequence[Column], job: Job, reader: Reader) -> Any:
    for number, line in enumerate(lines):
        yield read_row(line, columns, job.defaults, reader)
        if number % _AT_ONCE == 0:
            await asyncio.sleep(0)


async def _previewed(
    session: Session, job: Job, rows: list[Row], setting: Setting, importing: Importing
) -> dict[str, int]:
    """Writes a line for each row; answers how many there are of each state."""
    on = await connection_of(session)
    groups = await _grouped(on, job, rows)
    await imports.clear_lines(on, job.id)
    counts: dict[str, int] = {"products": len(groups)}
    done = 0
    for start in range(0, len(groups), _AT_ONCE):
        plans = await _plans(session, groups[start : start + _AT_ONCE], setting)
        await imports.add_lines(on, [line for p in plans for line in _as_lines(job, p)])
        for each in plans:
            _count(counts, each)
            done += len(each.group.rows)
        await imports.progress(importing.around.db, job, done, len(rows))
        await asyncio.sleep(0)
    return counts


async def _grouped(on: asyncpg.Connection, job: Job, rows: list[Row]) -> list[Group]:
    skus = {row.sku for row in rows if row.sku}
    eans = {row.variant["ean"] for row in rows if row.variant.get("ean")}
    titles = {row.title.lower() for row in rows if row.title}
    return grouped(rows, await imports.known(on, job.shop_id, skus, eans, titles))


async def _plans(session: Session, groups: Sequence[Group], setting: Setting) -> list[Plan]:
    ids = [group.product_id for group in groups if group.product_id]
    known = await products.get_many(session, ids) if ids else {}
    return [
        plan(group, known.get(group.product_id) if group.product_id else None, setting)
        for group in groups
    ]


def _count(counts: dict[str, int], made: Plan) -> None:
    counts[made.state.value] = counts.get(made.state.value, 0) + len(made.group.rows)
    for right in made.rights:
        counts[f"needs_{right}"] = counts.get(f"needs_{right}", 0) + 1
    held_back = made.group.rows[0].notes
    if made.state == "new" and not any(
        n.startswith((STAYS_DRAFT, LOOKED_AT_FIRST)) for n in held_back
    ):
        counts["ready"] = counts.get("ready", 0) + 1


def _as_lines(job: Job, made: Plan) -> Iterator[dict[str, Any]]:
    title = made.group.rows[0].title or (made.product.title if made.product else "")
    for index, row in enumerate(made.group.rows):
        yield {
            "job_id": job.id,
            "number": row.number,
            "state": made.state.value,
            "title": row.title or title,
            "sku": row.sku,
            "faults": [fault.as_json() for fault in row.faults],
            "changes": _changes(made) if index == 0 else [],
            "notes": row.notes,
            "form": made.form if index == 0 else None,
            "product_id": made.group.product_id,
        }


def _changes(made: Plan) -> list[dict[str, Any]]:
    return [
        {"field": name, "before": before, "after": after}
        for name, (before, after) in (made.changes or {}).items()
    ]
