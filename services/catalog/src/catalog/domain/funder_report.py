"""What advising brought about in a quarter: numbers by municipality, and no person in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Self

from catalog.domain.quarters import Quarter

ELSEWHERE = "elsewhere"
"""Stands where the municipality would, for places the region does not know."""


@dataclass(frozen=True, slots=True)
class Figures:
    contacted: int = 0
    """Businesses taken up for the first time."""
    onboarded: int = 0
    """Businesses whose shop went live for the first time."""
    selling: int = 0
    """Shops that handed over at least one order."""
    dropped: int = 0
    """Businesses given up, and not taken up again by the end."""
    workshops: int = 0
    offers: int | None = None
    """On sale on the last day that was counted; None when no day was."""
    fresh_offers: int | None = None
    """Of these, counted ones, and others confirmed within the seven days before."""

    def plus(self, other: Self) -> "Figures":
        return Figures(
            self.contacted + other.contacted,
            self.onboarded + other.onboarded,
            self.selling + other.selling,
            self.dropped + other.dropped,
            self.workshops + other.workshops,
            _sum(self.offers, other.offers),
            _sum(self.fresh_offers, other.fresh_offers),
        )


MEASURES = tuple(field.name for field in fields(Figures))


@dataclass(frozen=True, slots=True)
class QuarterFigures:
    quarter: Quarter
    by_municipality: Mapping[str, Figures]
    """In the order of the alphabet; places without any figures are left out."""
    workshops: int
    """A workshop for businesses of several municipalities is one."""

    @property
    def total(self) -> Figures:
        total = Figures()
        for figures in self.by_municipality.values():
            total = total.plus(figures)
        return replace(total, workshops=self.workshops)


@dataclass(frozen=True, slots=True)
class FunderReport:
    now: QuarterFigures
    before: QuarterFigures
    municipality: str | None
    """Chosen; None for the whole region."""
    made_at: datetime
    municipalities: tuple[str, ...]
    """That can be chosen."""

    @property
    def is_finished(self) -> bool:
        """A quarter that still runs has figures so far."""
        return self.made_at >= self.now.quarter.ends


def gathered(parts: Iterable[tuple[str | None, Figures]]) -> dict[str, Figures]:
    """Figures of the same municipality added up; the unknown ones last."""
    found: dict[str, Figures] = {}
    for name, figures in parts:
        key = name or ELSEWHERE
        found[key] = found.get(key, Figures()).plus(figures)
    return {key: found[key] for key in sorted(found, key=lambda key: (key == ELSEWHERE, key))}


def _sum(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else one + other
