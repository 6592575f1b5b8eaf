"""Somebody reports a product, a shop or a picture."""

from dataclasses import dataclass, replace
from datetime import datetime

from marketkit.clock import new_id
from marketkit.db import Session

from catalog.domain.duties.notice import (
    NoSuchSubjectError,
    Notice,
    Reporter,
    Subject,
    SubjectRef,
    TooManyNoticesError,
    check_complete,
    danger_of,
)
from catalog.domain.duties.rules import Reason
from catalog.store import mails, notices
from catalog.store.duty_numbers import next_number
from catalog.store.senders import HOUR
from catalog.use_cases.duties.forms import NoticeForm
from catalog.use_cases.duties.links import notice_path, notice_token
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.senders import sender_of


@dataclass(frozen=True, slots=True)
class Received:
    """What the reporter is answered at once."""

    number: str
    token: str
    subject: Subject
    at: datetime


async def report(form: NoticeForm, address: str, around: Surroundings) -> Received:
    """The same words about the same thing twice are one notice.

    Raises NoSuchSubjectError, UnknownReasonError, IncompleteNoticeError, TooManyNoticesError.
    """
    ref, reason = SubjectRef.parse(form.subject), around.duties.reason(form.reason)
    subject = await notices.find_subject(around.db.pool, ref)
    if subject is None:
        raise NoSuchSubjectError
    now = around.clock.now()
    sender = sender_of(address, around)
    notice, reporter = _notice(form, now), Reporter(form.name, form.email, sender)
    check_complete(notice, reporter, reason)
    async with around.db.session() as session:
        return await _received(session, subject, notice, reporter, reason, around)


def _notice(form: NoticeForm, now: datetime) -> Notice:
    return Notice(
        id=new_id(),
        number="",
        reason=form.reason,
        explanation=form.explanation,
        place=form.place,
        danger_to_life=form.danger_to_life,
        good_faith=form.good_faith,
        at=now,
    )


async def _received(
    session: Session,
    subject: Subject,
    notice: Notice,
    reporter: Reporter,
    reason: Reason,
    around: Surroundings,
) -> Received:
    danger = danger_of(reason, danger_to_life=notice.danger_to_life)
    case_id = await notices.open_case(session, subject, danger, notice.at)
    known = await notices.find_same(session, case_id, notice.fingerprint(reporter))
    if known is not None:
        notice_id, earlier, at = known
        return Received(earlier, notice_token(notice_id, around, at), subject, at)
    sent = await notices.recent_from(session, reporter.sender, notice.at - HOUR)
    if sent >= around.notices_per_hour:
        raise TooManyNoticesError
    number = await next_number(session, "notice", notice.at)
    numbered = replace(notice, number=number)
    await notices.add(session, case_id, numbered, reporter, danger)
    notices.note_step(session, case_id, None, "reported", notice.at, number)
    token = notice_token(notice.id, around, notice.at)
    await mails.queue(
        session,
        kind="report_received",
        to=reporter.email,
        dedupe_key=f"report_received:{notice.id}",
        facts={
            "number": number,
            "subject": subject.title,
            "link": notice_path(token),
        },
    )
    return Received(number, token, subject, notice.at)
