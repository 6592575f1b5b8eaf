"""The legal texts of a shop: one version, or which there are."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from marketkit.db import Database

from catalog.domain.legal.facts import OWED
from catalog.domain.legal.template import Kind
from catalog.domain.legal.versions import NoSuchTextError
from catalog.domain.rights import Actor, acting_as
from catalog.domain.shop import Shop
from catalog.queries.pages import Page, decode, encode
from catalog.queries.shop_page import visible_shop
from catalog.store.answers import moment
from catalog.use_cases.ports import Surroundings

_ONE = """
    SELECT version, title, text, digest, template, missing, valid_from,
        (SELECT max(version) FROM legal_text WHERE shop_id = $1 AND kind = $2) AS current_version
    FROM legal_text WHERE shop_id = $1 AND kind = $2
        AND ($3::integer IS NULL OR version = $3)
    ORDER BY version DESC LIMIT 1
"""
_LIST = """
    SELECT id, kind, version, title, digest, template, missing, valid_from
    FROM legal_text WHERE shop_id = $1 AND ($2::uuid IS NULL OR id < $2)
    ORDER BY id DESC LIMIT $3
"""


async def read_text(
    around: Surroundings, slug: str, kind: Kind, version: int | None, actor: Actor
) -> Mapping[str, Any]:
    """A version, the one that holds if none is named; what it lacks, its people are told."""
    now = around.clock.now()
    shop = await visible_shop(around.db, slug, actor, now)
    row = await around.db.pool.fetchrow(_ONE, shop.id, kind.value, version)
    if row is None:
        raise NoSuchTextError
    inside = acting_as(actor, shop, now) is not None
    return {
        "shop": {"id": shop.id, "slug": shop.slug, "name": shop.name},
        "kind": kind,
        "current_version": row["current_version"],
        **_version(row, inside=inside),
        "text": row["text"],
    }


async def list_texts(
    around: Surroundings, slug: str, actor: Actor, limit: int, cursor: str | None
) -> Page[Mapping[str, Any]]:
    """All versions of all kinds, newest first."""
    now = around.clock.now()
    shop = await visible_shop(around.db, slug, actor, now)
    inside = acting_as(actor, shop, now) is not None
    return await _page(around.db, shop, limit, cursor, inside=inside)


async def _page(
    db: Database, shop: Shop, limit: int, cursor: str | None, *, inside: bool
) -> Page[Mapping[str, Any]]:
    position = decode(cursor)
    before: UUID | None = position[1] if position else None
    rows = await db.pool.fetch(_LIST, shop.id, before, limit + 1)
    items = [{"kind": row["kind"], **_version(row, inside=inside)} for row in rows[:limit]]
    more = len(rows) > limit
    return Page(items, encode("", rows[limit - 1]["id"]) if more else None)


def _version(row: Mapping[str, Any], *, inside: bool) -> dict[str, Any]:
    said = {
        "version": row["version"],
        "title": row["title"],
        "digest": row["digest"],
        "template": row["template"],
        "own": not row["template"],
        "valid_from": moment(row["valid_from"]),
    }
    return said | {"missing": _missing(row["missing"]) if inside else []}


def _missing(names: list[str]) -> list[dict[str, str]]:
    """In words, and where to say it."""
    known = [OWED[name] for name in names if name in OWED]
    return [{"field": owed.field, "message": f"Es fehlt: {owed.words}."} for owed in known]
