"""Exports of a year."""

from collections.abc import Mapping
from dataclasses import replace

from tests.architecture.access_things import Maker, Thing, Things

_YEAR = {"from": "2026-01-01", "to": "2026-12-31"}


async def year(things: Things) -> Thing:
    """A shop's year; everybody asks for the same days."""
    return replace(await things.shared("live_shop"), key=_YEAR, wrong_key=_YEAR)


async def market_year(things: Things) -> Thing:
    """All shops' year, as the operator reports it."""
    shop = await things.shared("live_shop")
    return Thing(
        {"kind": "sellers"}, things.who("operator"), shop.party, key=_YEAR, wrong_key=_YEAR
    )


MAKERS: Mapping[str, Maker] = {make.__name__: make for make in (year, market_year)}
