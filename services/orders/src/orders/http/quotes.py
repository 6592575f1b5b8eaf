"""Quotes for craft work: asked by residents, offered by shops, accepted or not."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response
from marketkit.service import CurrentPrincipal, SignedIn
from marketkit.uploads import described, read_file

from orders.domain.errors_kinds import PhotoTooLargeError, QuoteNotFoundError
from orders.domain.order import PaymentMethod
from orders.domain.quote import QuoteState
from orders.files import quote_paper
from orders.files.photos import reencoded
from orders.http.answers import answer, order_document
from orders.http.bodies import ReasonBody
from orders.http.dependencies import (
    Ctx,
    Cursor,
    IdempotencyKey,
    Limit,
    Slug,
    Token,
    cursor_from,
    cursor_parts,
    uuid_from,
)
from orders.http.quote_answers import quote_document
from orders.http.quote_bodies import AcceptBody, AskBody, DeclineBody, OfferBody
from orders.store import quote_lists, quote_photos
from orders.use_cases.answer_quote import Answer, accept_quote, decline_quote
from orders.use_cases.ask_quote import add_photo, ask_quote
from orders.use_cases.context import Context
from orders.use_cases.offer_quote import offer_quote, refuse_quote
from orders.use_cases.quotes import quote_key, read_quote
from orders.use_cases.read_counter import shop_of_staff

router = APIRouter(prefix="/api/v1", tags=["quotes"])
MOST_BYTES = 8 * 1024 * 1024
AcceptLanguage = Annotated[str, Header(alias="Accept-Language", max_length=200)]


@router.post("/shops/{slug}/quotes", status_code=201)
async def ask(
    slug: Slug,
    body: AskBody,
    key: IdempotencyKey,
    context: Ctx,
    principal: SignedIn,
    language: AcceptLanguage = "de",
) -> Response:
    """What would it cost? Photos are put beside it afterwards."""
    assert principal.id
    spoken = "en" if language.lower().startswith("en") else "de"
    quote_id = await ask_quote(context, body.asking(slug, spoken), principal.id, key)
    return await _shown(context, quote_id, principal.id, None, status=201)


@router.get("/shops/{slug}/quotes")
async def of_shop(
    slug: Slug,
    context: Ctx,
    principal: SignedIn,
    state: QuoteState | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """The latest first."""
    assert principal.id
    shop_id = await shop_of_staff(context, slug, principal.id, "orders")
    before = uuid_from(cursor_parts(cursor, 1)[0]) if cursor else None
    pool = context.database.pool
    rows = await quote_lists.of_shop(pool, shop_id, state, before, limit + 1)
    return _listed(rows, limit, for_shop=True)


@router.get("/my/quotes")
async def mine(
    context: Ctx, principal: SignedIn, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    assert principal.id
    before = uuid_from(cursor_parts(cursor, 1)[0]) if cursor else None
    rows = await quote_lists.of_account(context.database.pool, principal.id, before, limit + 1)
    return _listed(rows, limit, for_shop=False)


@router.get("/quotes/{quote_id}")
async def get_quote(
    quote_id: UUID, context: Ctx, principal: CurrentPrincipal, token: Token = None
) -> Response:
    """For who asked, for who has the letter's key, and for the shop's people."""
    return await _shown(context, quote_id, principal.id, token)


@router.get("/quotes/{quote_id}/pdf")
async def get_paper(
    quote_id: UUID, context: Ctx, principal: CurrentPrincipal, token: Token = None
) -> Response:
    """The offer as a paper (PDF/UA-1); there is none before there is an offer."""
    await read_quote(context, quote_id, principal.id, token)
    row = await quote_lists.one(context.database.pool, quote_id)
    if row is None or row["offer"] is None:
        raise QuoteNotFoundError
    paper = await quote_paper.as_pdf(row)
    name = f"angebot-{row['number'].lower()}.pdf"
    headers = {
        "cache-control": "private, no-store",
        "content-disposition": f'attachment; filename="{name}"',
    }
    return Response(paper, media_type="application/pdf", headers=headers)


@router.post("/quotes/{quote_id}/photos", status_code=201, openapi_extra=described())
async def put_photo(
    quote_id: UUID, request: Request, context: Ctx, principal: CurrentPrincipal, token: Token = None
) -> Response:
    """The field `file` of a multipart form; up to three, re-encoded, without what cameras add."""
    await read_quote(context, quote_id, principal.id, token)
    sent = await read_file(request, MOST_BYTES, PhotoTooLargeError)
    await add_photo(context, quote_id, principal.id, token, sent.content, reencoded)
    return await _shown(context, quote_id, principal.id, token, status=201)


@router.get("/quotes/{quote_id}/photos/{photo_id}")
async def get_photo(
    quote_id: UUID,
    photo_id: UUID,
    context: Ctx,
    principal: CurrentPrincipal,
    token: Token = None,
) -> Response:
    await read_quote(context, quote_id, principal.id, token)
    content = await quote_photos.content(context.database.pool, quote_id, photo_id)
    if content is None:
        raise QuoteNotFoundError
    headers = {"cache-control": "private, max-age=3600", "x-content-type-options": "nosniff"}
    return Response(content, media_type="image/webp", headers=headers)


@router.post("/quotes/{quote_id}/offer")
async def offer(quote_id: UUID, body: OfferBody, context: Ctx, principal: SignedIn) -> Response:
    """The shop's answer; another offer takes the place of one that nobody accepted."""
    assert principal.id
    await offer_quote(context, quote_id, principal.id, body.offering())
    return await _shown(context, quote_id, principal.id, None)


@router.post("/quotes/{quote_id}/refuse")
async def refuse(quote_id: UUID, body: ReasonBody, context: Ctx, principal: SignedIn) -> Response:
    assert principal.id
    await refuse_quote(context, quote_id, principal.id, body.reason)
    return await _shown(context, quote_id, principal.id, None)


@router.post("/quotes/{quote_id}/accept")
async def accept(
    quote_id: UUID,
    body: AcceptBody,
    context: Ctx,
    principal: CurrentPrincipal,
    token: Token = None,
) -> Response:
    """Orders what was offered, bindingly; answers the order."""
    placed = await accept_quote(
        context,
        Answer(quote_id, principal.id, token, body.version, PaymentMethod(body.payment)),
    )
    return answer(order_document(placed.order, placed.token))


@router.post("/quotes/{quote_id}/decline")
async def decline(
    quote_id: UUID,
    body: DeclineBody,
    context: Ctx,
    principal: CurrentPrincipal,
    token: Token = None,
) -> Response:
    await decline_quote(context, quote_id, principal.id, token, body.reason)
    return await _shown(context, quote_id, principal.id, token)


async def _shown(
    context: Context,
    quote_id: UUID,
    account_id: UUID | None,
    token: str | None,
    *,
    status: int = 200,
) -> Response:
    _, for_shop = await read_quote(context, quote_id, account_id, token)
    row = await quote_lists.one(context.database.pool, quote_id)
    document = quote_document(row, for_shop=for_shop)
    if not for_shop:
        document["token"] = quote_key(context.guest_token_secret, quote_id)
    return answer(document, status)


def _listed(rows: list[quote_lists.Row], limit: int, *, for_shop: bool) -> Response:
    page = rows[:limit]
    following = cursor_from(str(page[-1]["id"])) if len(rows) > limit else None
    items = [quote_document(row, for_shop=for_shop) for row in page]
    return answer({"items": items, "next": following})
