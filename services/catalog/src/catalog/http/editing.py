"""Working on products: what is asked, copies, patterns for next season, many at once, ways back."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from catalog.http import answers
from catalog.http.dependencies import (
    Around,
    Cursor,
    IdempotencyKey,
    Limit,
    Member,
    SearchText,
    Slug,
)
from catalog.http.gates_shapes import (
    BulkShape,
    DefaultsShape,
    EditingShape,
    StatementsShape,
    UndoneShape,
)
from catalog.http.shapes import ListOf, ProductShape
from catalog.queries import editing, product_defaults
from catalog.queries.product_page import read_product
from catalog.store.answers import money
from catalog.use_cases.bulk_edit import BulkResult, Outcome, bulk_edit
from catalog.use_cases.bulk_form import BulkForm
from catalog.use_cases.copy_product import AgainForm, duplicate_product, offer_again
from catalog.use_cases.undo import undo

router = APIRouter(prefix="/api/v1", tags=["products"])
Category = Annotated[str, Query(max_length=60)]
Language = Literal["de", "en"]


@router.get("/statements", responses={200: {"model": StatementsShape}})
async def get_statements(category: Category, around: Around, lang: Language = "de") -> Response:
    """What products of a category must and may state, and what follows from their kind."""
    return answers.plain(product_defaults.statements_for(category, around.region, lang))


@router.get("/shops/{slug}/product-defaults", responses={200: {"model": DefaultsShape}})
async def get_defaults(
    slug: Slug,
    category: Category,
    actor: Member,
    around: Around,
    title: SearchText = None,
    lang: Language = "de",
) -> Response:
    """The same, with what this shop would say again: its address, its last such product."""
    return answers.plain(
        await product_defaults.product_defaults(slug, category, title or "", actor, around, lang)
    )


@router.get("/products/{product_id}/editing", responses={200: {"model": EditingShape}})
async def get_editing(product_id: UUID, actor: Member, around: Around) -> Response:
    """What the shop's people see beyond what everyone sees."""
    return answers.plain(await editing.read_editing(product_id, actor, around))


@router.get("/shops/{slug}/templates", responses={200: {"model": ListOf[ProductShape]}})
async def get_templates(
    slug: Slug, actor: Member, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """Products kept as patterns, to be offered again next season."""
    page = await editing.templates(slug, actor, around, limit, cursor)
    return answers.page_of_bytes(page)


@router.post(
    "/products/{product_id}/duplicate", status_code=201, responses={201: {"model": ProductShape}}
)
async def post_duplicate(
    product_id: UUID, actor: Member, around: Around, idempotency_key: IdempotencyKey = None
) -> Response:
    """A draft like it, without pictures and stock."""
    copied = await duplicate_product(product_id, actor, idempotency_key, around)
    page = await read_product(around.db, copied)
    return answers.created(page.answer, f"/api/v1/products/{copied}")


@router.post("/products/{product_id}/offer-again", responses={200: {"model": ProductShape}})
async def post_offer_again(
    product_id: UUID, form: AgainForm, request: Request, actor: Member, around: Around
) -> Response:
    """On sale as it was, at the prices that are said now."""
    await offer_again(product_id, form, actor, around)
    page = await read_product(around.db, product_id)
    return answers.stored(request, page.answer, private=True)


@router.post("/shops/{slug}/products/bulk", responses={200: {"model": BulkShape}})
async def post_bulk(slug: Slug, form: BulkForm, actor: Member, around: Around) -> Response:
    """One change for up to 500 products: all or none. `preview` only says what would happen."""
    return answers.plain(_bulk(await bulk_edit(slug, form, actor, around)))


@router.post("/undo/{undo_id}", responses={200: {"model": UndoneShape}})
async def post_undo(undo_id: UUID, actor: Member, around: Around) -> Response:
    """Take a change back, for ten minutes, while nobody has built on it."""
    return answers.plain({"product_ids": await undo(undo_id, actor, around)})


def _bulk(result: BulkResult) -> dict[str, Any]:
    return {
        "items": [_outcome(one) for one in result.outcomes],
        "changed": sum(one.is_change for one in result.outcomes),
        "undo": result.undo_id,
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    return {
        "id": one.before.id,
        "title": one.before.title,
        "version": one.before.version,
        "before": _side(one, "before"),
        "after": _side(one, "after"),
        "changes": one.is_change,
        "problem": one.problem,
    }


def _side(one: Outcome, name: Literal["before", "after"]) -> dict[str, Any]:
    product = getattr(one, name)
    return {
        "prices": [money(variant.price) for variant in product.variants],
        "category": product.category,
        "labels": product.labels,
        "status": product.status,
    }
