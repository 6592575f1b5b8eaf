"""Promotions: seen and planned by whoever may change the shop's prices."""

from uuid import UUID

from fastapi import APIRouter, Response

from catalog.domain.rights import Actor
from catalog.http import answers
from catalog.http.dependencies import Around, Cursor, IdempotencyKey, Limit, Member, Slug
from catalog.http.price_shapes import PromotionItemShape, PromotionsShape
from catalog.http.shapes import ListOf
from catalog.queries.promotions import promotions_of_product, promotions_of_shop
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.promotions.form import PromotionChanges, PromotionForm
from catalog.use_cases.promotions.plan import change_promotion, end_promotion, plan_promotion

router = APIRouter(prefix="/api/v1", tags=["promotions"])


@router.get("/shops/{slug}/promotions", responses={200: {"model": ListOf[PromotionItemShape]}})
async def get_promotions(
    slug: Slug, actor: Member, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """All promotions of the shop, newest first."""
    return answers.page(await promotions_of_shop(slug, actor, limit, cursor, around))


@router.get("/products/{product_id}/promotions", responses={200: {"model": PromotionsShape}})
async def get_product_promotions(product_id: UUID, actor: Member, around: Around) -> Response:
    return await _of_product(product_id, actor, around)


@router.post(
    "/products/{product_id}/promotions",
    status_code=201,
    responses={201: {"model": PromotionsShape}},
)
async def post_promotion(
    product_id: UUID,
    form: PromotionForm,
    actor: Member,
    around: Around,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """A lower price for a time; reference and percentage are computed (§ 11 PAngV)."""
    await plan_promotion(product_id, form, actor, idempotency_key, around)
    return await _of_product(product_id, actor, around, status=201)


@router.patch("/promotions/{promotion_id}", responses={200: {"model": PromotionsShape}})
async def patch_promotion(
    promotion_id: UUID, form: PromotionChanges, actor: Member, around: Around
) -> Response:
    """Of a planned one everything may change, of a running one only its end."""
    product_id = await change_promotion(promotion_id, form, actor, around)
    return await _of_product(product_id, actor, around)


@router.post("/promotions/{promotion_id}/end", responses={200: {"model": PromotionsShape}})
async def post_end(promotion_id: UUID, actor: Member, around: Around) -> Response:
    """End it now; one that has not begun never happens."""
    product_id = await end_promotion(promotion_id, actor, around)
    return await _of_product(product_id, actor, around)


async def _of_product(
    product_id: UUID, actor: Actor, around: Surroundings, status: int = 200
) -> Response:
    items = await promotions_of_product(product_id, actor, around)
    return answers.plain({"items": items}, status)
