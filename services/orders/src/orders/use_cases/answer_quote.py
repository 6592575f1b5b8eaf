"""The buyer answers an offer: it becomes an order with one part, or nothing comes of it."""

import hashlib
from dataclasses import dataclass, replace
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction
from marketkit.pickup.windows import day_of

from orders import queries
from orders.domain.cart import Shop
from orders.domain.codes import guest_token, order_number, token_hash
from orders.domain.commission import with_commission
from orders.domain.errors import OrderNotFoundError
from orders.domain.errors_kinds import NoQuotesHereError, QuoteStateError
from orders.domain.fulfilment import Address
from orders.domain.new_order import Contact, Language, NewOrder, check_contact, new_parts
from orders.domain.offering import Asked, agreed
from orders.domain.order import PaymentMethod
from orders.domain.order_view import OrderView
from orders.domain.part_vat import with_vat
from orders.domain.payment import check_amount
from orders.domain.quote import Quote, QuoteState
from orders.store import placing, quote_mails, quote_shops, quotes
from orders.store.placing import Claim
from orders.store.placing_agreed import PLACE_AGREED
from orders.use_cases.context import Context
from orders.use_cases.offer_quote import shop_of
from orders.use_cases.online_possible import check_online
from orders.use_cases.place_order import Placed
from orders.use_cases.quotes import lock_as_buyer

_CART = "INSERT INTO cart (id, account_id) VALUES ($1, $2)"
_SEQUENCE = "SELECT nextval('order_number')"


@dataclass(frozen=True, slots=True)
class Answer:
    """Who accepts what: `seen` is the version of the offer before their eyes."""

    quote_id: UUID
    account_id: UUID | None
    key: str | None
    seen: int
    method: PaymentMethod


async def accept_quote(context: Context, answer: Answer) -> Placed:
    """Orders what was offered, bindingly. Again it answers the same order.

    Raises QuoteNotFoundError, QuoteStateError, QuoteChangedError, QuoteLapsedError.
    """
    await context.commission.keep_current(context.database.pool, context.clock.now())
    async with context.database.transaction() as tx:
        quote = await lock_as_buyer(context, tx, answer.quote_id, answer.account_id, answer.key)
        order_id = quote.order_id or await _order(context, tx, quote, answer)
    view = await queries.order(context.database.pool, order_id)
    if view is None:
        raise OrderNotFoundError
    return await _with_payment(context, view)


async def decline_quote(
    context: Context, quote_id: UUID, account_id: UUID | None, key: str | None, reason: str | None
) -> None:
    """The shop is told, with the reason if there is one."""
    async with context.database.transaction() as tx:
        before = await lock_as_buyer(context, tx, quote_id, account_id, key)
        after = before.decline(reason, context.clock.now(), account_id)
        if after.version != before.version:
            await quotes.save(tx, after)
            shop = await shop_of(tx, after)
            await quote_mails.to_shop(tx, quote_mails.DECLINED, after, shop.email)


async def _order(context: Context, tx: Transaction, quote: Quote, answer: Answer) -> UUID:
    now, order_id = context.clock.now(), new_id()
    accepted = quote.accept(order_id, answer.seen, now, answer.account_id)
    shop = await shop_of(tx, quote)
    if shop.status != "live":
        raise NoQuotesHereError
    await check_online(context, tx, [shop.id], answer.method)
    new = await _new_order(context, tx, accepted, shop, answer.method)
    check_contact(new.contact, new.method)
    check_amount(new.method, new.total)
    # The order needs a cart of its own, as every order has one; it holds nothing.
    await tx.execute(_CART, new.cart_id, new.account_id)
    digest = hashlib.sha256(f"{quote.id}:{answer.seen}".encode()).digest()
    claim = Claim(f"quote:{quote.id}", str(quote.id), digest)
    to_pay = context.time_to_pay if new.method is PaymentMethod.ONLINE else None
    outcome = await placing.place(tx, new, claim, to_pay, statement=PLACE_AGREED)
    if not outcome.placed:
        raise QuoteStateError(state=QuoteState.ACCEPTED)
    await quotes.save(tx, accepted)
    await quote_mails.to_shop(tx, quote_mails.TAKEN, accepted, shop.email)
    return order_id


async def _new_order(
    context: Context, tx: Transaction, quote: Quote, shop: Shop, method: PaymentMethod
) -> NewOrder:
    assert quote.offer
    assert quote.order_id
    now, contact = context.clock.now(), quote.contact
    address = contact.get("address")
    asked = Asked(
        quote.id,
        quote.product_id,
        Address(**address) if address else None,
        await quote_shops.withdrawal_class_of(tx, quote.product_id, shop.id),
    )
    number = order_number(context.order_prefix, now, await tx.fetchval(_SEQUENCE))
    parts = with_vat(
        new_parts(number, [agreed(quote.offer, asked, shop, new_id)], new_id), context.vat
    )
    key = None if quote.account_id else guest_token(context.guest_token_secret, quote.order_id)
    language: Language = "en" if quote.language == "en" else "de"
    return NewOrder(
        id=quote.order_id,
        number=number,
        cart_id=new_id(),
        cart_version=1,
        account_id=quote.account_id,
        guest_token_hash=token_hash(key) if key else None,
        method=method,
        contact=Contact(contact["name"], contact["email"], contact["phone"]),
        note=f"Angebot {quote.number}",
        language=language,
        parts=with_commission(parts, context.commission.tariff(day_of(now))),
        created_at=now,
    )


async def _with_payment(context: Context, view: OrderView) -> Placed:
    """The page where it is paid, as after every checkout."""
    if view.payment_status == "pending" and view.payment_url is None:
        view = replace(view, payment_url=await context.payments.start(view.id))
    token = None if view.account_id else guest_token(context.guest_token_secret, view.id)
    return Placed(view, token)
