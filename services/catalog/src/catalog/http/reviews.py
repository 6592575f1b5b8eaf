"""The queue of goods that somebody of the market looks at before they go on sale."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from catalog.http import answers
from catalog.http.dependencies import Around, Cursor, Limit, Member
from catalog.http.gates_shapes import WaitingShape
from catalog.http.shapes import ListOf, ProductShape
from catalog.queries.editing import review_queue
from catalog.queries.product_page import read_product
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.review_product import (
    RefusalForm,
    approve_product,
    check_is_operator,
    refuse_product,
)

router = APIRouter(prefix="/api/v1", tags=["operations"])
_PRODUCT: dict[int | str, dict[str, Any]] = {200: {"model": ProductShape}}


@router.get("/reviews", responses={200: {"model": ListOf[WaitingShape]}})
async def get_reviews(
    actor: Member, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """What waits, oldest first; for operators."""
    check_is_operator(actor)
    return answers.page_of_bytes(await review_queue(around.db, limit, cursor))


@router.post("/products/{product_id}/approve", responses=_PRODUCT)
async def post_approve(
    product_id: UUID, request: Request, actor: Member, around: Around
) -> Response:
    """It goes on sale."""
    await approve_product(product_id, actor, around)
    return await _as_it_is_now(product_id, request, around)


@router.post("/products/{product_id}/refuse", responses=_PRODUCT)
async def post_refuse(
    product_id: UUID, form: RefusalForm, request: Request, actor: Member, around: Around
) -> Response:
    """It is a draft again; the shop reads the reason."""
    await refuse_product(product_id, form, actor, around)
    return await _as_it_is_now(product_id, request, around)


async def _as_it_is_now(product_id: UUID, request: Request, around: Surroundings) -> Response:
    page = await read_product(around.db, product_id)
    return answers.stored(request, page.answer, private=True)
