"""A business is met for the first time."""

from uuid import UUID

from marketkit.clock import new_id

from catalog.domain.cases.case import Case, Contact
from catalog.domain.cases.rights import check_is_team
from catalog.domain.rights import Actor
from catalog.store import cases
from catalog.use_cases.cases.forms import CaseForm
from catalog.use_cases.cases.once import claim_of, once
from catalog.use_cases.ports import Surroundings


async def open_case(form: CaseForm, actor: Actor, key: str | None, around: Surroundings) -> UUID:
    """Into the caseload of the advisor who met it; an operator's belongs to nobody yet."""
    check_is_team(actor)
    async with around.db.session() as session:

        async def make() -> UUID:
            case = new_case(form, actor, around)
            await cases.add(session, case, actor, "by_hand")
            return case.id

        claim = claim_of(session, actor, "cases", key)
        return await once(claim, form, around.clock.now(), make)


def new_case(form: CaseForm, actor: Actor, around: Surroundings) -> Case:
    now, is_advisor = around.clock.now(), "advisor" in actor.roles
    found = around.region.find_place(form.place, form.postal_code)
    return Case(
        id=new_id(),
        name=form.name,
        kind=form.kind,
        place=form.place,
        postal_code=form.postal_code or (found.postal_codes[0] if found else ""),
        municipality=found.municipality if found else "",
        origin=form.origin,
        occasion=form.occasion,
        next_step=form.next_step,
        next_step_on=form.next_step_on,
        advisor_id=actor.id if is_advisor else None,
        advisor_name=actor.name if is_advisor else "",
        created_at=now,
        updated_at=now,
        touched_at=now,
        stage_since=now,
        contacts=tuple(Contact(new_id(), **person.model_dump()) for person in form.contacts),
    )
