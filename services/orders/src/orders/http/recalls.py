"""Whom a recall concerns, who knows already, and who has to be called."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from marketkit.service import SignedIn
from pydantic import BaseModel, ConfigDict

from orders.domain.shown import Document
from orders.http.answers import answer, local
from orders.http.bodies import Text
from orders.http.dependencies import Ctx, Cursor, Limit, cursor_from, cursor_parts, uuid_from
from orders.store.recalls import Goods
from orders.use_cases.read_recall import affected, mark_called, orders_of_recall

router = APIRouter(prefix="/api/v1/recalls", tags=["recalls"])

State = Literal["mailed", "to_call", "called"]


class CalledBody(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    called: bool


@router.get("/affected")
async def get_affected(  # noqa: PLR0913 -- one parameter per filter
    context: Ctx,
    principal: SignedIn,
    product_id: Annotated[list[UUID], Query(min_length=1, max_length=50)],
    *,
    variant_id: UUID | None = None,
    sold_from: Annotated[date | None, Query(alias="from")] = None,
    sold_to: Annotated[date | None, Query(alias="to")] = None,
    batch: Annotated[Text, Query(max_length=60)] = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """What a recall of these goods would reach: counts and order numbers, nobody's name."""
    goods = Goods(product_id, variant_id, sold_from, sold_to, batch.strip())
    counts, rows = await affected(context, goods, principal, _after(cursor), limit + 1)
    page = rows[:limit]
    following = str(page[-1]["shop_order_id"]) if len(rows) > limit else None
    document = {
        **counts,
        "numbers": [row["number"] for row in page],
        "next": cursor_from(following) if following else None,
    }
    return answer(document)


@router.get("/{recall_id}/orders")
async def get_orders(
    recall_id: UUID,
    context: Ctx,
    principal: SignedIn,
    *,
    state: State | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """By order; whom to call stands there with name and number, all others without."""
    counts, rows = await orders_of_recall(
        context, recall_id, principal, state, _after(cursor), limit + 1
    )
    page = rows[:limit]
    following = str(page[-1]["shop_order_id"]) if len(rows) > limit else None
    document = {
        "counts": counts,
        "items": [_item(row) for row in page],
        "next": cursor_from(following) if following else None,
    }
    return answer(document)


@router.patch("/{recall_id}/orders/{shop_order_id}", status_code=204, response_class=Response)
async def patch_order(
    recall_id: UUID, shop_order_id: UUID, body: CalledBody, context: Ctx, principal: SignedIn
) -> Response:
    """The buyer has been called; the first call counts."""
    await mark_called(context, recall_id, shop_order_id, principal, called=body.called)
    return Response(status_code=204)


def _item(row: Any) -> Document:
    to_call = row["state"] != "mailed"
    return {
        "shop_order_id": row["shop_order_id"],
        "number": row["number"],
        "shop": {"id": row["shop_id"], "slug": row["shop_slug"], "name": row["shop_name"]},
        "status": row["status"],
        "quantity": row["quantity"],
        "state": row["state"],
        "contact": {"name": row["contact_name"], "phone": row["contact_phone"]}
        if to_call
        else None,
        "mailed_at": local(row["mailed_at"]) if row["mailed_at"] else None,
        "called_at": local(row["called_at"]) if row["called_at"] else None,
        "called_by": row["called_by_name"],
    }


def _after(cursor: str | None) -> UUID | None:
    return uuid_from(cursor_parts(cursor, 1)[0]) if cursor else None
