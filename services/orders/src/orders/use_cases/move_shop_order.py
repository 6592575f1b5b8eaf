"""The buyer has a part at another time, or with others at a shared point, while it is waiting."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from marketkit.clock import HERE, new_id
from marketkit.db import Database, Transaction

from orders.domain.choosing_ways import find_way, place_of
from orders.domain.errors import (
    MoveNotPossibleError,
    ShopOrderNotFoundError,
    SlotFullError,
    WayNotOfferedError,
)
from orders.domain.fulfilment import ChosenWay, Fulfilment, Place, Way
from orders.domain.order import Order, PaymentMethod
from orders.domain.pickup_times import place_of as place_at_shop
from orders.domain.pickup_times import times_of
from orders.domain.planning import Proposal, proposals
from orders.domain.shop_order import ShopOrder, ShopOrderStatus, Step
from orders.domain.ways import Offered
from orders.store import answer_watch, orders, part_lines, stations
from orders.store.around import around_shops
from orders.use_cases.context import Context
from orders.use_cases.ports import Notice


@dataclass(frozen=True, slots=True)
class Found:
    """A part with the ways that are open to it now."""

    order: Order
    part: ShopOrder
    was: part_lines.Agreed
    ways: list[Offered]


async def possible_times(context: Context, shop_order_id: UUID) -> Found:
    """Nothing is written here; the lock keeps what is read together."""
    async with context.database.transaction() as tx:
        return await _found(tx, shop_order_id, context.clock.now())


@dataclass(frozen=True, slots=True)
class Replanned:
    """Fewer stops for the parts that still wait; `stops` is how many there are now."""

    stops: int
    plans: list[Proposal]


async def replan(database: Database, order_id: UUID, at: datetime) -> Replanned:
    """When a shop has dropped out, or times have changed: what would be better now."""
    async with database.transaction() as tx:
        order = await orders.lock(tx, order_id)
        waiting = [
            part.id
            for part in (order.shop_orders if order else ())
            if part.status is ShopOrderStatus.PLACED and part.opened_at
        ]
        found = [await _known(tx, part_id, at) for part_id in waiting]
    moveable = [each for each in found if each and each.ways]
    now = {(each.was.station, each.was.start) for each in moveable}
    ways = [(each.was.shop, each.was.lines, each.ways) for each in moveable]
    online = order is not None and order.method is PaymentMethod.ONLINE
    plans = proposals(ways, at, online=online) if moveable else []
    better = [plan for plan in plans if len(plan.stops) < len(now)]
    return Replanned(len(now), better[:1])


async def move(context: Context, shop_order_id: UUID, wanted: ChosenWay) -> None:
    """The same again changes nothing. Raises `SlotFullError`, `WayNotOfferedError` …"""
    async with context.database.transaction() as tx:
        found = await _found(tx, shop_order_id, context.clock.now())
        if found.part.status is not ShopOrderStatus.PLACED:
            raise MoveNotPossibleError
        if found.was.is_at(wanted):
            return
        offered = find_way(found.ways, wanted)
        slot = offered.slot_at(wanted.start) if offered else None
        if offered is None or slot is None:
            raise WayNotOfferedError
        if found.order.method is PaymentMethod.PICKUP and not offered.pay_there:
            raise WayNotOfferedError
        place = place_of(offered, slot)
        if offered.way is Way.SHOP:
            place = await _place_at_shop(context, tx, found, wanted.start)
        if place:
            await part_lines.take_room(tx, shop_order_id, place, SlotFullError)
        fulfilment = found.was.fulfilment
        if offered.way is not Way.DELIVERY:
            fulfilment = Fulfilment(
                offered.way, point_id=offered.point_id, round_id=offered.round_id,
                shown=offered.shown(),
            ).document()  # fmt: skip
        await part_lines.move(tx, shop_order_id, slot, fulfilment, place.key if place else None)
        await answer_watch.begin_anew(tx, shop_order_id)
        await _note(context, tx, found, slot.start)


async def _note(context: Context, tx: Transaction, found: Found, start: datetime) -> None:
    """In its history, and to the shop by mail."""
    part, now = found.part, context.clock.now()
    words = f"Auf Wunsch der Kundschaft verlegt auf {start.astimezone(HERE):%d.%m.%Y, %H:%M} Uhr."
    step = Step(part.status, now, part.version + 1, words)
    moved = replace(part, version=step.version, steps=(step,))
    await orders.save(tx, found.order, found.order.with_part(moved), found.order.account_id)
    notice = Notice.SHOP_ORDER_MOVED
    await context.notifications.notify(tx, notice, part.order_id, part.id, about=new_id())


async def _place_at_shop(
    context: Context, tx: Transaction, found: Found, start: datetime
) -> Place | None:
    now = context.clock.now()
    near = await around_shops(tx, [found.was.shop], now)
    time = times_of(found.was.shop, found.was.lines, now, near).at(start)
    return place_at_shop(found.was.shop, time) if time else None


async def _found(tx: Transaction, shop_order_id: UUID, now: datetime) -> Found:
    found = await _known(tx, shop_order_id, now)
    if found is None:
        raise ShopOrderNotFoundError
    return found


async def _known(tx: Transaction, shop_order_id: UUID, now: datetime) -> Found | None:
    """None when there is no such part, or nothing of its goods is known any more."""
    order_id = await orders.order_of(tx, shop_order_id)
    order = await orders.lock(tx, order_id) if order_id else None
    was = await part_lines.agreed(tx, shop_order_id)
    if order is None or was is None:
        return None
    part = next(each for each in order.shop_orders if each.id == shop_order_id)
    shared = await stations.of_shops(tx, [part.shop_id], now)
    near = await around_shops(tx, [was.shop], now)
    ways = was.ways(shared, near, now)
    return Found(order, part, was, ways)
