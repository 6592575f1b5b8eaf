"""Pictures that wait for the import they came with."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

import asyncpg

_OF_JOB = (
    "SELECT entry, fingerprint, name, width, height, fault FROM import_picture WHERE job_id = $1"
)
_ADD = """
    INSERT INTO import_picture (job_id, entry, fingerprint, name, width, height, fault)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
"""
_UNUSED = """
    SELECT name FROM import_picture
    WHERE job_id = ANY($1::uuid[]) AND name <> ''
        AND NOT EXISTS (SELECT 1 FROM picture WHERE picture.name = import_picture.name)
"""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture made safe, or why it could not be."""

    fingerprint: str
    name: str
    width: int
    height: int
    fault: str


async def of_job(on: asyncpg.Connection, job_id: UUID) -> dict[str, Prepared]:
    rows = await on.fetch(_OF_JOB, job_id)
    return {
        row["entry"]: Prepared(
            row["fingerprint"], row["name"], row["width"], row["height"], row["fault"]
        )
        for row in rows
    }


async def add(on: asyncpg.Connection, job_id: UUID, entry: str, kept: Prepared) -> None:
    await on.execute(
        _ADD, job_id, entry, kept.fingerprint, kept.name, kept.width, kept.height, kept.fault
    )


async def unused(on: asyncpg.Connection, job_ids: Collection[UUID]) -> list[str]:
    """Names of files that no product took."""
    return [row["name"] for row in await on.fetch(_UNUSED, list(job_ids))]
