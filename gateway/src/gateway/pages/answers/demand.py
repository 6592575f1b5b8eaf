"""What the region searches, and the funder's report, as the catalogue answers them."""

from datetime import datetime

from gateway.pages.answers.base import Answer

REGION, ELSEWHERE = "region", "elsewhere"
"""Stand where a municipality would: no place was named; the place is unknown."""
MEASURES = (
    "contacted",
    "onboarded",
    "selling",
    "dropped",
    "workshops",
    "offers",
    "fresh_offers",
)


class DemandLine(Answer):
    municipality: str
    term: str
    searches: int
    searchers: int
    zero_hit_share: int
    searchers_before: int | None = None
    trend: str = "new"


class DemandBoard(Answer):
    week: str
    items: tuple[DemandLine, ...] = ()
    next: str | None = None
    weeks: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()


class Figures(Answer):
    municipality: str = ""
    contacted: int = 0
    onboarded: int = 0
    selling: int = 0
    dropped: int = 0
    workshops: int = 0
    offers: int | None = None
    fresh_offers: int | None = None

    def number(self, measure: str) -> int | None:
        found: int | None = getattr(self, measure)
        return found


class QuarterFigures(Answer):
    quarter: str
    total: Figures = Figures()
    by_municipality: tuple[Figures, ...] = ()


class FunderReport(QuarterFigures):
    municipality: str | None = None
    finished: bool = False
    made_at: datetime
    before: QuarterFigures
    municipalities: tuple[str, ...] = ()
