"""Somebody asks a shop what work would cost, and puts photos beside it."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import orjson
from marketkit.clock import HERE, new_id
from marketkit.db import Transaction

from orders.domain.cart import Shop
from orders.domain.errors import IdempotencyMismatchError, ShopNotFoundError, VariantNotFoundError
from orders.domain.errors_kinds import (
    NoQuotesHereError,
    QuoteStateError,
    TooManyPhotosError,
    TooManyQuotesError,
)
from orders.domain.fulfilment import Address
from orders.domain.new_order import Contact
from orders.domain.quote import MOST_OPEN, MOST_PHOTOS, OPEN, Quote, QuoteState, quote_number
from orders.store import quote_mails, quote_photos, quote_shops, quotes
from orders.store.turns import take_turn
from orders.use_cases.context import Context
from orders.use_cases.quotes import lock_as_buyer


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody wants to know, and from whom."""

    slug: str
    product_id: UUID | None
    contact: Contact
    text: str
    wish_date: date | None
    address: Address | None
    language: str

    def fingerprint(self) -> bytes:
        return hashlib.sha256(orjson.dumps(self, default=str)).digest()


@dataclass(frozen=True, slots=True)
class ReadyPhoto:
    """Decoded, made small, and written anew: nothing of the uploaded bytes is left."""

    content: bytes
    size: tuple[int, int]


Reencode = Callable[[bytes], Awaitable[ReadyPhoto]]


async def ask_quote(context: Context, asking: Asking, account_id: UUID, key: str) -> UUID:
    """The quote's id; the same key with the same words again answers the same one."""
    async with context.database.transaction() as tx:
        await take_turn(tx, "quotes", account_id)
        before = await quotes.by_key(tx, account_id, key)
        if before is None:
            return await _asked(context, tx, asking, account_id, key)
    if before[1] != asking.fingerprint():
        raise IdempotencyMismatchError
    return before[0].id


async def _asked(
    context: Context, tx: Transaction, asking: Asking, account_id: UUID, key: str
) -> UUID:
    shop = await _shop(tx, asking)
    title = await _title(tx, asking, shop)
    if await quotes.open_of(tx, account_id) >= MOST_OPEN:
        raise TooManyQuotesError(retry_after=3600)
    quote = await _new(context, tx, asking, shop, title, account_id)
    await quotes.add(tx, quote, key, asking.fingerprint(), context.clock.now())
    await quote_mails.to_shop(tx, quote_mails.ASKED, quote, shop.email)
    return quote.id


async def add_photo(
    context: Context, quote_id: UUID, account_id: UUID | None, key: str | None, uploaded: bytes,
    reencode: Reencode,
) -> None:  # fmt: skip
    """Re-encoded before anything is kept; the same photo again changes nothing."""
    fingerprint = hashlib.sha256(uploaded).hexdigest()
    async with context.database.transaction() as tx:
        await _check_room(context, tx, quote_id, account_id, key, fingerprint)
    photo = await reencode(uploaded)
    async with context.database.transaction() as tx:
        if await _check_room(context, tx, quote_id, account_id, key, fingerprint):
            now = context.clock.now()
            await quote_photos.add(tx, quote_id, photo.content, photo.size, fingerprint, now)


async def _check_room(
    context: Context, tx: Transaction, quote_id: UUID, account_id: UUID | None, key: str | None,
    fingerprint: str,
) -> bool:  # fmt: skip
    """Whether this one is new."""
    quote = await lock_as_buyer(context, tx, quote_id, account_id, key)
    known = await quote_photos.of(tx, quote_id)
    if any(row["fingerprint"] == fingerprint for row in known):
        return False
    if quote.state not in OPEN:
        raise QuoteStateError(state=quote.state)
    if len(known) >= MOST_PHOTOS:
        raise TooManyPhotosError
    return True


async def _shop(tx: Transaction, asking: Asking) -> Shop:
    shop = await quote_shops.by_slug(tx, asking.slug)
    if shop is None or shop.status == "draft":
        raise ShopNotFoundError
    if shop.status != "live":
        raise NoQuotesHereError
    return shop


async def _title(tx: Transaction, asking: Asking, shop: Shop) -> str:
    if asking.product_id is None:
        return ""
    title = await quote_shops.title_of(tx, asking.product_id, shop.id)
    if title is None:
        raise VariantNotFoundError
    return title


async def _new(
    context: Context, tx: Transaction, asking: Asking, shop: Shop, title: str, account_id: UUID
) -> Quote:
    year = context.clock.now().astimezone(HERE).year
    contact = asking.contact
    return Quote(
        id=new_id(),
        number=quote_number(context.order_prefix, year, await quotes.next_number(tx)),
        shop_id=shop.id,
        product_id=asking.product_id,
        title=title,
        account_id=account_id,
        contact={
            "name": contact.name,
            "email": contact.email,
            "phone": contact.phone,
            "address": asking.address.document() if asking.address else None,
            "wish_date": asking.wish_date.isoformat() if asking.wish_date else None,
        },
        language=asking.language,
        text=asking.text,
        state=QuoteState.ASKED,
        version=1,
    )
