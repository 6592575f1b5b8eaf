"""Contracts to read, to print and to keep."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.service import CurrentPrincipal

from orders.files import contract
from orders.http.answers import answer
from orders.http.dependencies import Ctx, Token
from orders.use_cases.read_contract import read_contracts

router = APIRouter(prefix="/api/v1/orders", tags=["orders"])
_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}


@router.get("/{order_id}/contracts")
async def list_contracts(
    order_id: UUID, context: Ctx, principal: CurrentPrincipal, token: Token = None
) -> Response:
    """One for each shop, word by word as it was made; later changes change nothing of it."""
    found = await read_contracts(context, order_id, principal.id, token)
    parts = found.order.shop_orders
    items = [contract.contract_document(found.order, part, found.texts) for part in parts]
    return answer({"items": items, "next": None})


@router.get("/{order_id}/contracts/{shop_order_id}", response_class=Response, responses=_PDF)
async def get_contract(
    order_id: UUID,
    shop_order_id: UUID,
    context: Ctx,
    principal: CurrentPrincipal,
    token: Token = None,
) -> Response:
    """The same as accessible PDF (PDF/UA-1), the same bytes each time."""
    found = await read_contracts(context, order_id, principal.id, token)
    part = found.part(shop_order_id)
    made = await contract.as_pdf(found.order, part, found.texts)
    headers = {
        "content-disposition": f'attachment; filename="{contract.file_name(part)}"',
        "cache-control": "private, no-store",
    }
    return Response(made, headers=headers, media_type="application/pdf")
