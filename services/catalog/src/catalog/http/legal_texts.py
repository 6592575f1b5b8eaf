"""Legal texts of shops, and the market's own terms for them."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from catalog.domain.legal.template import Kind
from catalog.http import answers
from catalog.http.dependencies import Around, Caller, Cursor, ExpectedVersion, Limit, Member, Slug
from catalog.http.legal_shapes import LegalTextShape, LegalVersionShape, PlatformTermsShape
from catalog.http.shapes import ListOf
from catalog.queries.legal_texts import list_texts, read_text
from catalog.use_cases.own_terms import OwnTermsForm, put_own_terms

router = APIRouter(prefix="/api/v1", tags=["legal texts"])
_Version = Annotated[int | None, Query(ge=1, le=1_000_000)]


@router.get("/shops/{slug}/legal", responses={200: {"model": ListOf[LegalVersionShape]}})
async def get_texts(
    slug: Slug, actor: Caller, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """Every version there has been, newest first."""
    return answers.page(await list_texts(around, slug, actor, limit, cursor))


@router.get("/shops/{slug}/legal/{kind}", responses={200: {"model": LegalTextShape}})
async def get_text(
    slug: Slug, kind: Kind, actor: Caller, around: Around, version: _Version = None
) -> Response:
    """The text that holds, or the version asked for; versions never change."""
    return answers.plain(await read_text(around, slug, kind, version, actor))


@router.put("/shops/{slug}/own-terms", responses={200: {"model": LegalTextShape}})
async def put_terms(
    slug: Slug,
    form: OwnTermsForm,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """Terms of the shop's own, as plain text; empty goes back to the template."""
    await put_own_terms(slug, form, actor, expected, around)
    return answers.plain(await read_text(around, slug, Kind.TERMS, None, actor))


@router.get("/platform-terms", responses={200: {"model": ListOf[PlatformTermsShape]}})
async def get_platform_terms(around: Around) -> Response:
    """What holds between market and shops; changes stand here fifteen days before they hold."""
    today = around.today()
    items: list[dict[str, Any]] = [
        {
            "version": one.version,
            "title": one.title,
            "announced": one.announced,
            "valid_from": one.valid_from,
            "holds": one.valid_from <= today,
            "text": around.legal.platform_text(one),
        }
        for one in around.legal.platform(today)
    ]
    return answers.plain({"items": items, "next": None})
