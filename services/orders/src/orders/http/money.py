"""A shop's money for its own people: balance, account, statement, payouts, and what it pays."""

import re
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from marketkit.auth import Principal
from marketkit.pickup.windows import day_of
from marketkit.service import SignedIn

from orders import queries_money
from orders.domain.commission import Rule
from orders.domain.errors import ShopNotFoundError
from orders.domain.money_errors import AccountFinishedError, ProviderUnreachableError
from orders.domain.shop_account import ShopAccount
from orders.domain.shown import Document, money
from orders.files.statement import as_csv, as_pdf, words_for
from orders.http.answers import answer, local
from orders.http.dependencies import (
    Ctx,
    Cursor,
    InvalidCursorError,
    Limit,
    Slug,
    cursor_from,
    cursor_parts,
    moment_from,
    uuid_from,
)
from orders.http.money_answers import line_document, payout_document
from orders.queries_money import Statement
from orders.store import payouts, shop_accounts
from orders.use_cases.change_commission import of_shop, read_table
from orders.use_cases.context import Context
from orders.use_cases.read_money import SeenShop, seen_shop, span_of, whole_statement

router = APIRouter(prefix="/api/v1/shops/{slug}", tags=["money"])
Month = Annotated[str, Query(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$")]


@router.get("/money")
async def get_money(slug: Slug, context: Ctx, principal: SignedIn) -> Response:
    """Balance, account at the provider, and the commission that holds for this shop."""
    shop = await seen_shop(context, slug, principal)
    pool = context.database.pool
    found = await queries_money.balance(pool, shop.id)
    account = await shop_accounts.of_shop(pool, shop.id)
    table = await read_table(context)
    announced = table.announced_from
    document = {
        "owed": money(found.owed),
        "on_its_way": money(found.on_its_way),
        "debt": money(found.debt),
        "fees_due": money(found.fees_due),
        "account": account_document(account, shop),
        "commission": {
            "vat_permille": context.commission.vat_permille,
            "rules": [_rule(context, rule) for rule in of_shop(table.today, shop.id)],
            "announced_from": announced,
            "announced": [_rule(context, rule) for rule in of_shop(table.announced, shop.id)]
            if announced
            else None,
        },
        "today": day_of(context.clock.now()),
    }
    return answer(document)


@router.post("/payout-account")
async def post_account(slug: Slug, context: Ctx, principal: SignedIn) -> Response:
    """The provider's page on which the shop says who it is; the account is opened once."""
    shop = await _owners(context, slug, principal)
    account = await shop_accounts.of_shop(context.database.pool, shop.id)
    if not account.may_continue:
        raise AccountFinishedError
    url = await context.accounts.onboard(shop.applicant)
    if url is None:
        raise ProviderUnreachableError
    return answer({"url": url})


@router.post("/payout-account/sync")
async def sync_account(slug: Slug, context: Ctx, principal: SignedIn) -> Response:
    """Ask the provider; for who comes back from its page."""
    shop = await seen_shop(context, slug, principal)
    return answer(account_document(await context.accounts.sync(shop.id), shop))


@router.get("/statement")
async def get_statement(
    slug: Slug, context: Ctx, principal: SignedIn, month: Month, *, limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:  # fmt: skip
    """A month of entries, the oldest first, each with the balance after it."""
    shop = await seen_shop(context, slug, principal)
    pool, span = context.database.pool, span_of(_day(month))
    rows = await queries_money.statement(pool, shop.id, span, _after(cursor), limit + 1)
    page = rows[:limit]
    following = (page[-1].at.isoformat(), str(page[-1].seq)) if len(rows) > limit else None
    document = {
        "month": month,
        "opening": money(await queries_money.opening(pool, shop.id, span.begin)),
        "closing": money(await queries_money.opening(pool, shop.id, span.end)),
        "items": [line_document(line, words_for(line)) for line in page],
        "next": cursor_from(*following) if following else None,
    }
    return answer(document)


@router.get("/statement.csv")
async def get_csv(slug: Slug, context: Ctx, principal: SignedIn, month: Month) -> Response:
    found = await _statement(context, slug, principal, month)
    return _file(as_csv(found), "text/csv; charset=utf-8", slug, month, "csv")


@router.get("/statement.pdf")
async def get_pdf(slug: Slug, context: Ctx, principal: SignedIn, month: Month) -> Response:
    found = await _statement(context, slug, principal, month)
    return _file(await as_pdf(found), "application/pdf", slug, month, "pdf")


@router.get("/payouts")
async def get_payouts(
    slug: Slug, context: Ctx, principal: SignedIn, *, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """What reached the shop's bank: paid out by the provider, or by the operator by hand."""
    shop = await seen_shop(context, slug, principal)
    before = uuid_from(cursor_parts(cursor, 1)[0]) if cursor else None
    rows = await payouts.of_shop(context.database.pool, shop.id, before, limit + 1)
    following = str(rows[limit - 1]["id"]) if len(rows) > limit else None
    document = {
        "items": [payout_document(row) for row in rows[:limit]],
        "next": cursor_from(following) if following else None,
    }
    return answer(document)


def account_document(account: ShopAccount, shop: SeenShop) -> Document:
    return {
        "state": account.state,
        "requirements": account.requirements,
        "may_continue": account.may_continue and shop.is_owner,
    }


async def _owners(context: Context, slug: str, principal: Principal) -> SeenShop:
    """Who speaks for the shop; whoever only works there is told so by its absence."""
    shop = await seen_shop(context, slug, principal)
    if not shop.is_owner:
        raise ShopNotFoundError
    return shop


async def _statement(context: Context, slug: str, principal: Principal, month: str) -> Statement:
    shop = await seen_shop(context, slug, principal)
    return await whole_statement(context, shop.applicant, _day(month))


def _rule(context: Context, rule: Rule) -> Document:
    return {
        "name": rule.name,
        "permille": rule.permille,
        "fixed": money(rule.fixed),
        "category": context.commission.tree.names.get(rule.category) if rule.category else None,
        "way": rule.way,
        "only_this_shop": rule.shop_id is not None,
        "valid_from": rule.valid_from,
        "valid_until": rule.valid_until,
    }


def _day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _after(cursor: str | None) -> tuple[datetime, int] | None:
    if cursor is None:
        return None
    at, entry = cursor_parts(cursor, 2)
    try:
        return local(moment_from(at)), _sequence(entry)
    except ValueError as error:
        raise InvalidCursorError from error


def _sequence(text: str) -> int:
    if not re.fullmatch("[0-9]{1,18}", text):
        raise ValueError
    return int(text)


def _file(body: bytes, kind: str, slug: str, month: str, ending: str) -> Response:
    headers = {
        "cache-control": "private, no-store",
        "content-disposition": f'attachment; filename="kontoauszug-{slug}-{month}.{ending}"',
    }
    return Response(body, 200, headers, media_type=kind)
