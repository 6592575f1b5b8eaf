"""The market's own invoices to shops: what is open of them, and what was paid."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.pickup.windows import day_of
from marketkit.service import SignedIn

from orders.domain.fee_payment import FeeState, Followed, follow
from orders.domain.shown import Document, money
from orders.http.answers import answer
from orders.http.bank_payment import PaidBody, not_ahead
from orders.http.dependencies import (
    Ctx,
    Cursor,
    IdempotencyKey,
    Limit,
    Operator,
    Slug,
    cursor_from,
    cursor_parts,
)
from orders.store import fee_payments
from orders.use_cases.context import Context
from orders.use_cases.follow_fees import Paid, followed, net_with_payouts, note_payment, take_back
from orders.use_cases.read_money import seen_shop

router = APIRouter(prefix="/api/v1", tags=["money"])
MOST_SHOWN = 36
"""Three years of a shop's months; older ones are among its invoices."""
_FEES = "/operations/money/fees"


@router.get("/shops/{slug}/fees")
async def get_fees(slug: Slug, context: Ctx, principal: SignedIn) -> Response:
    """The latest first, with what was paid, netted with payouts, or made up for by credits."""
    shop = await seen_shop(context, slug, principal)
    found = await followed(context, shop.id)
    shown = await _shown(context, found[::-1][:MOST_SHOWN])
    return answer({**_sums(found), "items": shown, "next": None})


@router.get(_FEES)
async def get_open(
    context: Ctx, _: Operator, *, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """For the operator: shops with something open, each with those invoices."""
    after, pool = cursor_parts(cursor, 1)[0] if cursor else None, context.database.pool
    shops = await fee_payments.with_open_fees(pool, after, limit + 1)
    page = {row["shop_id"]: row for row in shops[:limit]}
    today = day_of(context.clock.now())
    invoices = await fee_payments.of_shops(pool, list(page))
    items = []
    for shop_id, mine in groupby(invoices, key=lambda each: each.shop_id):
        found = follow(list(mine), today)
        open_ones = [_document(each, ()) for each in found if each.open]
        row = page[shop_id]
        said = {"slug": row["slug"], "name": row["name"], **_sums(found), "invoices": open_ones}
        items += [said] if open_ones else []
    items.sort(key=lambda each: str(each["slug"]))
    following = cursor_from(shops[limit - 1]["slug"]) if len(shops) > limit else None
    return answer({"items": items, "next": following})


@router.post(f"{_FEES}/{{invoice_id}}/payments", status_code=201)
async def post_payment(
    invoice_id: UUID, body: PaidBody, context: Ctx, principal: Operator, key: IdempotencyKey
) -> Response:
    """Say that it was paid, in part or whole. Twice with one key is once."""
    not_ahead(context, body.paid_on)
    paid = Paid(key, invoice_id, body.amount, body.reference, body.paid_on, principal.id)
    return answer({"id": await note_payment(context, paid)}, 201)


@router.post(f"{_FEES}/{{invoice_id}}/net", status_code=201)
async def post_net(
    invoice_id: UUID, context: Ctx, principal: Operator, key: IdempotencyKey
) -> Response:
    """Let the shop's next payouts make up for what is overdue of it."""
    return answer({"id": await net_with_payouts(context, key, invoice_id, principal.id)}, 201)


@router.post(f"{_FEES}/payments/{{payment_id}}/take-back")
async def post_take_back(payment_id: UUID, context: Ctx, principal: Operator) -> Response:
    """It was noted by mistake. Twice is once."""
    return answer({"id": await take_back(context, payment_id, principal.id)})


def _sums(found: Iterable[Followed]) -> Document:
    left = [(each.open, each.state) for each in found]
    return {
        "open": money(sum(cents for cents, _ in left)),
        "overdue": money(sum(cents for cents, state in left if state is FeeState.OVERDUE)),
    }


async def _shown(context: Context, found: Sequence[Followed]) -> list[Document]:
    rows = await fee_payments.payments(
        context.database.pool, [each.invoice.id for each in found]
    )  # fmt: skip
    return [
        _document(each, [row for row in rows if row["invoice_id"] == each.invoice.id])
        for each in found
    ]


def _document(each: Followed, payments: Sequence[Any]) -> Document:
    invoice = each.invoice
    return {
        "id": invoice.id,
        "number": invoice.number,
        "issued_on": invoice.issued_on,
        "due_on": invoice.due_on,
        "to_pay": money(invoice.to_pay),
        "paid": money(invoice.paid),
        "netted": money(invoice.netted),
        "credited": money(each.credited),
        "open": money(each.open),
        "state": each.state,
        "payments": [
            {
                "id": row["id"],
                "kind": row["kind"],
                "amount": money(row["amount"]),
                "paid_on": row["paid_on"],
                "reference": row["reference"],
                "taken_back": row["taken_back"],
            }
            for row in payments
        ],
    }
