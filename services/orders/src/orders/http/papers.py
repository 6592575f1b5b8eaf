"""Invoices: for who bought, and for the operator."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from marketkit.service import CurrentPrincipal, SignedIn

from orders.files.paper_files import FileFormat
from orders.http.answers import answer
from orders.http.dependencies import Ctx, Cursor, Limit, Operator, Token
from orders.http.paper_answers import (
    FILES,
    file_answer,
    page_of,
    paper_document,
    position,
    waiting_document,
    wanted,
)
from orders.store import paper_lists, paper_wanted
from orders.store.paper_lists import PaperFilter
from orders.use_cases.read_papers import any_paper, paper_of_order, papers_of_order

router = APIRouter(prefix="/api/v1", tags=["invoices"])


@router.get("/orders/{order_id}/invoices")
async def invoices_of_order(
    order_id: UUID, context: Ctx, principal: CurrentPrincipal, token: Token = None
) -> Response:
    """Of every shop of the order, with what corrects them."""
    rows = await papers_of_order(context, order_id, principal.id, token)
    return answer({"items": [paper_document(row) for row in rows], "next": None})


@router.get("/orders/{order_id}/invoices/{invoice_id}", response_class=Response, responses=FILES)
async def invoice_of_order(
    order_id: UUID,
    invoice_id: UUID,
    context: Ctx,
    principal: CurrentPrincipal,
    format: FileFormat = FileFormat.PDF,  # noqa: A002 -- the parameter's name in the address
    token: Token = None,
) -> Response:
    """As PDF with the data inside (ZUGFeRD), or as XML."""
    paper = await paper_of_order(context, (order_id, invoice_id), principal.id, token)
    return await file_answer(context, paper, format)


@router.get("/my/invoices")
async def my_invoices(
    context: Ctx, principal: SignedIn, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    assert principal.id
    rows = await paper_lists.mine(context.database.pool, principal.id, position(cursor), limit + 1)
    return answer(page_of(list(rows), limit))


@router.get("/invoices")
async def all_invoices(
    context: Ctx,
    _: Operator,
    asked: Annotated[PaperFilter, Depends(wanted)],
    limit: Limit = 50,
) -> Response:
    """For the operator: of all shops, and its own to them."""
    rows = await paper_lists.listed(context.database.pool, None, asked, limit + 1)
    return answer(page_of(list(rows), limit))


@router.get("/invoices/waiting")
async def all_waiting(context: Ctx, _: Operator, limit: Limit = 50) -> Response:
    """For the operator: what shops cannot issue yet, the oldest first."""
    rows = await paper_wanted.open_papers(context.database.pool, None, limit)
    return answer({"items": [waiting_document(row) for row in rows], "next": None})


@router.get("/invoices/{invoice_id}", response_class=Response, responses=FILES)
async def any_invoice(
    invoice_id: UUID,
    context: Ctx,
    _: Operator,
    format: FileFormat = FileFormat.PDF,  # noqa: A002 -- the parameter's name in the address
) -> Response:
    return await file_answer(context, await any_paper(context, invoice_id), format)
