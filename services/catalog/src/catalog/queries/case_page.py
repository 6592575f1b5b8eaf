"""One case as its page shows it: facts, people, what comes next, papers, possible moves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.clock import HERE
from marketkit.db import Database

from catalog.domain.cases.case import Case
from catalog.domain.cases.rights import check_may_see, is_responsible
from catalog.domain.cases.stages import ShopFacts, open_moves
from catalog.domain.cases.staleness import is_overdue, is_stale
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop
from catalog.queries.checklist import lights_of
from catalog.queries.product_page import StoredAnswer
from catalog.store import cases, shops
from catalog.store.answers import digest, moment, to_json

_APPOINTMENTS = """
    SELECT * FROM case_appointment
    WHERE case_id = $1 AND state = 'planned' ORDER BY starts_at, id LIMIT 20
"""
_DOCUMENTS = """
    SELECT id, title, name, size, uploaded_by_name, uploaded_at FROM case_document
    WHERE case_id = $1 AND removed_at IS NULL ORDER BY uploaded_at DESC, id DESC LIMIT 50
"""


async def read_case(db: Database, case_id: UUID, actor: Actor, now: datetime) -> StoredAnswer:
    """With its version as entity tag."""
    check_may_see(actor)
    today = now.astimezone(HERE).date()
    async with db.session() as session:
        case = await cases.get(session, case_id)
        shop = await shops.get_by_id(session, case.shop_id) if case.shop_id else None
    async with db.pool.acquire() as connection:
        planned = await connection.fetch(_APPOINTMENTS, case_id)
        papers = await connection.fetch(_DOCUMENTS, case_id)
        lights = await lights_of(connection, [shop.id], today) if shop else {}
    mine = is_responsible(actor, case)
    light = lights.get(shop.id) if shop else None
    body = to_json(
        {
            **_facts(case, now),
            "shop": _shop(shop) if shop else None,
            "light": {"state": light.state, "sentence": light.sentence} if light else None,
            "moves": open_moves(case.stage, ShopFacts(bool(shop), bool(shop and shop.is_public))),
            "responsible": mine,
            "contacts": [
                {"id": p.id, "name": p.name, "role": p.role, "phone": p.phone, "email": p.email,
                 "preferred": p.preferred}
                for p in case.contacts
            ],
            "appointments": [appointment(row) for row in planned],
            "documents": [_document(row) for row in papers],
        }
    )  # fmt: skip
    return StoredAnswer(body, f'"{case.version}-{digest(body)}"')


def appointment(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in _APPOINTMENT},
        **{name: moment(row[name]) for name in ("starts_at", "ends_at", "updated_at")},
    }


def _facts(case: Case, now: datetime) -> dict[str, Any]:
    today = now.astimezone(HERE).date()
    return {
        **{name: getattr(case, name) for name in _FACTS},
        **{
            name: moment(getattr(case, name))
            for name in ("created_at", "updated_at", "touched_at", "stage_since", "dropped_at")
        },
        "next_step_on": case.next_step_on.isoformat() if case.next_step_on else None,
        "stale": is_stale(case.stage, case.touched_at, now),
        "overdue": is_overdue(case.stage, case.next_step_on, today),
    }


def _shop(shop: Shop) -> dict[str, Any]:
    """What the team may know of any shop; the rest is for whom its people let in."""
    return {
        "id": shop.id, "slug": shop.slug, "name": shop.name, "status": shop.status,
        "stage": shop.stage, "advisor_id": shop.advisor_id, "advisor_name": shop.advisor_name,
    }  # fmt: skip


def _document(row: Mapping[str, Any]) -> dict[str, Any]:
    kind = "pdf" if row["name"].endswith(".pdf") else "picture"
    shown = {name: row[name] for name in ("id", "title", "size", "uploaded_by_name")}
    return {**shown, "kind": kind, "uploaded_at": moment(row["uploaded_at"])}


_APPOINTMENT = (
    "id", "case_id", "kind", "title", "place", "participants", "state", "created_by_name",
    "version",
)  # fmt: skip
_FACTS = (
    "id", "name", "kind", "place", "postal_code", "municipality", "origin", "occasion",
    "advisor_id", "advisor_name", "stage", "drop_reason", "drop_words", "next_step", "version",
)  # fmt: skip
