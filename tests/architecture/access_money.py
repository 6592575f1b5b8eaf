"""Shops' money and the market's books."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from tests.architecture.access_things import Maker, Thing, Things


async def month(things: Things) -> Thing:
    """The shop's statement of a month; everybody asks for the same one."""
    query = {"month": "2026-11"}
    return replace(await things.shared("live_shop"), key=query, wrong_key=query)


async def books(things: Things) -> Thing:
    """One shop as the operator sees it."""
    shop = await things.shared("live_shop")
    return Thing({"slug": shop.values["slug"]}, things.who("operator"), shop.party)


async def no_transfer(things: Things) -> Thing:
    """Only who may look is told that there is none."""
    return Thing({"transfer_id": str(uuid4())}, things.who("operator"), things.who("buyer"))


async def no_fee(things: Things) -> Thing:
    """Only who may note payments is told that there is no such invoice, and no such payment."""
    values = {"invoice_id": str(uuid4()), "payment_id": str(uuid4())}
    return Thing(values, things.who("operator"), things.who("owner"))


BODIES: Mapping[str, Callable[[Any], Any]] = {
    "POST /operations/money/fees/{invoice_id}/payments": lambda _: {
        "amount": 1, "reference": "Auszug 1", "paid_on": "2026-11-01",
    },
    "POST /operations/money/shops/{slug}/payouts": lambda _: {
        "amount": 1, "reference": "Anteil", "paid_on": "2026-11-01",
    },
}  # fmt: skip
MAKERS: Mapping[str, Maker] = {make.__name__: make for make in (month, books, no_transfer, no_fee)}
