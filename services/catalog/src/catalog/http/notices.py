"""Reporting something, following what becomes of it, complaining; and whom to turn to."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from catalog.domain.duties.notice import (
    SHORTEST_EXPLANATION,
    NoSuchSubjectError,
    Subject,
    SubjectRef,
)
from catalog.domain.duties.rules import Police
from catalog.http import answers
from catalog.http.dependencies import Address, Around
from catalog.http.duty_shapes import (
    ComplaintReceivedShape,
    ContactsShape,
    NoticeFormShape,
    NoticeStatusShape,
    ReceivedShape,
)
from catalog.queries.duties.notice_status import case_of_notice, read_status
from catalog.store.notices import find_subject
from catalog.use_cases.duties.complain import complain_as_reporter
from catalog.use_cases.duties.forms import ComplaintForm, NoticeForm
from catalog.use_cases.duties.links import read_notice_token
from catalog.use_cases.duties.report import report

router = APIRouter(prefix="/api/v1", tags=["duties"])

Lang = Annotated[str, Query(max_length=5)]


@router.get("/contacts", responses={200: {"model": ContactsShape}})
async def get_contacts(around: Around, lang: Lang = "de") -> Response:
    """Points of contact for authorities, for everybody, and for unsafe products."""
    rules = around.duties
    return answers.plain({"contacts": rules.contacts, "police": police(rules.police, lang)})


@router.get("/notice-form", responses={200: {"model": NoticeFormShape}})
async def get_form(
    around: Around,
    subject: Annotated[str, Query(max_length=60, description="product:…, shop:… or picture:…")],
    lang: Lang = "de",
) -> Response:
    """What is about to be reported, and the reasons to choose from."""
    found = await find_subject(around.db.pool, SubjectRef.parse(subject))
    if found is None:
        raise NoSuchSubjectError
    reasons = [
        {"key": r.key, "name": _named(r.names, lang), "law": r.law, "anonymous": r.anonymous}
        for r in around.duties.reasons.values()
    ]
    return answers.plain(
        {
            "subject": _subject(found),
            "reasons": reasons,
            "police": police(around.duties.police, lang),
            "shortest_explanation": SHORTEST_EXPLANATION,
        }
    )


@router.post("/notices", status_code=201, responses={201: {"model": ReceivedShape}})
async def post_notice(form: NoticeForm, address: Address, around: Around) -> Response:
    """Report something unlawful (Art. 16 DSA). The same words again are the same notice."""
    found = await report(form, address, around)
    answer = {
        "number": found.number,
        "received_at": found.at,
        "subject": found.subject.title,
        "token": found.token,
    }
    return answers.plain(answer, 201)


@router.get("/notices/{token}", responses={200: {"model": NoticeStatusShape}})
async def get_notice(token: str, around: Around) -> Response:
    """What has become of it. The link is the capability."""
    return answers.plain(await read_status(token, around))


@router.post(
    "/notices/{token}/complaint",
    status_code=201,
    responses={201: {"model": ComplaintReceivedShape}},
)
async def post_complaint(token: str, form: ComplaintForm, around: Around) -> Response:
    """Disagree with the decision; once, and again is the same complaint."""
    notice_id = read_notice_token(token, around)
    case_id = await case_of_notice(around.db, notice_id)
    found = await complain_as_reporter(notice_id, case_id, form, around)
    return answers.plain({"id": found.id, "number": found.number, "at": found.at}, 201)


def police(found: Police, lang: str) -> dict[str, Any]:
    return {"phone": found.phone, "name": _named(found.names, lang), "law": found.law}


def _subject(found: Subject) -> dict[str, Any]:
    return {
        "subject": str(found.ref),
        "kind": found.ref.kind,
        "title": found.title,
        "path": found.path,
        "shop_name": found.shop_name,
        "shop_slug": found.shop_slug,
    }


def _named(names: Any, lang: str) -> str:
    return str(names.get(lang) or names["de"])
