"""Proofs: numbers that are checked, and the documents behind them."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from marketkit.uploads import described, read_file
from pydantic import TypeAdapter, ValidationError

from catalog.domain.cases.documents import MOST_BYTES, DocumentTooLargeError
from catalog.http import answers
from catalog.http.checklist_shapes import ProofsShape
from catalog.http.checklists import CHECKLIST, Key, answered
from catalog.http.dependencies import Around, ExpectedVersion, Member, Slug
from catalog.queries.checklist_page import read_proofs
from catalog.store.answers import to_json
from catalog.use_cases.checklist.forms import Day, ProofForm
from catalog.use_cases.checklist.hand_in import HandedIn, hand_in, read_document
from catalog.use_cases.checklist.put_proof import put_proof

router = APIRouter(prefix="/api/v1/shops/{slug}", tags=["checklist"])
_DAY: TypeAdapter[Day] = TypeAdapter(Day)
_UPLOAD = described(valid_until={"type": "string", "format": "date"})


@router.get("/proofs", responses={200: {"model": ProofsShape}})
async def get_proofs(slug: Slug, actor: Member, around: Around) -> Response:
    """All that the shop has given, by kind; a dozen at most."""
    found = await read_proofs(around.db, slug, actor, around.clock.now(), around.today())
    body = to_json({"items": found})
    return Response(body, headers=answers.PRIVATE, media_type="application/json")


@router.put("/proofs/{kind}", responses=CHECKLIST)
async def put_number(
    slug: Slug,
    kind: Key,
    form: ProofForm,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """Give a number; 422 says what it should look like. If-Match: the proof's version."""
    await put_proof(slug, kind, form, actor, expected, around)
    return await answered(slug, actor, around)


@router.post("/checklist/{key}/document", responses=CHECKLIST, openapi_extra=_UPLOAD)
async def post_document(
    slug: Slug,
    key: Key,
    request: Request,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """A PDF or a picture (JPEG, PNG, WebP) of up to 10 MB; pictures are drawn anew."""
    upload = await read_file(request, MOST_BYTES, DocumentTooLargeError, also="valid_until")
    sent = HandedIn(upload.content, _day(upload.said))
    await hand_in(slug, key, sent, actor, expected, around)
    return await answered(slug, actor, around)


@router.get("/proof-documents/{document_id}", response_class=Response)
async def get_document(slug: Slug, document_id: UUID, actor: Member, around: Around) -> Response:
    """The file, to be saved: never shown inside a page of ours."""
    document, content = await read_document(slug, document_id, actor, around)
    ending = document.file.rpartition(".")[2]
    headers = {
        **answers.PRIVATE,
        "content-disposition": f'attachment; filename="nachweis-{document.id.hex[-8:]}.{ending}"',
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
    }
    return Response(content, headers=headers, media_type=document.media_type)


def _day(value: str) -> Day | None:
    if not value.strip():
        return None
    try:
        return _DAY.validate_python(value.strip())
    except ValidationError as error:
        found = [{**e, "loc": ("body", "valid_until")} for e in error.errors()]
        raise RequestValidationError(found) from error
