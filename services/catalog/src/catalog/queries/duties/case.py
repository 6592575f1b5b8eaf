"""One case with everything: what was said, done and decided, and how the thing stands now."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from marketkit.db import Database

from catalog.domain.duties import sentences
from catalog.domain.duties.decision import ABOUT, Decision, NoSuchCaseError, standing
from catalog.domain.duties.moderators import check_may_moderate
from catalog.domain.duties.notice import SubjectKind
from catalog.domain.duties.rules import DutyRules
from catalog.domain.rights import Actor
from catalog.store import decisions

MOST_NOTICES: Final = 50
_CASE: Final = """
    SELECT c.*, shop.slug AS shop_slug, shop.name AS shop_name, shop.status AS shop_status,
        shop.held_for, product.status AS product_status, product.blocked_for,
        (SELECT count(*) FROM moderation_decision d
         WHERE d.shop_id = c.shop_id AND d.case_id <> c.id AND d.kind = 'first'
            AND d.measure NOT IN ('none', 'correct')) AS earlier_restrictions
    FROM notice_case c JOIN shop ON shop.id = c.shop_id
    LEFT JOIN product ON product.id = c.product_id
    WHERE c.id = $1
"""
_NOTICES: Final = """
    SELECT n.id, n.number, n.reason, n.explanation, n.place, n.danger_to_life, n.at,
        coalesce(r.name, '') AS name, coalesce(r.email, '') AS email
    FROM notice n LEFT JOIN reporter r ON r.notice_id = n.id
    WHERE n.case_id = $1 ORDER BY n.id LIMIT $2
"""
_STEPS: Final = """
    SELECT at, account_name, step, note FROM notice_step WHERE case_id = $1 ORDER BY id LIMIT 200
"""
_COMPLAINTS: Final = """
    SELECT c.id, c.number, c.decision_id, c.party, c.words, c.at, c.account_name,
        n.number AS notice_number, d.number AS answer_number
    FROM complaint c
    LEFT JOIN notice n ON n.id::text = c.party
    LEFT JOIN moderation_decision d ON d.complaint_id = c.id
    WHERE c.case_id = $1 ORDER BY c.id LIMIT 100
"""


async def read_case(
    db: Database, case_id: UUID, actor: Actor, rules: DutyRules
) -> Mapping[str, Any]:
    """For operators. Raises NoSuchCaseError."""
    check_may_moderate(actor)
    row = await db.pool.fetchrow(_CASE, case_id)
    if row is None:
        raise NoSuchCaseError
    notices = [dict(found) for found in await db.pool.fetch(_NOTICES, case_id, MOST_NOTICES)]
    steps = await db.pool.fetch(_STEPS, case_id)
    complaints = await db.pool.fetch(_COMPLAINTS, case_id)
    async with db.session() as session:
        made = await decisions.of_case(session, case_id)
    in_force = standing(made)
    said = {notice["reason"] for notice in notices}
    return {
        **{name: row[name] for name in _SHOWN},
        "danger_to_life": any(notice["danger_to_life"] for notice in notices),
        "reasons": sorted(said),
        "suggested_basis": next(
            (rules.reasons[key].law for key in sorted(said) if key in rules.reasons), ""
        ),
        "reports": notices,
        "steps": [dict(step) for step in steps],
        "decisions": [_decision(decision) for decision in made],
        "complaints": [dict(complaint) for complaint in complaints],
        "measures": list(ABOUT[SubjectKind(row["subject_kind"])]),
        "in_force": in_force.id if in_force else None,
    }


_SHOWN: Final = (
    "id", "subject_kind", "subject_id", "product_id", "title", "path", "opened_at", "last_at",
    "notices", "danger", "status", "taken_by", "taken_by_name", "decided_at", "shop_slug",
    "shop_name", "shop_status", "held_for", "product_status", "blocked_for",
    "earlier_restrictions",
)  # fmt: skip


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "number": decision.number,
        "kind": decision.kind,
        "measure": decision.measure,
        "ground": decision.ground,
        "basis": decision.basis,
        "facts": decision.facts,
        "at": decision.at,
        "decided_by": decision.decided_by,
        "decided_by_name": decision.decided_by_name,
        "deadline": decision.deadline,
        "complain_until": decision.complain_until,
        "reverses": decision.reverses,
        "complaint_id": decision.complaint_id,
        "said": sentences.for_shop(decision),
    }
