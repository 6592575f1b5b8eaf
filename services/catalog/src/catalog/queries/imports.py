"""An import as its people see it: how far it is, and row by row what it would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from catalog.domain.imports.columns import Words
from catalog.domain.imports.job import UNDO_FOR, Job, JobState
from catalog.domain.rights import Action, Actor, check_may_edit_all
from catalog.queries.pages import Page, decode, encode, number_in
from catalog.store import imports, shops
from catalog.use_cases.ports import Surroundings

_NEEDED = (Action.PRODUCTS, Action.PRICES)
_LISTED = 20
_NOBODY = UUID(int=0)
_LINES = """
    SELECT number, state, title, sku, faults, changes, notes, product_id FROM import_line
    WHERE job_id = $1 AND ($2::text IS NULL OR state = $2) AND number > $3
    ORDER BY number LIMIT $4
"""


@dataclass(frozen=True, slots=True)
class LineFilter:
    state: str | None
    limit: int
    cursor: str | None


async def shop_for_imports(slug: str, actor: Actor, around: Surroundings) -> UUID:
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
    check_may_edit_all(actor, shop, _NEEDED, around.clock.now())
    return shop.id


async def read_import(
    slug: str, job_id: UUID, actor: Actor, words: Words, around: Surroundings
) -> Mapping[str, Any]:
    shop_id = await shop_for_imports(slug, actor, around)
    async with around.db.pool.acquire() as connection:
        job = await imports.get(connection, shop_id, job_id)
    return shown(job, words, around)


async def list_imports(
    slug: str, actor: Actor, words: Words, around: Surroundings
) -> Page[Mapping[str, Any]]:
    """The newest; there are never many."""
    shop_id = await shop_for_imports(slug, actor, around)
    async with around.db.pool.acquire() as connection:
        found = await imports.of_shop(connection, shop_id, _LISTED)
    return Page([shown(job, words, around) for job in found], None)


async def list_lines(
    slug: str, job_id: UUID, wanted: LineFilter, actor: Actor, around: Surroundings
) -> Page[Mapping[str, Any]]:
    shop_id = await shop_for_imports(slug, actor, around)
    after = decode(wanted.cursor)
    number = number_in(after[0]) if after else 0
    async with around.db.pool.acquire() as connection:
        await imports.get(connection, shop_id, job_id)
        rows = await connection.fetch(_LINES, job_id, wanted.state, number, wanted.limit + 1)
    lines = [dict(row) for row in rows[: wanted.limit]]
    more = len(rows) > wanted.limit
    return Page(lines, encode(str(lines[-1]["number"]), _NOBODY) if more else None)


def shown(job: Job, words: Words, around: Surroundings) -> dict[str, Any]:
    undo = job.may_be_undone(around.clock.now()) and job.applied_at is not None
    return {
        "id": job.id,
        "state": job.state.value,
        "file_name": job.file_name,
        "by": job.account_name,
        "created_at": job.created_at,
        "applied_at": job.applied_at,
        "undone_at": job.undone_at,
        "undo_until": job.applied_at + UNDO_FOR if undo and job.applied_at else None,
        "done": job.done,
        "total": job.total,
        "columns": [
            {"index": c.index, "header": c.header, "means": c.means, "example": c.example}
            for c in job.columns
        ],
        "meanings": [{"key": key, "name": words.header(key)} for key in words.meanings()],
        "category": job.defaults.get("category"),
        "counts": {
            name: job.counts.get(name, 0)
            for name in ("new", "changed", "unchanged", "faulty", "products", "ready")
        },
        "leave_out": job.leave_out,
        "publish": job.publish,
        "problem": job.fault or None,
        "can_apply": job.state is JobState.PREVIEW and _can_apply(job),
    }


def _can_apply(job: Job) -> bool:
    something = job.counts.get("new", 0) + job.counts.get("changed", 0)
    return bool(something) and (job.leave_out or not job.counts.get("faulty", 0))
