"""What is kept about a case: its people, notes, and all that happened."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from catalog.http import answers
from catalog.http.case_shapes import CaseShape, TimelineShape
from catalog.http.dependencies import (
    Around,
    Cursor,
    ExpectedVersion,
    IdempotencyKey,
    Limit,
    Member,
)
from catalog.http.shapes import ListOf
from catalog.queries.case_page import read_case
from catalog.queries.case_timeline import read_timeline
from catalog.use_cases.cases.change_contacts import add_contact, change_contact, remove_contact
from catalog.use_cases.cases.forms import ContactChanges, ContactForm, NoteForm
from catalog.use_cases.cases.write_note import delete_note, edit_note, restore_note, write_note

router = APIRouter(prefix="/api/v1/cases/{case_id}", tags=["cases"])


@router.get("/timeline", responses={200: {"model": ListOf[TimelineShape]}})
async def get_timeline(
    case_id: UUID, actor: Member, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """Notes, stages, appointments and papers, newest first."""
    now = around.clock.now()
    return answers.page(await read_timeline(around.db, case_id, actor, now, limit, cursor))


@router.post("/contacts", status_code=201, responses={201: {"model": CaseShape}})
async def post_contact(
    case_id: UUID,
    form: ContactForm,
    actor: Member,
    around: Around,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    await add_contact(case_id, form, actor, idempotency_key, around)
    found = await read_case(around.db, case_id, actor, around.clock.now())
    return answers.created(found, f"/api/v1/cases/{case_id}")


@router.patch("/contacts/{contact_id}", responses={200: {"model": CaseShape}})
async def patch_contact(  # noqa: PLR0913, PLR0917 -- what the request brings
    case_id: UUID,
    contact_id: UUID,
    form: ContactChanges,
    request: Request,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """If-Match names the version of the case."""
    await change_contact(case_id, contact_id, form, actor, expected, around)
    found = await read_case(around.db, case_id, actor, around.clock.now())
    return answers.stored(request, found, private=True)


@router.delete("/contacts/{contact_id}", status_code=204)
async def delete_contact(
    case_id: UUID, contact_id: UUID, actor: Member, around: Around
) -> Response:
    await remove_contact(case_id, contact_id, actor, around)
    return Response(status_code=204)


@router.post("/notes", status_code=204)
async def post_note(
    case_id: UUID,
    form: NoteForm,
    actor: Member,
    around: Around,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """It stands in the timeline then."""
    note_id = await write_note(case_id, form, actor, idempotency_key, around)
    return Response(
        status_code=204, headers={"location": f"/api/v1/cases/{case_id}/notes/{note_id}"}
    )


@router.patch("/notes/{note_id}", status_code=204)
async def patch_note(
    case_id: UUID,
    note_id: UUID,
    form: NoteForm,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """By its author, within a day."""
    await edit_note(case_id, note_id, form, actor, expected, around)
    return Response(status_code=204)


@router.delete("/notes/{note_id}", status_code=204)
async def delete_one_note(case_id: UUID, note_id: UUID, actor: Member, around: Around) -> Response:
    """By its author, within a day; for a week it can be brought back."""
    await delete_note(case_id, note_id, actor, around)
    return Response(status_code=204)


@router.post("/notes/{note_id}/restore", status_code=204)
async def post_restore(case_id: UUID, note_id: UUID, actor: Member, around: Around) -> Response:
    """Undo the deletion."""
    await restore_note(case_id, note_id, actor, around)
    return Response(status_code=204)
