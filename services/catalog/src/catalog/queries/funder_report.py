"""The funder's report, counted anew each time it is asked for."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from marketkit.errors import FieldError, InvalidError

from catalog.domain.freshness import STALE_AFTER
from catalog.domain.funder_report import Figures, FunderReport, QuarterFigures, gathered
from catalog.domain.quarters import Quarter
from catalog.store import region_numbers
from catalog.use_cases.ports import Surroundings

_Part = tuple[str | None, Figures]


async def read_report(
    around: Surroundings, quarter: Quarter, municipality: str | None
) -> FunderReport:
    """Raises InvalidError for a municipality the region does not have."""
    known = _municipalities(around)
    if municipality is not None and municipality not in known:
        hint = "Diese Gemeinde gehört nicht zur Region."
        raise InvalidError(errors=[FieldError("municipality", hint)])
    now, before = await asyncio.gather(
        _figures(around, quarter, municipality), _figures(around, quarter.before, municipality)
    )
    return FunderReport(now, before, municipality, around.clock.now(), known)


async def _figures(
    around: Surroundings, quarter: Quarter, municipality: str | None
) -> QuarterFigures:
    pool, span = around.db.pool, (quarter.begins, quarter.ends)
    days = (quarter.first_day, quarter.last_day)
    cases = await region_numbers.cases(pool, *span)
    workshops = await region_numbers.workshops(pool, *span)
    selling = await region_numbers.selling(pool, *days)
    offers = await _offers_in(around, quarter)
    found = gathered(
        [
            *((_bare(row["municipality"]), _one(row["measure"], row["number"])) for row in cases),
            *(
                (_bare(row["municipality"]), _one("workshops", row["number"]))
                for row in workshops
                if row["municipality"] is not None
            ),
            *((_where(around, row), _one("selling", row["number"])) for row in selling),
            *offers,
        ]
    )
    if offers:
        found = {name: _counted(figures) for name, figures in found.items()}
    together = next((row["number"] for row in workshops if row["municipality"] is None), 0)
    if municipality is not None:
        found = {municipality: found.get(municipality, Figures())}
        together = found[municipality].workshops
    return QuarterFigures(quarter, found, together)


async def _offers_in(around: Surroundings, quarter: Quarter) -> list[_Part]:
    """Of the running quarter as it is now, of one gone by as it was on its last counted day."""
    if quarter.begins <= around.clock.now() < quarter.ends:
        return await offers_now(around)
    rows = await region_numbers.offers_then(around.db.pool, quarter.first_day, quarter.last_day)
    return [(row["municipality"], _offers(row)) for row in rows]


async def offers_now(around: Surroundings) -> list[tuple[str | None, Figures]]:
    """Offers on sale and how many of them are fresh; a municipality may stand there twice."""
    rows = await region_numbers.offers_now(around.db.pool, around.clock.now() - STALE_AFTER)
    return [(_where(around, row), _offers(row)) for row in rows]


def _municipalities(around: Surroundings) -> tuple[str, ...]:
    return tuple(sorted({place.municipality for place in around.region.places}))


def _where(around: Surroundings, row: Mapping[str, Any]) -> str | None:
    return around.region.municipality_of(row["place"], row["postal_code"])


def _bare(municipality: str) -> str:
    return municipality.partition(" (")[0]


def _one(measure: str, number: int) -> Figures:
    return Figures(**{measure: number})


def _offers(row: Mapping[str, Any]) -> Figures:
    return Figures(offers=row["offers"], fresh_offers=row["fresh"])


def _counted(figures: Figures) -> Figures:
    """Where offers were counted, none means none and not unknown."""
    return replace(figures, offers=figures.offers or 0, fresh_offers=figures.fresh_offers or 0)
