"""Withdrawing from a contract, without signing in (§ 356a BGB), and what the shop makes of it."""

import hmac
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.service import CurrentPrincipal, SignedIn
from pydantic import Field

from orders.domain.codes import declaration_token, token_hash, withdrawal_token
from orders.domain.errors import ShopNotFoundError, WithdrawalNotFoundError
from orders.domain.refusing import grounds, words
from orders.domain.shown import Document, money
from orders.domain.withdrawal import Declaration, may_be_declared_until, pay_back_by
from orders.http.answers import answer, local
from orders.http.bodies import EMAIL, Body, Optional, Position, Reason, Text
from orders.http.dependencies import (
    Ctx,
    Cursor,
    IdempotencyKey,
    Limit,
    Operator,
    Slug,
    Token,
    cursor_from,
    cursor_parts,
    page_of,
    pair_from,
    uuid_from,
)
from orders.store import access, withdrawal_money, withdrawals
from orders.store.withdrawal_money import Claim
from orders.use_cases.context import Context
from orders.use_cases.decide_withdrawal import Said, accept_withdrawal
from orders.use_cases.declare_withdrawal import Asked, declare_withdrawal
from orders.use_cases.refuse_withdrawal import facts_of

router = APIRouter(prefix="/api/v1", tags=["withdrawals"])


class PartBody(Body):
    shop_order_id: UUID
    positions: list[Position] | None = Field(None, max_length=200)
    """Which lines, by their place in the list from 1 on; all when left out."""


class WithdrawalBody(Body):
    name: Text = Field(min_length=2, max_length=120)
    contract: Text = Field(default="", max_length=200)
    """The number of the order, or other words by which the contract can be told."""
    receipt_to: Text = Field(max_length=254, pattern=EMAIL)
    """Where the receipt goes."""
    statement: Text = Field(default="", max_length=2000)
    ordered_on: Annotated[date | None, Optional] = None
    language: Literal["de", "en"] = "de"
    order_id: UUID | None = None
    parts: list[PartBody] = Field(default_factory=list, max_length=100)

    def declaration(self) -> Declaration:
        return Declaration(
            name=self.name,
            contract=self.contract,
            receipt_to=self.receipt_to,
            statement=self.statement,
            ordered_on=self.ordered_on,
            language=self.language,
            parts={
                part.shop_order_id: None if part.positions is None else frozenset(part.positions)
                for part in self.parts
            },
        )


class AcceptBody(Body):
    amount: int | None = Field(default=None, ge=0, le=100_000_000)
    """In cents; everything these lines cost, with their share of the delivery, when left out."""
    reason: Annotated[Reason | None, Optional] = None
    """For what something is deducted (§ 357a BGB); the buyer is told."""


@router.post("/withdrawals", status_code=201)
async def declare(
    body: WithdrawalBody,
    key: IdempotencyKey,
    context: Ctx,
    principal: CurrentPrincipal,
    token: Token = None,
) -> Response:
    """Stands from this moment. `order_id` needs the right to see that order.

    Without it the answer shows what was said and nothing of an order; the letter's link does.
    """
    asked = Asked(body.declaration(), key, body.order_id, principal.id, token)
    withdrawal_id = await declare_withdrawal(context, asked)
    may_see = body.order_id is not None
    key_of = withdrawal_token if may_see else declaration_token
    receipt = await _receipt(context, withdrawal_id, may_see=may_see)
    return answer(receipt | {"token": key_of(context.guest_token_secret, withdrawal_id)}, 201)


@router.get("/withdrawals/unmatched")
async def get_unmatched(
    context: Ctx, _: Operator, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """For the operator: declarations that no order could be found for."""
    before = uuid_from(cursor_parts(cursor, 1)[0]) if cursor else None
    rows = await withdrawals.unmatched(context.database.pool, before, limit + 1)
    page = rows[:limit]
    following = cursor_from(str(page[-1]["id"])) if len(rows) > limit else None
    items = [dict(row) | {"declared_at": local(row["declared_at"])} for row in page]
    return answer({"items": items, "next": following})


@router.get("/withdrawals/{withdrawal_id}")
async def get_receipt(withdrawal_id: UUID, context: Ctx, token: Token = None) -> Response:
    """The receipt again, for whoever has its key; with the goods for who has the letter's."""
    row = await withdrawals.head(context.database.pool, withdrawal_id)
    if row is None or not token:
        raise WithdrawalNotFoundError
    said = declaration_token(context.guest_token_secret, withdrawal_id)
    may_see = hmac.compare_digest(row["token_hash"], token_hash(token))
    if not may_see and not hmac.compare_digest(token_hash(said), token_hash(token)):
        raise WithdrawalNotFoundError
    return answer(await _receipt(context, withdrawal_id, may_see=may_see))


@router.get("/shops/{slug}/withdrawals")
async def get_of_shop(
    slug: Slug,
    context: Ctx,
    principal: SignedIn,
    *,
    state: Literal["open", "decided"] | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """What buyers have withdrawn from, the latest first."""
    assert principal.id
    pool, now = context.database.pool, context.clock.now()
    found = await access.shop_and_right(pool, slug, principal.id, now)
    if found is None or found[1] is None or not found[1].allows("orders"):
        raise ShopNotFoundError
    rows = await withdrawals.of_shop(pool, found[0], state, pair_from(cursor), limit + 1)
    page, following = page_of(rows, limit, "withdrawal_id", "shop_order_id")
    claims = await withdrawal_money.claims(
        pool, [(row["shop_order_id"], row["positions"]) for row in page]
    )
    items = [_for_shop(row, claim) for row, claim in zip(page, claims, strict=True)]
    return answer({"items": items, "next": following})


@router.post("/withdrawals/{withdrawal_id}/parts/{shop_order_id}/accept", status_code=204)
async def accept(
    withdrawal_id: UUID, shop_order_id: UUID, body: AcceptBody, context: Ctx, principal: SignedIn
) -> Response:
    assert principal.id
    said = Said(body.amount, body.reason)
    await accept_withdrawal(context, withdrawal_id, shop_order_id, principal.id, said)
    return Response(status_code=204)


async def _receipt(context: Context, withdrawal_id: UUID, *, may_see: bool) -> Document:
    """What was declared, and when; the shops' parts with what they have said since."""
    pool = context.database.pool
    row = await withdrawals.head(pool, withdrawal_id)
    is_shown = may_see and row["shows_order"]
    shown = await withdrawals.parts_of(pool, withdrawal_id) if is_shown else []
    return {
        "id": row["id"],
        "number": row["number"],
        "declared_at": local(row["declared_at"]),
        "name": row["name"],
        "contract": (is_shown and row["order_number"]) or row["contract"],
        "ordered_on": row["ordered_on"],
        "statement": row["statement"],
        "receipt_to": row["receipt_to"],
        "matched": is_shown and row["order_id"] is not None,
        "parts": [_part(part) for part in shown],
    }


def _part(row: Any) -> Document:
    return {
        "shop_order_id": row["shop_order_id"],
        "number": row["number"],
        "shop": {name: row["shop"].get(name) for name in ("id", "slug", "name")},
        "lines": row["lines"],
        "worth": money(row["worth"]),
        "state": row["state"],
        "reason": row["reason"],
        "paid_back": None if row["paid_back"] is None else money(row["paid_back"]),
        "decided_at": local(row["decided_at"]) if row["decided_at"] else None,
        "deduction": money(row["deduction"]),
        "settled_at": local(row["settled_at"]) if row["settled_at"] else None,
        "at_counter": row["at_counter"],
    }


def _for_shop(row: Any, claim: Claim) -> Document:
    received, facts = row["handed_over_at"], facts_of(row)
    return _part(row) | {
        "withdrawal_id": row["withdrawal_id"],
        "due": money(claim.worth.total),
        "due_fee": money(claim.worth.fee),
        "grounds": [{"ground": each, "words": words(each, facts)} for each in grounds(facts)],
        "positions": row["positions"],
        "returned": row["returned"],
        "withdrawal_number": row["withdrawal_number"],
        "name": row["name"],
        "statement": row["statement"],
        "declared_at": local(row["declared_at"]),
        "handed_over_at": local(received) if received else None,
        "declarable_until": local(may_be_declared_until(received)) if received else None,
        "pay_back_by": local(pay_back_by(row["declared_at"])),
        "payment": row["payment_method"],
        "status": row["status"],
    }
