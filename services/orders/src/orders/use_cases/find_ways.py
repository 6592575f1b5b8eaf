"""How a cart can be had: the ways of each shop, and plans over all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from orders.domain.cart import Cart, Line, Shop
from orders.domain.choosing_ways import Choice, choose_ways, offered_to
from orders.domain.new_order import Agreed
from orders.domain.pickup_times import Times, times_of
from orders.domain.planning import Proposal, Spot, Ways, proposals
from orders.store import stations
from orders.store.around import around
from orders.use_cases import fill_cart
from orders.use_cases.context import Context


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know of a cart; all but the cart may be unknown yet."""

    cart_id: UUID
    account_id: UUID | None
    postal_code: str | None = None
    home: Spot | None = None
    online: bool = False
    """They would pay online."""


async def cart_ways(context: Context, asked: Asked) -> Ways:
    cart = await fill_cart.get_cart(context, asked.cart_id, asked.account_id)
    return await ways_of_cart(context, cart, asked.postal_code)


async def cart_plans(context: Context, asked: Asked) -> tuple[Ways, list[Proposal]]:
    """Plans beside the ways they are made of, which say what stands in the way of one."""
    found = await cart_ways(context, asked)
    now = context.clock.now()
    return found, proposals(found, now, online=asked.online, home=asked.home)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What somebody has chosen so far, for some shops of a cart or for all."""

    choice: Choice
    cart_id: UUID
    account_id: UUID | None


async def agreed_so_far(context: Context, sketch: Sketch) -> list[Agreed]:
    """What these choices would be agreed as now, with their fees. Raises as a checkout does."""
    cart = await fill_cart.get_cart(context, sketch.cart_id, sketch.account_id)
    named = {*sketch.choice.slots, *sketch.choice.ways}
    some = replace(cart, lines=tuple(line for line in cart.lines if line.shop.id in named))
    if not some.lines:
        return []
    now, pool = context.clock.now(), context.database.pool
    shared = await stations.of_shops(pool, named, now)
    return choose_ways(some, sketch.choice, shared, now, await around(pool, some, now))


async def ways_of_cart(context: Context, cart: Cart, postal_code: str | None) -> Ways:
    now, pool = context.clock.now(), context.database.pool
    shared = await stations.of_shops(pool, {line.shop.id for line in cart.lines}, now)
    near = await around(pool, cart, now)

    def times(shop: Shop, lines: Sequence[Line]) -> Times:
        return times_of(shop, lines, now, near)

    return offered_to(cart, shared, now, times, postal_code)
