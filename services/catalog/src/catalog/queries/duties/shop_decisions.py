"""Decisions about a shop, with their reasons, as its people read them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from marketkit.db import Database
from sqlmodel import col, select

from catalog.domain.duties import sentences
from catalog.domain.duties.decision import Decision
from catalog.domain.rights import Actor, check_inside
from catalog.queries.pages import Page, decode, encode
from catalog.store import decisions, shops
from catalog.store.rows_duties import ComplaintRow

# A decision to do nothing is no news; what answers a reporter's complaint neither, unless it
# changes something.
_LIST: Final = """
    SELECT d.id FROM moderation_decision d
    WHERE d.shop_id = $1 AND ($2::uuid IS NULL OR d.id < $2)
      AND (d.measure <> 'none' OR d.reverses OR EXISTS (
          SELECT FROM complaint c WHERE c.id = d.complaint_id AND c.party = 'shop'
      ))
    ORDER BY d.id DESC LIMIT $3
"""


async def list_shop_decisions(
    db: Database, slug: str, actor: Actor, now: datetime, *, limit: int, cursor: str | None
) -> Page[Mapping[str, Any]]:
    """Newest first, for everybody who may change something at the shop."""
    async with db.session() as session:
        shop = await shops.get(session, slug)
        check_inside(actor, shop, now)
        after = decode(cursor)
        rows = await db.pool.fetch(_LIST, shop.id, after[1] if after else None, limit + 1)
        ids = [UUID(str(row["id"])) for row in rows[:limit]]
        made = await decisions.get_many(session, ids)
        query = select(ComplaintRow).where(
            col(ComplaintRow.decision_id).in_(ids), ComplaintRow.party == "shop"
        )
        complaints = {row.decision_id: row for row in (await session.exec(query)).all()}
    items = [_item(decision, complaints.get(decision.id), now) for decision in made]
    return Page(items, encode("", ids[-1]) if len(rows) > limit else None)


def _item(decision: Decision, complaint: ComplaintRow | None, now: datetime) -> dict[str, Any]:
    until = decision.complain_until
    return {
        "id": decision.id,
        "number": decision.number,
        "kind": decision.kind,
        "measure": decision.measure,
        "title": decision.title,
        "at": decision.at,
        "said": sentences.for_shop(decision),
        "facts": decision.facts,
        "basis": sentences.basis_of(decision),
        "automated": decision.automated,
        "deadline": decision.deadline,
        "remedies": sentences.remedies_of(until, shop=True),
        "complain_until": until,
        "may_complain": complaint is None and until is not None and now.date() <= until,
        "complaint": complaint
        and {"number": complaint.number, "at": complaint.at, "words": complaint.words},
    }
