"""A cart as it is answered, with what the shops and the rounds say to it at this moment."""

from orders.domain.cart import Cart
from orders.domain.shown import Document
from orders.http.answers import cart_document
from orders.store.around import around
from orders.use_cases.context import Context


async def shown_cart(context: Context, cart: Cart) -> Document:
    now = context.clock.now()
    return cart_document(cart, now, await around(context.database.pool, cart, now))
