"""What waits for somebody of the market to look at it, over all shops, oldest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marketkit.db import Database
from marketkit.errors import ForbiddenError, UnauthenticatedError

from catalog.domain.rights import Actor
from catalog.queries.pages import Page, decode, encode, moment_in
from catalog.store import checklists
from catalog.store.answers import moment

# An advisor sees what is theirs to look at; operators see all.
_LIST = """
    SELECT item.shop_id, shop.slug, shop.name, shop.place, item.key, item.statement,
        item.document_id, item.valid_until, item.submitted_name, item.submitted_at, item.version
    FROM checklist_item item JOIN shop ON shop.id = item.shop_id
    WHERE item.shown = 'submitted'
      AND ($1 OR (shop.advisor_id = $2 AND shop.status = 'draft' AND shop.stage = 'preparing'
                  AND NOT EXISTS (SELECT FROM mandate WHERE mandate.shop_id = shop.id
                                  AND mandate.advisor_id = $2 AND mandate.state = 'withdrawn'))
           OR EXISTS (SELECT FROM mandate WHERE mandate.shop_id = shop.id
                      AND mandate.advisor_id = $2 AND mandate.state = 'granted'
                      AND mandate.until > $3 AND mandate.actions ? 'proofs'))
      AND ($4::timestamptz IS NULL
           OR (item.submitted_at, item.shop_id, item.key) > ($4, $5::uuid, $6::text))
    ORDER BY item.submitted_at, item.shop_id, item.key LIMIT $7
"""
_PROOFS = """
    SELECT shop_id, kind, number, state, document_id, valid_until FROM proof
    WHERE (shop_id, kind) IN (SELECT * FROM unnest($1::uuid[], $2::text[]))
"""


async def list_verifications(
    db: Database, actor: Actor, at: datetime, limit: int, cursor: str | None
) -> Page[Mapping[str, Any]]:
    if actor.id is None:
        raise UnauthenticatedError
    if not actor.roles & {"advisor", "operator"}:
        raise ForbiddenError
    since, shop_id, key = _after(cursor)
    rows = await db.pool.fetch(
        _LIST, "operator" in actor.roles, actor.id, at, since, shop_id, key, limit + 1
    )
    shown = rows[:limit]
    following = None
    if len(rows) > limit:
        last = shown[-1]
        following = encode(f"{last['submitted_at'].isoformat()} {last['key']}", last["shop_id"])
    return Page(await _items(db, shown), following)


async def _items(db: Database, rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    definition = await checklists.current(db.pool)
    lines = {requirement.key: requirement for requirement in definition.requirements}
    kinds = [lines[row["key"]].proof if row["key"] in lines else "" for row in rows]
    found = await db.pool.fetch(_PROOFS, [row["shop_id"] for row in rows], kinds)
    held = {(row["shop_id"], row["kind"]): row for row in found}
    return [
        _item(row, lines.get(row["key"]), held.get((row["shop_id"], kind)))
        for row, kind in zip(rows, kinds, strict=True)
    ]


def _item(row: Mapping[str, Any], line: Any, proof: Mapping[str, Any] | None) -> Mapping[str, Any]:
    shown = proof or row
    return {
        "shop": {"slug": row["slug"], "name": row["name"], "place": row["place"]},
        "key": row["key"],
        "title": line.title if line else row["key"],
        "why": line.why if line else "",
        "statement": row["statement"],
        "number": proof["number"] if proof else "",
        "document_id": shown["document_id"],
        "valid_until": shown["valid_until"],
        "submitted": {"name": row["submitted_name"], "at": moment(row["submitted_at"])},
        "version": row["version"],
    }


def _after(cursor: str | None) -> tuple[datetime | None, Any, str | None]:
    found = decode(cursor)
    if found is None:
        return None, None, None
    since, _, key = found[0].partition(" ")
    return moment_in(since), found[1], key
