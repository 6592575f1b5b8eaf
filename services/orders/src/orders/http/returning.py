"""Withdrawals being carried out: paid back, goods taken back, late ones, those without an order."""

from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.service import SignedIn
from pydantic import Field

from orders.domain.shown import money
from orders.domain.withdrawal import PAY_BACK_WITHIN, pay_back_by
from orders.http.answers import answer, local
from orders.http.bodies import Body, Position, ReceiptNumber, Text
from orders.http.dependencies import (
    Ctx,
    Cursor,
    Limit,
    Operator,
    page_of,
    pair_from,
)
from orders.store import withdrawal_money
from orders.use_cases.match_withdrawal import match_withdrawal
from orders.use_cases.settle_withdrawal import paid_back, take_back_goods

router = APIRouter(prefix="/api/v1", tags=["shop orders", "withdrawals"])


class ReceiptBody(Body):
    receipt_no: ReceiptNumber = None


class ReturnedBody(Body):
    positions: list[Position] = Field(min_length=1, max_length=200)
    restock: bool
    """Whether it can be sold again."""


class MatchBody(Body):
    order_number: Text = Field(min_length=3, max_length=60)


@router.get("/withdrawals/overdue")
async def overdue(context: Ctx, _: Operator, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """For the operator: fourteen days are over, and a shop has neither paid back nor refused."""
    before = context.clock.now() - PAY_BACK_WITHIN
    rows = await withdrawal_money.overdue(
        context.database.pool, before, pair_from(cursor), limit + 1
    )
    page, following = page_of(rows, limit, "withdrawal_id", "shop_order_id")
    items = [
        {
            "withdrawal_id": row["withdrawal_id"],
            "shop_order_id": row["shop_order_id"],
            "number": row["number"],
            "name": row["name"],
            "order_number": row["order_number"],
            "state": row["state"],
            "worth": money(row["worth"]),
            "declared_at": local(row["declared_at"]),
            "pay_back_by": local(pay_back_by(row["declared_at"])),
            "shop": {
                "name": row["shop"],
                "slug": row["slug"],
                "phone": row["phone"],
                "email": row["email"],
            },
        }
        for row in page
    ]
    return answer({"items": items, "next": following})


@router.post("/withdrawals/{withdrawal_id}/match", status_code=204)
async def match(withdrawal_id: UUID, body: MatchBody, context: Ctx, _: Operator) -> Response:
    """The operator has found out which order is meant."""
    await match_withdrawal(context, withdrawal_id, body.order_number)
    return Response(status_code=204)


@router.post("/withdrawals/{withdrawal_id}/parts/{shop_order_id}/paid-back", status_code=204)
async def withdrawal_paid_back(
    withdrawal_id: UUID, shop_order_id: UUID, body: ReceiptBody, context: Ctx, principal: SignedIn
) -> Response:
    """What was paid in the shop is paid back there."""
    assert principal.id
    await paid_back(context, withdrawal_id, shop_order_id, principal.id, body.receipt_no)
    return Response(status_code=204)


@router.post("/withdrawals/{withdrawal_id}/parts/{shop_order_id}/returned", status_code=204)
async def returned(
    withdrawal_id: UUID, shop_order_id: UUID, body: ReturnedBody, context: Ctx, principal: SignedIn
) -> Response:
    """Goods are in the shop again; each line once."""
    assert principal.id
    positions = set(body.positions)
    await take_back_goods(
        context, withdrawal_id, shop_order_id, principal.id, positions, restock=body.restock
    )
    return Response(status_code=204)
