"""Documents as they leave the service: plain dicts, written by orjson, no second validation."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from fastapi import Response
from marketkit.clock import HERE
from marketkit.pickup.windows import DAYS_AHEAD, day_of

from orders.domain import ordering
from orders.domain.age import age_of_cart
from orders.domain.cart import Cart, Line, Problem, by_shop, totals
from orders.domain.order_view import OrderView, ShopOrderView
from orders.domain.part_vat import vat_of
from orders.domain.pickup_times import Around
from orders.domain.shown import Document, money, shown_line, shown_shop
from orders.domain.stock import Stock
from orders.domain.vat import Share


def answer(document: Any, status: int = 200) -> Response:
    """Every answer may hold personal data, so nobody on the way may keep it."""
    headers = {"cache-control": "private, no-store"}
    # asyncpg hands out its own kind of UUID, which orjson does not know.
    body = orjson.dumps(document, default=str)
    return Response(body, status, headers, media_type="application/json")


def local(moment: datetime) -> datetime:
    """In the region's own time, with its offset."""
    return moment.astimezone(HERE)


def cart_document(cart: Cart, now: datetime, around: Around) -> Document:
    """`problems` name the line by `variant_id`, or the shop as a whole by `shop_id` alone."""
    today, problems, groups = day_of(now), cart.problems(), by_shop(cart.lines)
    of_shops = [
        each for shop, lines in groups for each in ordering.problems(shop, lines, now, around)
    ]
    of_lines = {
        each.details["variant_id"]: each for each in of_shops if "variant_id" in each.details
    }
    whole = totals(cart.lines)
    return {
        "id": cart.id,
        "version": cart.version,
        "order_id": cart.order_id,
        "held_until": local(cart.held_until) if cart.held_until else None,
        "age": age_of_cart(cart),
        "shops": [_cart_shop(lines, today, of_lines) for _, lines in groups],
        "total": money(whole.total),
        "item_count": sum(line.quantity for line in cart.lines),
        "can_checkout": bool(cart.lines)
        and not problems
        and not of_shops
        and cart.order_id is None,
        "problems": [
            *({"variant_id": line.offer.variant_id, **_problem(each)} for line, each in problems),
            *map(_problem, of_shops),
        ],
    }


def _cart_shop(lines: Sequence[Line], today: date, said: Mapping[UUID, Problem]) -> Document:
    """`notice`: that the shop is closed in the days in which one could collect."""
    sums = totals(lines)
    return {
        "shop": shown_shop(lines[0].shop),
        "notice": lines[0].shop.away.notice(today, DAYS_AHEAD),
        "lines": [_cart_line(line, said.get(line.offer.variant_id)) for line in lines],
        "subtotal": money(sums.subtotal),
        "deposit_total": money(sums.deposit),
        "total": money(sums.total),
    }


def _cart_line(line: Line, said: Problem | None) -> Document:
    problem = line.problem() or said
    changed = line.offer.price != line.price_seen
    return shown_line(line) | {
        "price_before": money(line.price_seen) if changed else None,
        "available": line.offer.available,
        "on_order": line.offer.on_order,
        "problem": _problem(problem) if problem else None,
    }


def _problem(problem: Problem) -> Document:
    return {"code": problem.code, "message": problem.message, **problem.details}


def order_document(order: OrderView, token: str | None = None) -> Document:
    """The whole order for its buyer; the token only in the answer to a guest's checkout."""
    document = {
        "id": order.id,
        "number": order.number,
        "created_at": local(order.created_at),
        "status": order.status,
        "payment": {
            "method": order.method,
            "status": order.payment_status,
            "kind": order.paid_with,
            "taken": money(order.taken) if order.taken is not None else None,
        },
        "contact": {
            "name": order.contact.name,
            "email": order.contact.email,
            "phone": order.contact.phone,
        },
        "note": order.note,
        "total": money(order.total),
        "due": money(order.due),
        "buyer": order.buyer,
        "age_confirmed": (order.wishes or {}).get("age_confirmed"),
        "placed_by": (order.wishes or {}).get("on_behalf"),
        "shop_orders": [_buyers_part(part) for part in order.shop_orders],
        "payment_url": order.payment_url if order.status == "awaiting_payment" else None,
    }
    return document | {"token": token} if token else document


def _buyers_part(part: ShopOrderView) -> Document:
    return _part(part) | {"pickup_code": part.pickup_code if part.opened else None}


def counter_document(part: ShopOrderView) -> Document:
    """A shop order for the shop: with whom it is for, without the code the buyer must say."""
    note = part.counter
    assert note
    return _part(part) | {
        "order_id": part.order_id,
        "fulfilment": _without_door(part.fulfilment or {"way": "shop"}),
        "created_at": local(note.created_at),
        "contact": {"name": note.contact_name, "phone": note.contact_phone},
        "note": note.note,
        "payment": {"method": note.method, "status": note.payment_status},
        "age_checked": part.age_checked,
        "allowed": part.allowed,
        "undo_until": local(until) if (until := part.undo_until) else None,
    }


def _without_door(fulfilment: Mapping[str, Any]) -> Document:
    """Where somebody lives is told on the day of delivery, in the list of what is brought."""
    address = fulfilment.get("address")
    if not address:
        return dict(fulfilment)
    area = {name: address.get(name) for name in ("postal_code", "place")}
    return {**fulfilment, "address": area}


def _part(part: ShopOrderView) -> Document:
    return {
        "id": part.id,
        "number": part.number,
        "shop": part.shop,
        "status": part.status,
        "slot": {"start": local(part.slot_start), "end": local(part.slot_end)},
        "lines": part.lines,
        "subtotal": money(part.subtotal),
        "deposit_total": money(part.deposit_total),
        "fee": money(part.fee),
        "fulfilment": part.fulfilment or {"way": "shop"},
        "reductions": [_reduction(each) for each in part.reductions],
        "due": money(part.due),
        "vat": [_share(each) for each in vat_of(part)],
        "total": money(part.total),
        "reason": part.reason,
        "history": [
            {"status": step.status, "at": local(step.at), "reason": step.reason}
            for step in part.history
        ],
        "refunded": money(part.refunded) if part.refunded else None,
        "refund_status": part.refund_status,
        "age": part.age,
        "arrived_at": local(part.arrived_at) if part.arrived_at else None,
        "goodwill": money(part.goodwill) if part.goodwill else None,
        "substitutes": [_substitute(each) for each in part.substitutes],
        "at_counter": [{**each, "amount": money(each["amount"])} for each in part.at_counter],
        "recalls": part.recalls,
    }


def _share(each: Share) -> Document:
    """What of the part has one rate; a share without tax is not named."""
    return {
        "permille": each.permille,
        "gross": money(each.gross),
        "net": money(each.net),
        "tax": money(each.tax),
    }


def _substitute(each: Mapping[str, Any]) -> Document:
    amounts = {name: money(each[name]) for name in ("price", "deposit", "less")}
    until = datetime.fromisoformat(each["answer_by"])
    return {**each, **amounts, "answer_by": local(until)}


def _reduction(each: Mapping[str, Any]) -> Document:
    return {
        "kind": each["kind"],
        "position": each["position"],
        "quantity": each["quantity"],
        "amount": money(each["amount"]),
        "reason": each["reason"],
        "details": each["details"],
    }


def stock_document(stock: Stock) -> Document:
    return {
        "variant_id": stock.variant_id,
        "product_id": stock.product_id,
        "on_hand": stock.on_hand,
        "reserved": stock.reserved,
        "available": stock.available,
        "on_order": stock.on_order,
        "not_counted": stock.not_counted,
    }
