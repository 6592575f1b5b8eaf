"""A business moves to another stage by hand."""

from uuid import UUID

from marketkit.clock import new_id

from catalog.domain.cases.case import Case
from catalog.domain.cases.notes import Note
from catalog.domain.rights import Actor
from catalog.store import case_notes, cases
from catalog.use_cases.cases.access import case_to_change, facts_of
from catalog.use_cases.cases.forms import MoveForm
from catalog.use_cases.ports import Surroundings


async def move_case(
    case_id: UUID, form: MoveForm, actor: Actor, expected: int | None, around: Surroundings
) -> Case:
    """Whose stage it has already keeps it, so the same move twice is one."""
    async with around.db.session() as session:
        before = await case_to_change(session, case_id, actor, expected)
        now = around.clock.now()
        facts = await facts_of(session, before)
        case, change = before.move(form.stage, facts, now, form.reason, form.words)
        if change is None:
            return before
        await cases.save(session, case)
        cases.note_change(session, case.id, change, actor, now)
        if case.drop_words and actor.id is not None:
            # The words stay in the record also when the business is taken up again.
            case_notes.add(
                session, Note(new_id(), case.id, actor.id, actor.name, case.drop_words, now)
            )
        return case
