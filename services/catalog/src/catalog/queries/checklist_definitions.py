"""The checklist as the operator words it, and the versions it has been through."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from marketkit.db import Database
from marketkit.errors import ForbiddenError, NotFoundError, UnauthenticatedError

from catalog.domain.checklist.requirement import (
    FIELDS,
    BusinessType,
    Definition,
    Evidence,
    GivenBy,
    Trait,
)
from catalog.domain.proofs.numbers import FORMS
from catalog.domain.rights import Actor
from catalog.queries.pages import Page
from catalog.store import checklists
from catalog.store.answers import moment

_LIST = """
    SELECT version, source, at, by_name, jsonb_array_length(requirements) AS requirements
    FROM checklist_definition WHERE $1::bigint IS NULL OR version < $1
    ORDER BY version DESC LIMIT $2
"""


async def list_definitions(
    db: Database, actor: Actor, limit: int, before: int | None
) -> Page[Mapping[str, Any]]:
    """The newest first."""
    check_may_read(actor)
    rows = await db.pool.fetch(_LIST, before, limit + 1)
    shown = [
        {
            "version": row["version"],
            "source": row["source"],
            "at": moment(row["at"]),
            "by": row["by_name"],
            "requirements": row["requirements"],
        }
        for row in rows[:limit]
    ]
    return Page(shown, str(shown[-1]["version"]) if len(rows) > limit else None)


async def read_definition(
    db: Database, actor: Actor, version: int | None = None
) -> tuple[int, Mapping[str, Any]]:
    """The one that holds, or an older one, with the choices that a line may make."""
    check_may_read(actor)
    found = (
        await checklists.current(db.pool)
        if version is None
        else await checklists.find(db.pool, version)
    )
    if found is None:
        raise NotFoundError
    return found.version, definition_answer(found)


def definition_answer(found: Definition) -> Mapping[str, Any]:
    return {
        "version": found.version,
        "requirements": [asdict(requirement) for requirement in found.requirements],
        "choices": {
            "types": list(BusinessType),
            "applies": list(Trait),
            "evidence": list(Evidence),
            "given_by": list(GivenBy),
            "fields": sorted(FIELDS),
            "proofs": list(FORMS),
        },
    }


def check_may_read(actor: Actor) -> None:
    if actor.id is None:
        raise UnauthenticatedError
    if not actor.roles & {"advisor", "operator"}:
        raise ForbiddenError
