"""Stock: what is on the shelf, what of it is promised."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from marketkit.service import SignedIn

from orders.http.answers import answer, stock_document
from orders.http.bodies import StockBody
from orders.http.dependencies import Ctx, Cursor, Limit, Slug, cursor_from, cursor_parts, uuid_from
from orders.store import stock
from orders.use_cases.count_stock import count_stock
from orders.use_cases.read_counter import shop_of_staff

router = APIRouter(prefix="/api/v1", tags=["stock"])


@router.get("/shops/{slug}/stock")
async def shop_stock(
    slug: Slug,
    context: Ctx,
    principal: SignedIn,
    limit: Limit = 50,
    cursor: Cursor = None,
    variant_ids: Annotated[str | None, Query(max_length=200 * 37)] = None,
) -> Response:
    """All of it page by page, or of the variants named, parted by commas, in one answer."""
    assert principal.id
    shop_id = await shop_of_staff(context, slug, principal.id, "stock")
    if variant_ids is not None:
        wanted = [uuid_from(part) for part in variant_ids.split(",") if part]
        named = await stock.of_variants(context.database.pool, shop_id, wanted)
        return answer({"items": [stock_document(item) for item in named], "next": None})
    after = uuid_from(cursor_parts(cursor, 1)[0]) if cursor else None
    found = await stock.of_shop(context.database.pool, shop_id, after, limit + 1)
    page = found[:limit]
    following = cursor_from(str(page[-1].variant_id)) if len(found) > limit else None
    return answer({"items": [stock_document(item) for item in page], "next": following})


@router.put("/stock/{variant_id}")
async def put_stock(
    variant_id: UUID, body: StockBody, context: Ctx, principal: SignedIn
) -> Response:
    assert principal.id
    counted = await count_stock(context, variant_id, principal.id, body.on_hand)
    return answer(stock_document(counted))
