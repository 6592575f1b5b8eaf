"""The shop answers a request: with an offer, or that it cannot."""

from uuid import UUID

from marketkit.db import Transaction
from marketkit.pickup.windows import day_of

from orders.domain.cart import Shop
from orders.domain.errors import ShopNotFoundError
from orders.domain.offering import Offering, check_offering
from orders.domain.quote import Quote
from orders.store import quote_mails, quote_shops, quotes
from orders.use_cases.context import Context
from orders.use_cases.quotes import lock_as_shop


async def offer_quote(
    context: Context, quote_id: UUID, account_id: UUID, offering: Offering
) -> None:
    """The same offer again changes nothing; another one takes its place until it is accepted."""
    async with context.database.transaction() as tx:
        now = context.clock.now()
        before = await lock_as_shop(context, tx, quote_id, account_id)
        if before.offer != offering:
            shop = await shop_of(tx, before)
            day = day_of(offering.start)

            def known_class(key: str) -> bool:
                return context.vat.permille(key, shop.tax_mode, day) is not None

            check_offering(offering, now, known_class)
        await _keep(tx, before, before.make_offer(offering, now, account_id), quote_mails.OFFERED)


async def refuse_quote(context: Context, quote_id: UUID, account_id: UUID, reason: str) -> None:
    async with context.database.transaction() as tx:
        before = await lock_as_shop(context, tx, quote_id, account_id)
        after = before.refuse(reason, context.clock.now(), account_id)
        await _keep(tx, before, after, quote_mails.REFUSED)


async def shop_of(tx: Transaction, quote: Quote) -> Shop:
    shop = await quote_shops.by_id(tx, quote.shop_id)
    if shop is None:
        raise ShopNotFoundError
    return shop


async def _keep(tx: Transaction, before: Quote, after: Quote, letter: str) -> None:
    if after.version != before.version:
        await quotes.save(tx, after)
        await quote_mails.to_buyer(tx, letter, after)
