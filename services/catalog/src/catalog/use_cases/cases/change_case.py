"""What stands about a business is corrected or completed."""

from dataclasses import replace
from uuid import UUID

from catalog.domain.cases.case import Case
from catalog.domain.rights import Actor
from catalog.store import cases
from catalog.use_cases.cases.access import case_to_change
from catalog.use_cases.cases.forms import CaseChanges
from catalog.use_cases.ports import Surroundings


async def change_case(
    case_id: UUID, form: CaseChanges, actor: Actor, expected: int | None, around: Surroundings
) -> Case:
    """Apply what was sent; what stands there already changes nothing."""
    async with around.db.session() as session:
        before = await case_to_change(session, case_id, actor, expected)
        changed = _located(replace(before, **form.sent()), before, around)
        if changed == before:
            return before
        case = changed.changed(around.clock.now())
        await cases.save(session, case)
        return case


def _located(case: Case, before: Case, around: Surroundings) -> Case:
    if (case.place, case.postal_code) == (before.place, before.postal_code):
        return case
    found = around.region.find_place(case.place, case.postal_code)
    return replace(case, municipality=found.municipality if found else "")
