"""Selling rounds as documents."""

from datetime import datetime

from orders.domain.rounds import SellingRound
from orders.domain.rules import rules_from
from orders.domain.shown import Document, money
from orders.http.answers import local


def head(each: SellingRound, now: datetime) -> Document:
    return {
        "id": each.id,
        "version": each.version,
        "name": each.name,
        "text": each.text,
        "opens_at": local(each.opens_at),
        "closes_at": local(each.closes_at),
        "state": each.state(now).value,
        "closed_at": local(each.closed_at) if each.closed_at else None,
        "pickups": [
            pickup.document() | {"start": local(pickup.start), "end": local(pickup.end)}
            for pickup in each.pickups
        ],
    }


def producer(each: SellingRound, row: Document) -> Document:
    products = each.producers[row["shop_id"]]
    return {
        "shop": _shop(row),
        "products": None if products is None else sorted(map(str, products)),
        "allowed": rules_from(row["rules"]).in_rounds,
    }


def _shop(row: Document) -> Document:
    names = ("slug", "name", "place", "picture")
    return {"id": row["shop_id"]} | {name: row[name] for name in names}


def candidate(row: Document) -> Document:
    products = sorted(row["products"] or (), key=lambda each: str(each["title"]))
    return {"shop": _shop(row), "products": products}


def count(shop: Document, counted: Document | None) -> Document:
    return {
        "shop": _shop(shop),
        "orders": counted["orders"] if counted else 0,
        "goods": money(counted["goods"] if counted else 0),
    }
