"""The operator's checklist in its versions, and which categories tell what about a shop."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from catalog.domain.checklist.requirement import (
    NOTHING_ASKED,
    BusinessType,
    Definition,
    Evidence,
    GivenBy,
    Requirement,
    Trait,
)


class Reader(Protocol):
    """A connection, a transaction or the whole pool: whatever can be asked."""

    async def fetch(self, query: str, *arguments: Any) -> Any: ...

    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...

    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


_CURRENT = """
    SELECT version, requirements FROM checklist_definition ORDER BY version DESC LIMIT 1
"""
_ONE = "SELECT version, requirements FROM checklist_definition WHERE version = $1"
_ADD = """
    INSERT INTO checklist_definition (version, source, at, by_id, by_name, requirements)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING version
"""
_HAS_SOURCE = "SELECT EXISTS (SELECT FROM checklist_definition WHERE source = $1)"
_TRAITS_GONE = """
    DELETE FROM category_trait t WHERE NOT EXISTS (
        SELECT FROM unnest($1::text[], $2::text[]) AS told (category, trait)
        WHERE told.category = t.category AND told.trait = t.trait)
"""
_TRAITS_NEW = """
    INSERT INTO category_trait (category, trait)
    SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING
"""


async def current(reader: Reader) -> Definition:
    """The version that holds; nothing is asked before the first is there."""
    row = await reader.fetchrow(_CURRENT)
    return _definition(row) if row else NOTHING_ASKED


async def find(reader: Reader, version: int) -> Definition | None:
    row = await reader.fetchrow(_ONE, version)
    return _definition(row) if row else None


async def has_source(tx: Transaction, source: str) -> bool:
    return bool(await tx.fetchval(_HAS_SOURCE, source))


async def add(
    tx: Transaction,
    definition: Definition,
    *,
    at: datetime,
    by_id: UUID | None = None,
    by_name: str = "",
    source: str | None = None,
) -> bool:
    """False when somebody else has just written this version."""
    written = [asdict(requirement) for requirement in definition.requirements]
    version = definition.version
    return await tx.fetchval(_ADD, version, source, at, by_id, by_name, written) is not None


async def keep_traits(tx: Transaction, traits: Sequence[tuple[str, Trait]]) -> None:
    """What each category of goods tells about whoever sells it."""
    columns = [[category for category, _ in traits], [trait.value for _, trait in traits]]
    await tx.execute(_TRAITS_GONE, *columns)
    await tx.execute(_TRAITS_NEW, *columns)


def requirement_of(values: Mapping[str, Any]) -> Requirement:
    """From what was written down, by an older version of this program too."""
    return Requirement(
        **dict(values)
        | {
            "types": tuple(BusinessType(key) for key in values["types"]),
            "applies": Trait(values["applies"]),
            "evidence": Evidence(values["evidence"]),
            "given_by": GivenBy(values["given_by"]),
        }
    )


def _definition(row: Mapping[str, Any]) -> Definition:
    return Definition(row["version"], tuple(requirement_of(r) for r in row["requirements"]))
