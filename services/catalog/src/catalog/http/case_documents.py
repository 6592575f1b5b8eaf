"""Papers of a case: uploaded, fetched by whoever looks after the business, removed."""

import re
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from marketkit.uploads import described, read_file
from pydantic import AfterValidator, StringConstraints, TypeAdapter, ValidationError

from catalog.domain.cases.documents import MOST_BYTES, Document, DocumentTooLargeError
from catalog.http import answers
from catalog.http.case_shapes import CaseShape
from catalog.http.dependencies import Around, Member
from catalog.queries.case_page import read_case
from catalog.use_cases.cases.forms import RemovalForm
from catalog.use_cases.cases.keep_document import keep_document, read_document, remove_document
from catalog.use_cases.texts import plain_name

router = APIRouter(prefix="/api/v1/cases/{case_id}/documents", tags=["cases"])


Title = Annotated[str, StringConstraints(max_length=200), AfterValidator(plain_name)]
_TITLE: TypeAdapter[str] = TypeAdapter(Title)
_TYPES = {"pdf": "application/pdf", "webp": "image/webp"}
_UPLOAD = described(title={"type": "string", "maxLength": 200})


@router.post("", status_code=201, responses={201: {"model": CaseShape}}, openapi_extra=_UPLOAD)
async def post_document(case_id: UUID, request: Request, actor: Member, around: Around) -> Response:
    """A PDF or a picture (JPEG, PNG, WebP) of up to 10 MB; pictures are drawn anew."""
    upload = await read_file(request, MOST_BYTES, DocumentTooLargeError, also="title")
    title = _title(upload.said or upload.filename) or "Dokument"
    await keep_document(case_id, upload.content, title, actor, around)
    found = await read_case(around.db, case_id, actor, around.clock.now())
    return answers.created(found, f"/api/v1/cases/{case_id}")


@router.get("/{document_id}", response_class=Response)
async def get_document(case_id: UUID, document_id: UUID, actor: Member, around: Around) -> Response:
    """The file, to be saved: never shown inside a page of ours."""
    document, content = await read_document(case_id, document_id, actor, around)
    return Response(content, headers=_headers(document), media_type=_TYPES[document.extension])


@router.post("/{document_id}/remove", status_code=204)
async def post_remove(
    case_id: UUID, document_id: UUID, form: RemovalForm, actor: Member, around: Around
) -> Response:
    """With a reason, which stays in the timeline."""
    await remove_document(case_id, document_id, form.reason, actor, around)
    return Response(status_code=204)


def _headers(document: Document) -> dict[str, str]:
    stem = re.sub(r"\.(?:pdf|jpe?g|png|webp)$", "", document.title, flags=re.IGNORECASE)
    name = f"{stem or 'Dokument'}.{document.extension}"
    return {
        "content-disposition": f'attachment; filename="dokument.{document.extension}"; '
        f"filename*=UTF-8''{quote(name, safe='')}",
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }


def _title(text: str) -> str:
    try:
        return _TITLE.validate_python(text)
    except ValidationError as error:
        found = [{**e, "loc": ("body", "title")} for e in error.errors()]
        raise RequestValidationError(found) from error
