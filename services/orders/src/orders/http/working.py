"""Working off orders beyond the plain verbs: less, something else, goodwill, money paid back."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from marketkit.service import CurrentPrincipal, SignedIn
from pydantic import Field

from orders.domain.shown import Document, money
from orders.http.answers import answer, counter_document, local, order_document
from orders.http.bodies import Body, Position, Reason, ReceiptNumber, Text
from orders.http.dependencies import (
    Ctx,
    Cursor,
    IdempotencyKey,
    Limit,
    OfTheMarket,
    Operator,
    Token,
    cursor_from,
    cursor_parts,
    moment_from,
    uuid_from,
)
from orders.store import answer_watch
from orders.store import goodwill as goodwill_store
from orders.use_cases.answer_substitute import answer_substitute
from orders.use_cases.context import Context
from orders.use_cases.give_goodwill import Gift, give_goodwill
from orders.use_cases.pay_back_at_counter import PaidBack, pay_back_at_counter
from orders.use_cases.propose_substitute import Proposal, propose_substitute
from orders.use_cases.read_counter import read_shop_order
from orders.use_cases.read_order import check_buyer, read_order
from orders.use_cases.reduce_lines import Missing, reduce_lines

router = APIRouter(prefix="/api/v1", tags=["shop orders"])
Pieces = Annotated[int, Field(ge=1, le=10_000)]
Cents = Annotated[int, Field(ge=1, le=100_000_000)]


class MissingBody(Body):
    position: Position
    quantity: Pieces
    """Pieces of the line that are missing in all, so that sending it twice is sending it once."""


class ReduceBody(Body):
    lines: list[MissingBody] = Field(min_length=1, max_length=200)
    reason: Reason
    gone: bool = False
    """Not on the shelf either: taken off the stock instead of going back on sale."""


class SubstituteBody(Body):
    position: Position
    variant_id: UUID
    quantity: Pieces
    pieces: Pieces | None = None
    """How many of the line are replaced; as many as `quantity` when left out."""


class AnswerBody(Body):
    agree: bool


class GoodwillBody(Body):
    amount: Cents
    reason: Reason


class PaidBackBody(Body):
    amount: Cents
    reason: Reason
    receipt_no: ReceiptNumber = None


@router.post("/shop-orders/{shop_order_id}/reduce")
async def reduce(
    shop_order_id: UUID, body: ReduceBody, context: Ctx, principal: SignedIn
) -> Response:
    """A part of it cannot be delivered. A new order is accepted with the rest; when nothing is
    left it is declined.
    """
    assert principal.id
    pieces = {line.position: line.quantity for line in body.lines}
    missing = Missing(pieces, body.reason, gone=body.gone)
    await reduce_lines(context, shop_order_id, principal.id, missing)
    return await _counter(context, shop_order_id, principal.id)


@router.post("/shop-orders/{shop_order_id}/substitute")
async def substitute(
    shop_order_id: UUID, body: SubstituteBody, context: Ctx, principal: SignedIn
) -> Response:
    """Something of the shop's own instead, never dearer; taken at once, or asked for."""
    assert principal.id
    pieces = body.pieces or body.quantity
    proposal = Proposal(body.position, pieces, body.variant_id, body.quantity)
    await propose_substitute(context, shop_order_id, principal.id, proposal)
    return await _counter(context, shop_order_id, principal.id)


@router.post("/orders/{order_id}/substitutes/{substitute_id}")
async def answer_to_substitute(
    order_id: UUID,
    substitute_id: UUID,
    body: AnswerBody,
    context: Ctx,
    principal: CurrentPrincipal,
    token: Token = None,
) -> Response:
    """The buyer's answer; without one in time it is taken for a no."""
    await check_buyer(context, order_id, principal.id, token)
    await answer_substitute(context, order_id, substitute_id, agrees=body.agree)
    return answer(order_document(await read_order(context, order_id, principal.id, token)))


@router.post("/shop-orders/{shop_order_id}/goodwill", status_code=204)
async def goodwill(
    shop_order_id: UUID,
    body: GoodwillBody,
    key: IdempotencyKey,
    context: Ctx,
    principal: Operator,
) -> Response:
    """By the operator, out of the market's own pocket; the shop pays nothing."""
    assert principal.id
    gift = Gift(body.amount, body.reason, f"{principal.id}:{key}", principal.id)
    await give_goodwill(context, shop_order_id, gift)
    return Response(status_code=204)


@router.get("/goodwill")
async def goodwill_for(
    context: Ctx, _: Operator, number: Annotated[Text, Query(min_length=3, max_length=60)]
) -> Response:
    """What the operator may give for an order, shop by shop; without goods and without buyer."""
    rows = await goodwill_store.look_up(context.database.pool, number)
    return answer({"items": [_giving(row, context.goodwill_limit) for row in rows], "next": None})


def _giving(row: Any, limit: int) -> Document:
    given, flowed = int(row["given"]), int(row["flowed_back"])
    may = row["money_came"] and row["opened"]
    may = may and row["status"] not in {"declined", "cancelled"}
    most = min(limit - given, row["total"] - flowed, int(row["due"])) if may else 0
    return {
        "id": row["id"],
        "number": row["number"],
        "shop": {"name": row["shop"]},
        "status": row["status"],
        "payment": row["payment_method"],
        "total": money(row["total"]),
        "due": money(int(row["due"])),
        "refunded": money(flowed),
        "given": money(given),
        "most": money(max(0, most)),
    }


@router.post("/shop-orders/{shop_order_id}/paid-back")
async def paid_back_at_counter(
    shop_order_id: UUID,
    body: PaidBackBody,
    key: IdempotencyKey,
    context: Ctx,
    principal: SignedIn,
) -> Response:
    """The shop has given money back from its till for what was paid there."""
    assert principal.id
    paid = PaidBack(body.amount, body.reason, f"{principal.id}:{key}", body.receipt_no)
    await pay_back_at_counter(context, shop_order_id, principal.id, paid)
    return await _counter(context, shop_order_id, principal.id)


@router.get("/silent-orders")
async def silent_orders(
    context: Ctx, principal: OfTheMarket, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """What shops have not answered after two reminders: all for the operator, for advisors those
    of the shops they look after.
    """
    parts = cursor_parts(cursor, 2) if cursor else None
    after = (moment_from(parts[0]), uuid_from(parts[1])) if parts else None
    advisor = None if principal.has("operator") else principal.id
    now, pool = context.clock.now(), context.database.pool
    rows = await answer_watch.silent(pool, advisor, now, after, limit + 1)
    page = rows[:limit]
    last = page[-1] if len(rows) > limit else None
    items = [
        {
            "id": row["id"],
            "number": row["number"],
            "order_id": row["order_id"],
            "shop": {"name": row["shop"], "slug": row["slug"], "phone": row["phone"]},
            "opened_at": local(row["opened_at"]),
            "slot_start": local(row["slot_start"]),
            "decline_at": local(row["decline_at"]),
            "total": money(row["total"]),
            "payment": row["payment_method"],
        }
        for row in page
    ]
    following = cursor_from(last["decline_at"].isoformat(), str(last["id"])) if last else None
    return answer({"items": items, "next": following})


async def _counter(context: Context, shop_order_id: UUID, account_id: UUID) -> Response:
    return answer(counter_document(await read_shop_order(context, shop_order_id, account_id)))
