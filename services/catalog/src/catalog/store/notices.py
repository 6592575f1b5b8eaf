"""Notices and the cases they gather in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Session

from catalog.domain.duties.decision import NoSuchCaseError
from catalog.domain.duties.notice import Notice, Reporter, Subject, SubjectKind, SubjectRef
from catalog.domain.rights import Actor
from catalog.store.rows_duties import NoticeRow, NoticeStepRow, ReporterRow
from catalog.store.senders import held
from catalog.store.wide import connection_of


class Reader(Protocol):
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


# Only what strangers have been able to see.
_SUBJECTS = {
    SubjectKind.PRODUCT: """
        SELECT product.id AS product_id, product.title, '/produkt/' || product.id AS path,
            shop.id AS shop_id, shop.name AS shop_name, shop.slug AS shop_slug
        FROM product JOIN shop ON shop.id = product.shop_id
        WHERE product.id = $1 AND product.published_at IS NOT NULL AND shop.status <> 'draft'
    """,
    SubjectKind.SHOP: """
        SELECT NULL::uuid AS product_id, shop.name AS title, '/laden/' || shop.slug AS path,
            shop.id AS shop_id, shop.name AS shop_name, shop.slug AS shop_slug
        FROM shop WHERE shop.id = $1 AND shop.status <> 'draft'
    """,
    SubjectKind.PICTURE: """
        SELECT product.id AS product_id, product.title, '/produkt/' || product.id AS path,
            shop.id AS shop_id, shop.name AS shop_name, shop.slug AS shop_slug
        FROM picture JOIN product ON product.id = picture.product_id
        JOIN shop ON shop.id = product.shop_id
        WHERE picture.id = $1 AND product.published_at IS NOT NULL AND shop.status <> 'draft'
    """,
}
# The update changes nothing; it holds the row, so that whoever decides has to wait, and the other
# way round: after a decision the same words open a new case.
_OPEN = """
    INSERT INTO notice_case (
        id, subject_kind, subject_id, product_id, shop_id, title, path, opened_at, last_at,
        notices, danger, status, taken_by_name
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0, $9, 'open', '')
    ON CONFLICT (subject_kind, subject_id) WHERE status = 'open'
        DO UPDATE SET status = notice_case.status
    RETURNING id
"""
_KNOWN = "SELECT id, number, at FROM notice WHERE case_id = $1 AND fingerprint = $2"
_JOINED = """
    UPDATE notice_case SET notices = notices + 1, last_at = $2, danger = greatest(danger, $3)
    WHERE id = $1
"""
_RECENT = "SELECT count(*) FROM reporter WHERE sender = $1 AND at > $2"
_CASE = """
    SELECT id, subject_kind, subject_id, product_id, shop_id, title, path, opened_at, status,
        taken_by, taken_by_name
    FROM notice_case WHERE id = $1
"""
_TAKE = "UPDATE notice_case SET taken_by = $2, taken_by_name = $3, taken_at = $4 WHERE id = $1"
_DECIDED = "UPDATE notice_case SET status = 'decided', decided_at = $2 WHERE id = $1"
_SEEN = """
    INSERT INTO moderator (account_id, name, seen_at) VALUES ($1, $2, $3)
    ON CONFLICT (account_id) DO UPDATE SET name = excluded.name, seen_at = excluded.seen_at
    WHERE moderator.seen_at < excluded.seen_at - interval '1 day'
"""
_MODERATORS = "SELECT account_id FROM moderator WHERE seen_at > $1"
_REPORTERS = """
    SELECT notice.id, notice.number, reporter.email FROM notice
    JOIN reporter ON reporter.notice_id = notice.id
    WHERE notice.case_id = $1 AND reporter.email <> '' ORDER BY notice.id
"""
_FORGET = """
    DELETE FROM reporter WHERE notice_id IN (
        SELECT reporter.notice_id FROM reporter JOIN notice ON notice.id = reporter.notice_id
        JOIN notice_case ON notice_case.id = notice.case_id
        WHERE reporter.at < $1 AND notice_case.decided_at < $1
        ORDER BY reporter.at LIMIT $2
    )
"""


@dataclass(frozen=True, slots=True)
class Case:
    """The head of a case: what it is about and who works on it."""

    id: UUID
    subject_kind: SubjectKind
    subject_id: UUID
    product_id: UUID | None
    shop_id: UUID
    title: str
    path: str
    opened_at: datetime
    status: str
    taken_by: UUID | None
    taken_by_name: str

    @property
    def is_open(self) -> bool:
        return self.status == "open"


async def find_subject(on: Reader, ref: SubjectRef) -> Subject | None:
    row = await on.fetchrow(_SUBJECTS[ref.kind], ref.id)
    return None if row is None else Subject(ref=ref, **row)


async def recent_from(session: Session, sender: bytes, since: datetime) -> int:
    """How many came from there; a second one from there waits until this session ends."""
    on = await held(session, sender)
    return int(await on.fetchval(_RECENT, sender, since))


async def open_case(session: Session, subject: Subject, danger: int, at: datetime) -> UUID:
    """The open case about this thing, held until the session ends."""
    on = await connection_of(session)
    case_id: UUID = await on.fetchval(
        _OPEN, new_id(), subject.ref.kind, subject.ref.id, subject.product_id, subject.shop_id,
        subject.title, subject.path, at, danger,
    )  # fmt: skip
    return UUID(str(case_id))


async def find_same(
    session: Session, case_id: UUID, fingerprint: bytes
) -> tuple[UUID, str, datetime] | None:
    """Id, number and time of a notice in this case with the same words."""
    row = await (await connection_of(session)).fetchrow(_KNOWN, case_id, fingerprint)
    return (UUID(str(row["id"])), row["number"], row["at"]) if row else None


async def add(
    session: Session, case_id: UUID, notice: Notice, reporter: Reporter, danger: int
) -> None:
    session.add(
        NoticeRow(
            id=notice.id,
            number=notice.number,
            case_id=case_id,
            reason=notice.reason,
            explanation=notice.explanation,
            place=notice.place,
            danger_to_life=notice.danger_to_life,
            good_faith=notice.good_faith,
            at=notice.at,
            fingerprint=notice.fingerprint(reporter),
        )
    )
    await session.flush()
    session.add(
        ReporterRow(
            notice_id=notice.id,
            name=reporter.name,
            email=reporter.email,
            sender=reporter.sender,
            at=notice.at,
        )
    )
    on = await connection_of(session)
    await on.execute(_JOINED, case_id, notice.at, danger)


async def get_case(session: Session, case_id: UUID, *, lock: bool = False) -> Case:
    """Raises NoSuchCaseError. `lock` holds its row until the session ends."""
    on = await connection_of(session)
    row = await on.fetchrow(_CASE + " FOR UPDATE" if lock else _CASE, case_id)
    if row is None:
        raise NoSuchCaseError
    return Case(**{**row, "subject_kind": SubjectKind(row["subject_kind"])})


async def take(session: Session, case_id: UUID, actor: Actor | None, at: datetime) -> None:
    """From now on this person works on it; None: nobody in particular."""
    on = await connection_of(session)
    name = actor.name if actor else ""
    await on.execute(_TAKE, case_id, actor and actor.id, name, at if actor else None)


async def mark_decided(session: Session, case_id: UUID, at: datetime) -> None:
    await (await connection_of(session)).execute(_DECIDED, case_id, at)


def note_step(
    session: Session, case_id: UUID, actor: Actor | None, step: str, at: datetime, note: str = ""
) -> None:
    """None as actor: somebody from outside."""
    session.add(
        NoticeStepRow(
            id=new_id(),
            case_id=case_id,
            at=at,
            account_id=actor.id if actor else None,
            account_name=actor.name if actor else "",
            step=step,
            note=note,
        )
    )


async def note_moderator(session: Session, actor: Actor, at: datetime) -> None:
    await (await connection_of(session)).execute(_SEEN, actor.id, actor.name, at)


async def moderators_since(session: Session, since: datetime) -> set[UUID]:
    on = await connection_of(session)
    return {UUID(str(row["account_id"])) for row in await on.fetch(_MODERATORS, since)}


async def reporters(session: Session, case_id: UUID) -> list[tuple[UUID, str, str]]:
    """Id and number of their notice and the address, of those who left one."""
    on = await connection_of(session)
    return [
        (UUID(str(row["id"])), row["number"], row["email"])
        for row in await on.fetch(_REPORTERS, case_id)
    ]


async def forget_reporters(session: Session, before: datetime, at_most: int) -> bool:
    """Delete who reported what was decided before then; True when there may be more."""
    on = await connection_of(session)
    return bool(await on.execute(_FORGET, before, at_most) == f"DELETE {at_most}")
