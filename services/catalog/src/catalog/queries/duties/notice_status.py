"""A notice as its reporter follows it."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from marketkit.db import Database

from catalog.domain.duties import sentences
from catalog.domain.duties.decision import Decision
from catalog.domain.duties.notice import NoSuchNoticeError
from catalog.store import decisions
from catalog.use_cases.duties.links import read_notice_token
from catalog.use_cases.ports import Surroundings

_NOTICE: Final = """
    SELECT n.id, n.number, n.reason, n.explanation, n.at, c.id AS case_id, c.title, c.path,
        c.status, c.taken_at
    FROM notice n JOIN notice_case c ON c.id = n.case_id WHERE n.id = $1
"""
_COMPLAINT: Final = """
    SELECT number, at, words, id FROM complaint WHERE party = $1 AND case_id = $2
    ORDER BY id LIMIT 1
"""


async def case_of_notice(db: Database, notice_id: UUID) -> UUID:
    """Raises NoSuchNoticeError."""
    row = await db.pool.fetchrow(_NOTICE, notice_id)
    if row is None:
        raise NoSuchNoticeError
    found: UUID = row["case_id"]
    return found


async def read_status(token: str, around: Surroundings) -> Mapping[str, Any]:
    """Raises NoSuchLinkError, LinkExpiredError or NoSuchNoticeError."""
    notice_id = read_notice_token(token, around)
    pool = around.db.pool
    row = await pool.fetchrow(_NOTICE, notice_id)
    if row is None:
        raise NoSuchNoticeError
    complaint = await pool.fetchrow(_COMPLAINT, str(notice_id), row["case_id"])
    async with around.db.session() as session:
        made = await decisions.of_case(session, row["case_id"])
    first = made[0] if made else None
    answer = None
    if complaint is not None:
        answer = next((one for one in made if one.complaint_id == complaint["id"]), None)
    until = first.complain_until if first else None
    may = complaint is None and until is not None and around.today() <= until
    return {
        "number": row["number"],
        "subject": row["title"],
        "path": row["path"],
        "reason": row["reason"],
        "explanation": row["explanation"],
        "received_at": row["at"],
        "status": _status(row),
        "decision": _said(first) if first else None,
        "may_complain": may,
        "complaint": complaint
        and {
            "number": complaint["number"],
            "at": complaint["at"],
            "words": complaint["words"],
            "answer": _said(answer) if answer else None,
        },
    }


def _status(row: Mapping[str, Any]) -> str:
    if row["status"] == "decided":
        return "decided"
    return "in_review" if row["taken_at"] else "received"


def _said(decision: Decision) -> dict[str, Any]:
    return {
        "number": decision.number,
        "at": decision.at,
        "said": sentences.for_reporter(decision),
        "facts": decision.facts,
        "automated": decision.automated,
        "complain_until": decision.complain_until,
        "remedies": sentences.remedies_of(decision.complain_until, shop=False),
    }
