"""Reading quotes, and who may: the buyer by account or key, the shop's people by right."""

import hmac
from datetime import datetime
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.errors_kinds import QuoteNotFoundError
from orders.domain.quote import Quote
from orders.store import access, quotes
from orders.use_cases.context import Context


def quote_key(secret: bytes, quote_id: UUID) -> str:
    """Opens one quote from the letter, without signing in."""
    return hmac.digest(secret, b"quote:" + quote_id.bytes, "sha256").hex()


def is_buyer(context: Context, quote: Quote, account_id: UUID | None, key: str | None) -> bool:
    if quote.account_id is not None and quote.account_id == account_id:
        return True
    expected = quote_key(context.guest_token_secret, quote.id)
    return bool(key) and hmac.compare_digest(expected.encode(), str(key).encode())


async def is_shop(
    on: access.Connection, quote: Quote, account_id: UUID | None, at: datetime
) -> bool:
    if account_id is None:
        return False
    right = await access.right_at(on, quote.shop_id, account_id, at)
    return right is not None and right.allows("orders")


async def read_quote(
    context: Context, quote_id: UUID, account_id: UUID | None, key: str | None
) -> tuple[Quote, bool]:
    """The quote, and whether it is the shop that looks. To all others there is none."""
    pool = context.database.pool
    quote = await quotes.find(pool, quote_id)
    if quote is None:
        raise QuoteNotFoundError
    if is_buyer(context, quote, account_id, key):
        return quote, False
    if await is_shop(pool, quote, account_id, context.clock.now()):
        return quote, True
    raise QuoteNotFoundError


async def lock_as_shop(
    context: Context, tx: Transaction, quote_id: UUID, account_id: UUID
) -> Quote:
    quote = await quotes.lock(tx, quote_id)
    if quote is None or not await is_shop(tx, quote, account_id, context.clock.now()):
        raise QuoteNotFoundError
    return quote


async def lock_as_buyer(
    context: Context, tx: Transaction, quote_id: UUID, account_id: UUID | None, key: str | None
) -> Quote:
    quote = await quotes.lock(tx, quote_id)
    if quote is None or not is_buyer(context, quote, account_id, key):
        raise QuoteNotFoundError
    return quote
