"""An operator works on a case and decides it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Session

from catalog.domain.duties.days import add_months
from catalog.domain.duties.decision import (
    AlreadyDecidedError,
    Decision,
    DecisionKind,
    Ground,
    Measure,
    NotRestrictingError,
    TakenError,
    check_fits,
)
from catalog.domain.duties.decision import standing as standing_of
from catalog.domain.duties.moderators import check_may_moderate
from catalog.domain.rights import Actor
from catalog.store import decisions, notices, shops
from catalog.store.duty_numbers import next_number
from catalog.store.notices import Case
from catalog.use_cases.duties import measures, tell
from catalog.use_cases.duties.forms import DecisionForm, LiftForm
from catalog.use_cases.ports import Surroundings


async def be_seen(actor: Actor, around: Surroundings) -> None:
    """Whoever reads the queue could decide a complaint; that is known from now on."""
    check_may_moderate(actor)
    async with around.db.session() as session:
        await notices.note_moderator(session, actor, around.clock.now())


async def take_case(case_id: UUID, actor: Actor, around: Surroundings) -> None:
    """Mine from now on. Raises TakenError when somebody else was faster; twice is once."""
    me, now = check_may_moderate(actor), around.clock.now()
    async with around.db.session() as session:
        case = await _open_case(session, case_id)
        await notices.note_moderator(session, actor, now)
        if case.taken_by == me:
            return
        if case.taken_by is not None:
            raise TakenError(taken_by=case.taken_by_name)
        await notices.take(session, case_id, actor, now)
        notices.note_step(session, case_id, actor, "taken", now)


async def release_case(case_id: UUID, actor: Actor, around: Surroundings) -> None:
    """Nobody's again; any operator may do that, so that no case is stuck with who is ill."""
    check_may_moderate(actor)
    now = around.clock.now()
    async with around.db.session() as session:
        case = await _open_case(session, case_id)
        if case.taken_by is None:
            return
        await notices.take(session, case_id, None, now)
        notices.note_step(session, case_id, actor, "released", now, case.taken_by_name)


async def decide_case(
    case_id: UUID, form: DecisionForm, actor: Actor, around: Surroundings
) -> Decision:
    """Of two who decide at once one does; the other is told. The same again is the same.

    Raises AlreadyDecidedError, TakenError, UnfitDecisionError.
    """
    me = check_may_moderate(actor)
    async with around.db.session() as session:
        case = await notices.get_case(session, case_id, lock=True)
        check_fits(
            case.subject_kind, form.measure, days=form.days, basis=form.basis, facts=form.facts
        )
        if not case.is_open:
            return _same_or_refuse(await _first(session, case), form, me)
        if case.taken_by not in {None, me}:
            raise TakenError(taken_by=case.taken_by_name)
        number = await next_number(session, "decision", around.clock.now())
        decision = _decided(case, form, actor, me, number, around)
        effects, files = await measures.apply(session, case, decision, actor, around)
        decision = replace(decision, effects=effects)
        await decisions.add(session, decision)
        await decisions.keep_files(session, decision.id, files)
        await notices.mark_decided(session, case.id, decision.at)
        await notices.note_moderator(session, actor, decision.at)
        notices.note_step(session, case.id, actor, "decided", decision.at, number)
        shop = await shops.get_by_id(session, case.shop_id)
        await tell.tell_shop(session, shop, decision)
        await tell.tell_reporters(session, decision, around)
    for name in files:
        await around.files.delete(name)
    return decision


async def lift(case_id: UUID, form: LiftForm, actor: Actor, around: Surroundings) -> Decision:
    """The reason is gone: what the decision restricted is allowed again. Twice is once."""
    me = check_may_moderate(actor)
    async with around.db.session() as session:
        case = await notices.get_case(session, case_id, lock=True)
        made = await decisions.of_case(session, case_id)
        if known := next((decision for decision in made if decision.reverses), None):
            return known
        standing = standing_of(made)
        if standing is None:
            raise NotRestrictingError
        now = around.clock.now()
        left = await measures.take_back(session, case, standing, actor, around)
        decision = Decision(
            id=new_id(),
            number=await next_number(session, "decision", now),
            case_id=case.id,
            shop_id=case.shop_id,
            kind=DecisionKind.LIFTED,
            measure=Measure.NONE,
            ground=standing.ground,
            basis=standing.basis,
            facts=" ".join(filter(None, (form.facts, left))),
            title=case.title,
            at=now,
            decided_by=me,
            decided_by_name=actor.name,
            reverses=True,
        )
        await decisions.add(session, decision)
        notices.note_step(session, case.id, actor, "lifted", now, decision.number)
        shop = await shops.get_by_id(session, case.shop_id)
        await tell.tell_shop(session, shop, decision)
    return decision


async def _open_case(session: Session, case_id: UUID) -> Case:
    case = await notices.get_case(session, case_id, lock=True)
    if not case.is_open:
        raise AlreadyDecidedError
    return case


async def _first(session: Session, case: Case) -> Decision:
    return (await decisions.of_case(session, case.id))[0]


def _same_or_refuse(known: Decision, form: DecisionForm, me: UUID) -> Decision:
    same = (known.measure, known.facts, known.decided_by) == (form.measure, form.facts, me)
    if same:
        return known
    raise AlreadyDecidedError(decided_by=known.decided_by_name, number=known.number)


def _decided(
    case: Case, form: DecisionForm, actor: Actor, me: UUID, number: str, around: Surroundings
) -> Decision:
    now, today = around.clock.now(), around.today()
    months = around.duties.constant("complaint_months", today)
    days = form.days if form.measure is Measure.CORRECT else None
    return Decision(
        id=new_id(),
        number=number,
        case_id=case.id,
        shop_id=case.shop_id,
        kind=DecisionKind.FIRST,
        measure=form.measure,
        ground=Ground(form.ground),
        basis=form.basis,
        facts=form.facts,
        title=case.title,
        at=now,
        decided_by=me,
        decided_by_name=actor.name,
        deadline=today + timedelta(days=days) if days else None,
        complain_until=add_months(today, months),
    )
