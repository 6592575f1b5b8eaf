"""Recalls: for everybody once they are public, for operators and the shop before."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import asyncpg
from marketkit.db import Database

from catalog.domain.duties.days import working_days_left
from catalog.domain.duties.moderators import check_may_moderate
from catalog.domain.duties.recall import NoSuchRecallError
from catalog.domain.duties.rules import DutyRules
from catalog.domain.rights import Actor, acting_as, check_inside
from catalog.domain.shop import Shop
from catalog.queries.pages import Page, decode, encode, moment_in
from catalog.store import shops

_FIELDS: Final = """
    SELECT r.*, t.title, t.danger, t.action, t.remedy, t.contact, t.version AS text_version,
        goods.products
    FROM recall r
    CROSS JOIN LATERAL (
        SELECT * FROM recall_text WHERE recall_id = r.id ORDER BY version DESC LIMIT 1
    ) t
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object(
            'product_id', p.product_id, 'variant_id', p.variant_id, 'title', p.title,
            'variant', p.variant, 'shop_id', p.shop_id, 'shop_slug', shop.slug,
            'shop_name', shop.name
        ) ORDER BY p.position) AS products
        FROM recall_product p JOIN shop ON shop.id = p.shop_id WHERE p.recall_id = r.id
    ) goods
"""
_PUBLIC: Final = f"""{_FIELDS}
    WHERE r.status <> 'draft'
      AND ($1::uuid IS NULL OR EXISTS (
          SELECT FROM recall_product p WHERE p.recall_id = r.id AND p.product_id = $1
      ))
      AND ($2::timestamptz IS NULL OR (r.published_at, r.id) < ($2, $3::uuid))
    ORDER BY r.published_at DESC, r.id DESC LIMIT $4
"""
# What has still to be published, by its last day; then the others.
_ALL: Final = f"""{_FIELDS}
    WHERE ($1::uuid IS NULL OR r.id < $1)
      AND ($2::uuid IS NULL OR EXISTS (
          SELECT FROM recall_product p WHERE p.recall_id = r.id AND p.shop_id = $2
      ))
      AND ($3::bool IS FALSE OR r.status <> 'draft' OR r.by_shop)
    ORDER BY r.id DESC LIMIT $4
"""
_ONE: Final = f"{_FIELDS} WHERE r.id = $1"
_VERSIONS: Final = """
    SELECT version, at, title, danger, action, remedy, contact, mailed FROM recall_text
    WHERE recall_id = $1 AND version >= (
        SELECT min(version) FROM recall_text WHERE recall_id = $1 AND mailed
    ) ORDER BY version DESC LIMIT 50
"""
_SAID: Final = (
    "id", "number", "status", "title", "danger", "action", "remedy", "contact", "batch",
    "sold_from", "sold_to", "published_at", "ended_at", "version", "products",
)  # fmt: skip
_INSIDE: Final = (
    "source", "reference", "received_at", "due_on", "by_shop", "created_at", "created_by_name",
)  # fmt: skip


async def list_public(
    db: Database, product_id: UUID | None, limit: int, cursor: str | None
) -> Page[Mapping[str, Any]]:
    """Newest first; those that are over as well."""
    at = decode(cursor)
    moment, after = (moment_in(at[0]), at[1]) if at else (None, None)
    rows = await db.pool.fetch(_PUBLIC, product_id, moment, after, limit + 1)
    shown = rows[:limit]
    following = None
    if len(rows) > limit:
        following = encode(shown[-1]["published_at"].isoformat(), shown[-1]["id"])
    return Page([_public(row) for row in shown], following)


async def list_all(
    db: Database, actor: Actor, today: date, rules: DutyRules, limit: int, cursor: str | None
) -> Page[Mapping[str, Any]]:
    """Drafts too, for operators."""
    check_may_moderate(actor)
    return await _listed(db, None, today, rules, limit, cursor)


async def list_of_shop(  # noqa: PLR0913 -- one parameter per filter
    db: Database,
    slug: str,
    actor: Actor,
    now: datetime,
    rules: DutyRules,
    *,
    limit: int,
    cursor: str | None,
) -> Page[Mapping[str, Any]]:
    """Those of the shop's own goods; an operator's drafts are not among them."""
    async with db.session() as session:
        shop = await shops.get(session, slug)
    check_inside(actor, shop, now)
    return await _listed(db, shop, now.date(), rules, limit, cursor)


async def _listed(
    db: Database,
    shop: Shop | None,
    today: date,
    rules: DutyRules,
    limit: int,
    cursor: str | None,
) -> Page[Mapping[str, Any]]:
    after = decode(cursor)
    rows = await db.pool.fetch(
        _ALL, after[1] if after else None, shop.id if shop else None, shop is not None, limit + 1
    )
    shown = rows[:limit]
    following = encode("", shown[-1]["id"]) if len(rows) > limit else None
    return Page([_inside(row, today, rules) for row in shown], following)


async def read_recall(
    db: Database, recall_id: UUID, actor: Actor, now: datetime, rules: DutyRules
) -> Mapping[str, Any]:
    """A draft is there for operators, and for the shop that wrote it."""
    row = await db.pool.fetchrow(_ONE, recall_id)
    if row is None:
        raise NoSuchRecallError
    if "operator" in actor.roles or await _is_own(db, row, actor, now):
        found = _inside(row, now.date(), rules)
    elif row["status"] == "draft":
        raise NoSuchRecallError
    else:
        found = _public(row)
    return {**found, "versions": await _versions(db, row)}


async def _versions(db: Database, row: asyncpg.Record) -> Sequence[Mapping[str, Any]]:
    if row["published_at"] is None:
        return []
    rows = await db.pool.fetch(_VERSIONS, row["id"])
    return [dict(version) for version in rows]


async def _is_own(db: Database, row: asyncpg.Record, actor: Actor, now: datetime) -> bool:
    if actor.id is None or not row["by_shop"]:
        return False
    async with db.session() as session:
        ids = sorted({UUID(product["shop_id"]) for product in row["products"]})
        sellers = await shops.get_many_by_id(session, ids)
    return all(acting_as(actor, shop, now) in {"owner", "staff"} for shop in sellers)


def _public(row: asyncpg.Record) -> dict[str, Any]:
    return {name: row[name] for name in _SAID}


def _inside(row: asyncpg.Record, today: date, rules: DutyRules) -> dict[str, Any]:
    due = row["due_on"]
    waits = row["status"] == "draft" and due is not None
    left = working_days_left(today, due, rules.holidays) if waits else None
    return {
        **_public(row),
        **{name: row[name] for name in _INSIDE},
        "days_left": left,
        "overdue": waits and due < today,
    }
