"""The limits of § 19 UStG since 2025, and how near a shop has come to them with what it sold here.

What a shop sells elsewhere nobody here knows: the count warns, and never decides.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NEXT_YEAR: Final = 2_500_000
"""Whoever turned over more than 25,000 EUR in a year pays VAT from the next year on."""
AT_ONCE: Final = 10_000_000
"""Whoever comes beyond 100,000 EUR pays VAT from that very sale on."""
_NEAR_PERCENT: Final = 80
_WHOLE: Final = 100


class Nearness(StrEnum):
    FAR = "far"
    NEAR = "near"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Limit:
    key: str
    cents: int
    turnover: int

    @property
    def nearness(self) -> Nearness:
        if self.turnover >= self.cents:
            return Nearness.REACHED
        near = self.turnover * _WHOLE >= self.cents * _NEAR_PERCENT
        return Nearness.NEAR if near else Nearness.FAR

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means reached."""
        return self.turnover * _WHOLE // self.cents


def limits(turnover: int) -> tuple[Limit, Limit]:
    """How this year's turnover stands against both."""
    return Limit("next_year", NEXT_YEAR, turnover), Limit("at_once", AT_ONCE, turnover)
