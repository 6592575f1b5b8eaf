"""The operator's wording of the checklist, and the queue of what waits for a look."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from catalog.http import answers
from catalog.http.checklist_shapes import (
    DefinitionShape,
    DefinitionVersionShape,
    VerificationShape,
)
from catalog.http.dependencies import Around, Cursor, ExpectedVersion, Limit, Member
from catalog.http.shapes import ListOf
from catalog.queries.checklist_definitions import (
    definition_answer,
    list_definitions,
    read_definition,
)
from catalog.queries.pages import BadCursorError
from catalog.queries.verifications import list_verifications
from catalog.store.answers import etag, to_json
from catalog.use_cases.checklist.change_definition import change_definition
from catalog.use_cases.checklist.forms import DefinitionForm

router = APIRouter(prefix="/api/v1", tags=["checklist"])
_DEFINITION: dict[int | str, dict[str, Any]] = {200: {"model": DefinitionShape}}


@router.get("/checklist-definitions", responses={200: {"model": ListOf[DefinitionVersionShape]}})
async def get_definitions(
    actor: Member, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """The versions of the checklist, newest first."""
    if cursor is not None and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):  # noqa: PLR2004 -- what a bigint holds
        raise BadCursorError
    before = int(cursor) if cursor is not None else None
    return answers.page(await list_definitions(around.db, actor, limit, before))


@router.get("/checklist-definitions/current", responses=_DEFINITION)
async def get_current(actor: Member, around: Around) -> Response:
    """The checklist that holds, with the choices that a line may make."""
    version, found = await read_definition(around.db, actor)
    return _definition(version, found)


@router.put("/checklist-definitions/current", responses=_DEFINITION)
async def put_current(
    form: DefinitionForm, actor: Member, expected: ExpectedVersion, around: Around
) -> Response:
    """Word it anew, as a new version; with If-Match only if nobody else did meanwhile."""
    after = await change_definition(form, actor, expected, around)
    return _definition(after.version, definition_answer(after))


@router.get("/checklist-definitions/{version}", responses=_DEFINITION)
async def get_version(
    version: Annotated[int, Path(ge=0, le=2**53)], actor: Member, around: Around
) -> Response:
    """How it was worded then."""
    number, found = await read_definition(around.db, actor, version)
    return _definition(number, found)


@router.get("/verifications", responses={200: {"model": ListOf[VerificationShape]}})
async def get_verifications(
    actor: Member, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """What shops have shown and nobody has looked at yet, oldest first."""
    now = around.clock.now()
    return answers.page(await list_verifications(around.db, actor, now, limit, cursor))


def _definition(version: int, found: Any) -> Response:
    headers = {"etag": etag(version), **answers.PRIVATE}
    return Response(to_json(found), headers=headers, media_type="application/json")
