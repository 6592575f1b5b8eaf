"""The market's books for its operator: shops' balances, failures, payouts by hand."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from orders import queries_money
from orders.domain.accounts import Account, balance
from orders.domain.errors import ShopNotFoundError
from orders.domain.money_errors import TransferNotFoundError
from orders.domain.shown import Document, money
from orders.http.answers import answer, local
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
    uuid_from,
)
from orders.store import access, open_shares, shares, transfers
from orders.store.payouts import Manual
from orders.use_cases.context import Context
from orders.use_cases.pay_by_hand import pay_by_hand, pieces

router = APIRouter(prefix="/api/v1/operations/money", tags=["operations"])
MOST_SHOWN = 100
AGAIN = "Noch einmal versuchen."


@router.get("")
async def get_overview(
    context: Ctx, _: Operator, *, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """All accounts of the market, and each shop with what it is owed and owes."""
    pool = context.database.pool
    after = cursor_parts(cursor, 1)[0] if cursor else None
    rows = await queries_money.shops(pool, after, limit + 1)
    following = rows[limit - 1]["slug"] if len(rows) > limit else None
    posted = await queries_money.totals(pool)
    document = {
        "accounts": {each.value: money(balance(each, posted.get(each, 0))) for each in Account},
        "items": [_shop(row) for row in rows[:limit]],
        "next": cursor_from(following) if following else None,
    }
    return answer(document)


@router.get("/failures")
async def get_failures(
    context: Ctx, _: Operator, *, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Transfers that the provider refused for good: somebody must look."""
    before = uuid_from(cursor_parts(cursor, 1)[0]) if cursor else None
    rows = await queries_money.failed_transfers(context.database.pool, before, limit + 1)
    following = str(rows[limit - 1]["id"]) if len(rows) > limit else None
    document = {
        "items": [_failure(row) for row in rows[:limit]],
        "next": cursor_from(following) if following else None,
    }
    return answer(document)


@router.post("/transfers/{transfer_id}/retry", status_code=204, response_class=Response)
async def post_retry(transfer_id: UUID, context: Ctx, _: Operator) -> Response:
    """A new attempt by the present state of things. Twice is once."""
    async with context.database.transaction() as tx:
        share = await transfers.give_up(tx, transfer_id, AGAIN)
        if share is not None:
            await shares.look_again(tx, share)
        elif not await transfers.exists(tx, transfer_id):
            raise TransferNotFoundError
    return Response(status_code=204)


@router.get("/shops/{slug}/open")
async def get_open(slug: Slug, context: Ctx, _: Operator) -> Response:
    """What waits for a shop, and of which orders it is made; `amount` is what to pay by hand."""
    shop_id, pool = await _shop_id(context, slug), context.database.pool
    async with context.database.transaction() as tx:
        due = pieces(await open_shares.owed(tx, shop_id), await shares.debt(tx, shop_id))
    rows = await open_shares.listed(pool, shop_id, MOST_SHOWN)
    document = {
        "amount": money(sum(piece.paid for piece in due)),
        "netted": money(sum(piece.netted for piece in due)),
        "count": len(due),
        "items": [
            {
                "number": row["number"],
                "owed": money(row["owed"]),
                "since": local(row["created_at"]),
            }
            for row in rows
        ],
    }
    return answer(document)


@router.post("/shops/{slug}/payouts", status_code=201)
async def post_payout(
    slug: Slug, body: PaidBody, context: Ctx, principal: Operator, key: IdempotencyKey
) -> Response:
    """Say that the open amount was paid from the operator's bank; the books follow."""
    not_ahead(context, body.paid_on)
    shop_id = await _shop_id(context, slug)
    paid = Manual(key, shop_id, body.amount, body.reference, body.paid_on, principal.id)
    return answer({"id": await pay_by_hand(context, paid)}, 201)


async def _shop_id(context: Context, slug: str) -> UUID:
    found = await access.shop_named(context.database.pool, slug)
    if found is None:
        raise ShopNotFoundError
    return found


def _shop(row: Any) -> Document:
    return {
        "slug": row["slug"],
        "name": row["name"],
        "account": row["account"],
        "owed": money(row["owed"]),
        "debt": money(row["debt"]),
        "fees_due": money(row["fees_due"]),
        "waiting": row["waiting"],
    }


def _failure(row: Any) -> Document:
    return {
        "id": row["id"],
        "amount": money(row["amount"]),
        "error": row["error"],
        "number": row["number"],
        "shop": {"slug": row["slug"], "name": row["name"]},
        "at": local(row["created_at"]),
    }
