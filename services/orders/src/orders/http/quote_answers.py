"""Quotes as they leave the service."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from orders.domain.offering import Offering
from orders.domain.quote import OPEN, QuoteState
from orders.domain.shown import Document, money
from orders.http.answers import local


def quote_document(row: Mapping[str, Any], *, for_shop: bool) -> Document:
    """For both sides the same, but for what each may do next."""
    contact = row["contact"]
    offer = Offering.read(row["offer"])
    return {
        "id": row["id"],
        "number": row["number"],
        "created_at": local(row["created_at"]),
        "shop": {"slug": row["slug"], "name": row["name"], "place": row["place"]},
        "product_id": row["product_id"],
        "title": row["title"],
        "contact": {name: contact.get(name) for name in ("name", "email", "phone")},
        "address": contact.get("address"),
        "wish_date": contact.get("wish_date"),
        "text": row["text"],
        "photos": row["photos"],
        "state": row["state"],
        "version": row["version"],
        "reason": row["reason"],
        "offer": _offer(offer) if offer else None,
        "order_id": None if for_shop else row["order_id"],
        "history": [
            {
                "state": step["state"],
                "at": local(datetime.fromisoformat(step["at"])),
                "reason": step["reason"],
            }
            for step in row["history"]
        ],
        "allowed": _allowed(QuoteState(row["state"]), for_shop=for_shop),
    }


def _offer(offer: Offering) -> Document:
    return {
        "lines": [
            {
                "title": line.title,
                "quantity": line.quantity,
                "price": money(line.price),
                "line_total": money(line.total),
                "vat_class": line.vat_class,
            }
            for line in offer.lines
        ],
        "total": money(offer.total),
        "start": local(offer.start),
        "end": local(offer.end),
        "valid_until": local(offer.valid_until),
        "note": offer.note,
    }


def _allowed(state: QuoteState, *, for_shop: bool) -> list[str]:
    if for_shop:
        offer = ["offer"] if state in OPEN or state is QuoteState.LAPSED else []
        return [*offer, *(["refuse"] if state in OPEN else [])]
    accept = ["accept"] if state is QuoteState.OFFERED else []
    return [*accept, *(["decline"] if state in OPEN else [])]
