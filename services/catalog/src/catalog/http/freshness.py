"""Saying what there is, and saying it again."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from catalog.http import answers
from catalog.http.dependencies import Around, Cursor, Limit, Member, Slug
from catalog.http.price_shapes import RenewalShape, RenewedShape, SaidOfferShape
from catalog.http.shapes import ListOf, ProductShape
from catalog.queries.freshness import renewal, said_offers
from catalog.queries.product_page import read_product
from catalog.use_cases.freshness.link import renew
from catalog.use_cases.freshness.saying import AvailabilityForm, set_availability

router = APIRouter(prefix="/api/v1", tags=["freshness"])


@router.put("/products/{product_id}/availability", responses={200: {"model": ProductShape}})
async def put_availability(
    product_id: UUID, form: AvailabilityForm, request: Request, actor: Member, around: Around
) -> Response:
    """There today, on order, out; or counted again. Saying it confirms the offer."""
    await set_availability(product_id, form, actor, around)
    page = await read_product(around.db, product_id)
    return answers.stored(request, page.answer, private=True)


@router.get("/shops/{slug}/freshness", responses={200: {"model": ListOf[SaidOfferShape]}})
async def get_said(
    slug: Slug, actor: Member, around: Around, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """What the shop has on offer without counting, with when it last said so."""
    return answers.page(await said_offers(slug, actor, limit, cursor, around))


@router.get("/renewals/{token}", responses={200: {"model": RenewalShape}})
async def get_renewal(token: str, around: Around) -> Response:
    """What the link from the mail will confirm; looking changes nothing."""
    return answers.plain(await renewal(token, around))


@router.post("/renewals/{token}", responses={200: {"model": RenewedShape}})
async def post_renewal(token: str, around: Around) -> Response:
    """Confirm all of it. The link is the capability; again there is nothing left to confirm."""
    shop, renewed, refused = await renew(token, around)
    answer = {
        "shop_name": shop.name, "shop_slug": shop.slug, "renewed": renewed, "refused": refused,
    }  # fmt: skip
    return answers.plain(answer)
