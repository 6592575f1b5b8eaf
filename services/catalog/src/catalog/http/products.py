"""Products: read by everyone from stored bytes, written by the shop's people and advisors."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from catalog.domain.product import ProductStatus
from catalog.http import answers
from catalog.http.dependencies import (
    Around,
    Caller,
    Cursor,
    ExpectedVersion,
    IdempotencyKey,
    Limit,
    Member,
    SearchText,
    Slug,
    caller_of,
)
from catalog.http.shapes import ListOf, PriceHistoryShape, ProductShape
from catalog.queries.price_history import price_history
from catalog.queries.product_list import ProductFilter, list_products
from catalog.queries.product_page import check_may_see, read_product
from catalog.use_cases.change_product import change_product
from catalog.use_cases.create_product import create_product
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.product_form import ProductChanges, ProductForm
from catalog.use_cases.publish_product import publish_product
from catalog.use_cases.withdraw_product import withdraw_product

router = APIRouter(prefix="/api/v1", tags=["products"])
_PRODUCT: dict[int | str, dict[str, Any]] = {200: {"model": ProductShape}}


@router.get("/products/{product_id}", responses=_PRODUCT)
async def get_product(product_id: UUID, request: Request, around: Around) -> Response:
    """One product with its shop. A draft is 404 to strangers, a withdrawn one 410."""
    page = await read_product(around.db, product_id)
    if not page.is_public:
        # Only here is it worth asking who wants to know.
        await check_may_see(around.db, page, await caller_of(request), around.clock.now())
    return answers.stored(request, page.answer, private=not page.is_public)


async def _filter(
    status: ProductStatus | None = None,
    q: SearchText = None,
    sort: Annotated[Literal["title", "updated"], Query()] = "title",
    limit: Limit = 24,
    cursor: Cursor = None,
) -> ProductFilter:
    return ProductFilter(status, q, sort, limit, cursor)


@router.get("/shops/{slug}/products", responses={200: {"model": ListOf[ProductShape]}})
async def get_products(
    slug: Slug, actor: Caller, around: Around, wanted: Annotated[ProductFilter, Depends(_filter)]
) -> Response:
    """The public sees what is on sale; the shop's people see drafts and withdrawn ones too."""
    now = around.clock.now()
    return answers.page_of_bytes(await list_products(around.db, slug, wanted, actor, now))


@router.post("/shops/{slug}/products", status_code=201, responses={201: {"model": ProductShape}})
async def post_product(
    slug: Slug,
    form: ProductForm,
    actor: Member,
    around: Around,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Write a product down; it is a draft until it is published."""
    product_id = await create_product(slug, form, actor, idempotency_key, around)
    page = await read_product(around.db, product_id)
    return answers.created(page.answer, f"/api/v1/products/{product_id}")


@router.patch("/products/{product_id}", responses=_PRODUCT)
async def patch_product(
    product_id: UUID,
    form: ProductChanges,
    request: Request,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """Change what is sent, variants by id; with If-Match only if nobody else did meanwhile."""
    await change_product(product_id, form, actor, expected, around)
    return await _as_it_is_now(product_id, request, around)


@router.post("/products/{product_id}/publish", responses=_PRODUCT)
async def post_publish(
    product_id: UUID, request: Request, actor: Member, around: Around
) -> Response:
    """Put it on sale; 422 names what the law still wants said."""
    await publish_product(product_id, actor, around)
    return await _as_it_is_now(product_id, request, around)


@router.post("/products/{product_id}/withdraw", responses=_PRODUCT)
async def post_withdraw(
    product_id: UUID, request: Request, actor: Member, around: Around
) -> Response:
    """Take it off sale."""
    await withdraw_product(product_id, actor, around)
    return await _as_it_is_now(product_id, request, around)


@router.get("/products/{product_id}/price-history", responses={200: {"model": PriceHistoryShape}})
async def get_price_history(product_id: UUID, actor: Caller, around: Around) -> Response:
    """What each variant cost when, and its lowest price of the last thirty days."""
    variants = await price_history(around.db, product_id, actor, around.clock.now())
    return answers.plain({"variants": variants})


async def _as_it_is_now(product_id: UUID, request: Request, around: Surroundings) -> Response:
    page = await read_product(around.db, product_id)
    return answers.stored(request, page.answer, private=True)
