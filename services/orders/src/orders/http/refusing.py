"""Refusing a withdrawal, and what the operator sees of it."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.service import SignedIn

from orders.domain.refusing import Ground
from orders.domain.shown import money
from orders.http.answers import answer, local
from orders.http.bodies import Body, Optional, Reason
from orders.http.dependencies import (
    Ctx,
    Cursor,
    Limit,
    Operator,
    page_of,
    pair_from,
)
from orders.store import withdrawals
from orders.use_cases.refuse_withdrawal import Refusal, refuse_withdrawal

router = APIRouter(prefix="/api/v1", tags=["withdrawals"])
_LOOKED_BACK: Final = timedelta(days=365)


class RefusalBody(Body):
    ground: Ground
    reason: Annotated[Reason | None, Optional] = None
    """What the shop adds in its own words."""


@router.post("/withdrawals/{withdrawal_id}/parts/{shop_order_id}/reject", status_code=204)
async def reject(
    withdrawal_id: UUID, shop_order_id: UUID, body: RefusalBody, context: Ctx, principal: SignedIn
) -> Response:
    """On a ground that holds for what was ordered, or by the operator."""
    assert principal.id
    refusal = Refusal(
        body.ground, principal.id, body.reason or "", by_operator=principal.has("operator")
    )
    await refuse_withdrawal(context, withdrawal_id, shop_order_id, refusal)
    return Response(status_code=204)


@router.get("/withdrawals/rejected")
async def get_rejected(
    context: Ctx, _: Operator, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """For the operator: what shops have refused of the last year's, the latest first."""
    since = context.clock.now() - _LOOKED_BACK
    rows = await withdrawals.rejected(context.database.pool, since, pair_from(cursor), limit + 1)
    page, following = page_of(rows, limit, "withdrawal_id", "shop_order_id")
    items = [
        {
            "withdrawal_id": row["withdrawal_id"],
            "shop_order_id": row["shop_order_id"],
            "number": row["number"],
            "withdrawal_number": row["withdrawal_number"],
            "shop": {name: row["shop"].get(name) for name in ("id", "slug", "name")},
            "name": row["name"],
            "worth": money(row["worth"]),
            "reason": row["reason"],
            "declared_at": local(row["declared_at"]),
            "decided_at": local(row["decided_at"]),
        }
        for row in page
    ]
    return answer({"items": items, "next": following})
