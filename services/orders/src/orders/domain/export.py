"""What can be taken out of the books for authorities and advisers, and for which days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from marketkit.clock import HERE
from marketkit.errors import FieldError, InvalidError

EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2100, 12, 31)
LONGEST: Final = timedelta(days=3653)
"""Ten years: as long as books are kept."""


class Export(StrEnum):
    SUPPLIES = "supplies"
    """§ 22f UStG: one line for each shop order that was handed over."""
    SELLERS = "sellers"
    """§§ 13, 14 PStTG: each seller's year by quarters."""
    GOBD = "gobd"
    """All tables with their description, for the tax office's auditor."""
    DATEV = "datev"
    """Invoices as a batch of bookings."""

    @property
    def ending(self) -> str:
        return "zip" if self is Export.GOBD else "csv"


class WrongSpanError(InvalidError):
    code = "wrong_period"
    message = "Dieser Zeitraum geht so nicht."


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days on the region's calendar, both included."""

    first: date
    last: date

    @property
    def begin(self) -> datetime:
        return datetime.combine(self.first, time(), HERE)

    @property
    def end(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return datetime.combine(self.last + timedelta(days=1), time(), HERE)


def span_for(export: Export, first: date, last: date) -> Span:
    """Raises WrongSpanError, naming the day that is wrong."""
    if first < EARLIEST:
        raise _wrong("from", f"Frühestens ab {EARLIEST:%d.%m.%Y}.")
    if last > LATEST:
        raise _wrong("to", f"Höchstens bis {LATEST:%d.%m.%Y}.")
    if last < first:
        raise _wrong("to", "Der letzte Tag liegt vor dem ersten.")
    if last - first > LONGEST:
        raise _wrong("to", "Höchstens zehn Jahre auf einmal.")
    if export is Export.SELLERS and (first, last) != _year(first):
        raise _wrong("from", "Diese Meldung gilt für ein ganzes Kalenderjahr.")
    if export is Export.DATEV and first.year != last.year:
        raise _wrong("to", "Ein Buchungsstapel liegt in einem Wirtschaftsjahr.")
    return Span(first, last)


def _year(day: date) -> tuple[date, date]:
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _wrong(name: str, message: str) -> WrongSpanError:
    return WrongSpanError(errors=[FieldError(name, message)])
