"""Notes: written, corrected within a day, deleted, and brought back."""

from uuid import UUID

from marketkit.clock import new_id

from catalog.domain.cases.notes import Note
from catalog.domain.rights import Actor
from catalog.store import case_notes, cases
from catalog.use_cases.cases.access import case_to_change
from catalog.use_cases.cases.forms import NoteForm
from catalog.use_cases.cases.once import claim_of, once
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.versions import check_version


async def write_note(
    case_id: UUID, form: NoteForm, actor: Actor, key: str | None, around: Surroundings
) -> UUID:
    """Whoever writes has looked after the business."""
    async with around.db.session() as session:
        case = await case_to_change(session, case_id, actor)
        assert actor.id is not None
        author = actor.id

        async def make() -> UUID:
            now = around.clock.now()
            note = Note(new_id(), case_id, author, actor.name, form.text, now)
            case_notes.add(session, note)
            await cases.save(session, case.changed(now))
            return note.id

        return await once(
            claim_of(session, actor, f"notes of {case_id}", key), form, around.clock.now(), make
        )


async def edit_note(
    case_id: UUID,
    note_id: UUID,
    form: NoteForm,
    actor: Actor,
    expected: int | None,
    around: Surroundings,
) -> None:
    async with around.db.session() as session:
        await case_to_change(session, case_id, actor)
        before = await case_notes.get(session, case_id, note_id)
        check_version(before.version, expected)
        await case_notes.save(session, before.edit(form.text, actor.id, around.clock.now()))


async def delete_note(case_id: UUID, note_id: UUID, actor: Actor, around: Surroundings) -> None:
    async with around.db.session() as session:
        await case_to_change(session, case_id, actor)
        before = await case_notes.get(session, case_id, note_id)
        await case_notes.save(session, before.delete(actor.id, around.clock.now()))


async def restore_note(case_id: UUID, note_id: UUID, actor: Actor, around: Surroundings) -> None:
    async with around.db.session() as session:
        await case_to_change(session, case_id, actor)
        before = await case_notes.get(session, case_id, note_id)
        await case_notes.save(session, before.restore(actor.id, around.clock.now()))
