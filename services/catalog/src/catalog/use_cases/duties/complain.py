"""A shop or a reporter does not agree, and another person looks again (Art. 20 DSA)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Session
from marketkit.errors import FieldError

from catalog.domain.duties.days import add_months
from catalog.domain.duties.decision import (
    AlreadyDecidedError,
    Decision,
    DecisionKind,
    Measure,
    NoSuchDecisionError,
    NotDecidedError,
    UnfitDecisionError,
    WindowClosedError,
    check_fits,
)
from catalog.domain.duties.decision import standing as standing_of
from catalog.domain.duties.moderators import check_may_moderate, check_other_person
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.store import decisions, notices, shops
from catalog.store.decisions import Complaint
from catalog.store.duty_numbers import next_number
from catalog.use_cases.duties import measures, tell
from catalog.use_cases.duties.forms import ComplaintDecisionForm, ComplaintForm
from catalog.use_cases.ports import Surroundings

SEEN_WITHIN: Final = timedelta(days=90)
"""An operator who has not been here for so long does not count as somebody who could decide."""
ALONE: Final = "complaint_decided_alone"
"""By the same person as before, because there is nobody else: the log says so."""
_NO_MEASURE: Final = "Hier ist keine neue Maßnahme möglich."


async def complain_as_shop(
    slug: str, decision_id: UUID, form: ComplaintForm, actor: Actor, around: Surroundings
) -> Complaint:
    """Once for each decision; again answers the first. Raises WindowClosedError."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
        check_may_edit(actor, shop, Action.PROFILE, around.clock.now())
        decision = await decisions.get(session, decision_id)
        if decision.shop_id != shop.id:
            raise NoSuchDecisionError
        return await _complained(session, decision, "shop", form, actor, around)


async def complain_as_reporter(
    notice_id: UUID, case_id: UUID, form: ComplaintForm, around: Surroundings
) -> Complaint:
    """The same for who reported it. Raises NotDecidedError."""
    async with around.db.session() as session:
        made = await decisions.of_case(session, case_id)
        if not made:
            raise NotDecidedError
        return await _complained(session, made[0], str(notice_id), form, None, around)


async def decide_complaint(
    complaint_id: UUID, form: ComplaintDecisionForm, actor: Actor, around: Surroundings
) -> Decision:
    """Another person than before decides; of two at once one does.

    Raises SameDeciderError, AlreadyDecidedError.
    """
    me, now = check_may_moderate(actor), around.clock.now()
    async with around.db.session() as session:
        complaint = await decisions.get_complaint(session, complaint_id)
        case = await notices.get_case(session, complaint.case_id, lock=True)
        await notices.note_moderator(session, actor, now)
        known = await decisions.of_complaint(session, complaint_id)
        if known is not None:
            return _same_or_refuse(known, form, me)
        first = await decisions.get(session, complaint.decision_id)
        others = await notices.moderators_since(session, now - SEEN_WITHIN)
        is_other = check_other_person(me, first.decided_by, others)
        decision, gone = await _answer(session, complaint, first, form, actor, around)
        step = "complaint_decided" if is_other else ALONE
        notices.note_step(session, case.id, actor, step, now, decision.number)
        shop = await shops.get_by_id(session, case.shop_id)
        await tell.tell_complainer(
            session, decision, shop, complaint.number, complaint.party, around
        )
        if not complaint.is_from_shop and (decision.reverses or form.measure):
            await tell.tell_shop(session, shop, decision)
    for name in gone:
        await around.files.delete(name)
    return decision


async def _complained(
    session: Session,
    decision: Decision,
    party: str,
    form: ComplaintForm,
    actor: Actor | None,
    around: Surroundings,
) -> Complaint:
    # Held: two who send the same form at once are one.
    case = await notices.get_case(session, decision.case_id, lock=True)
    if known := await decisions.find_complaint(session, decision.id, party):
        return known
    _check_window(decision.complain_until, around.today())
    now = around.clock.now()
    complaint = Complaint(
        id=new_id(),
        number=await next_number(session, "complaint", now),
        decision_id=decision.id,
        case_id=case.id,
        party=party,
        words=form.words,
        at=now,
        account_id=actor.id if actor else None,
        account_name=actor.name if actor else "",
    )
    await decisions.add_complaint(session, complaint)
    notices.note_step(session, case.id, actor, "complaint", now, complaint.number)
    return complaint


def _check_window(until: date | None, today: date) -> None:
    """The last day counts. What answers a complaint or lifts a decision is final here."""
    if until is None or today > until:
        raise WindowClosedError


async def _answer(
    session: Session,
    complaint: Complaint,
    first: Decision,
    form: ComplaintDecisionForm,
    actor: Actor,
    around: Surroundings,
) -> tuple[Decision, Iterable[str]]:
    """And the files of a picture that is to go."""
    case = await notices.get_case(session, complaint.case_id)
    standing = standing_of(await decisions.of_case(session, case.id))
    decision = _drafted(first, complaint, form, actor, around)
    number = await next_number(session, "decision", decision.at)
    if form.measure is None:
        reverses = form.reverse and standing is not None and standing.id == first.id
        left = ""
        if reverses:
            left = await measures.take_back(session, case, first, actor, around)
        said = " ".join(filter(None, (form.facts, left)))
        decision = replace(decision, number=number, facts=said, reverses=reverses)
        await decisions.add(session, decision)
        return decision, ()
    if complaint.is_from_shop or standing is not None:
        raise UnfitDecisionError(errors=[FieldError("measure", _NO_MEASURE)])
    check_fits(case.subject_kind, form.measure, days=form.days, basis=form.basis, facts=form.facts)
    decision = replace(decision, number=number, measure=form.measure, basis=form.basis)
    effects, files = await measures.apply(session, case, decision, actor, around)
    decision = replace(decision, effects=effects)
    await decisions.add(session, decision)
    await decisions.keep_files(session, decision.id, files)
    return decision, files


def _drafted(
    first: Decision,
    complaint: Complaint,
    form: ComplaintDecisionForm,
    actor: Actor,
    around: Surroundings,
) -> Decision:
    """A new restriction may be complained about in turn; what upholds or lifts is final here."""
    assert actor.id is not None
    today, until, deadline = around.today(), None, None
    if form.measure is not None:
        until = add_months(today, around.duties.constant("complaint_months", today))
        deadline = today + timedelta(days=form.days) if form.days else None
    return Decision(
        id=new_id(),
        number="",
        case_id=complaint.case_id,
        shop_id=first.shop_id,
        kind=DecisionKind.COMPLAINT,
        measure=Measure.NONE,
        ground=first.ground,
        basis=first.basis,
        facts=form.facts,
        title=first.title,
        at=around.clock.now(),
        decided_by=actor.id,
        decided_by_name=actor.name,
        deadline=deadline,
        complain_until=until,
        complaint_id=complaint.id,
    )


def _same_or_refuse(known: Decision, form: ComplaintDecisionForm, me: UUID) -> Decision:
    if known.decided_by == me and known.facts.startswith(form.facts):
        return known
    raise AlreadyDecidedError(decided_by=known.decided_by_name, number=known.number)
