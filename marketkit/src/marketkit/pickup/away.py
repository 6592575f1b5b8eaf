"""When a shop is closed although its hours say otherwise, and days with hours of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Spans = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed from the first day to the last, both included."""

    first: date
    last: date
    text: str = ""

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def words(self, today: date) -> str:
        """`Betriebsferien bis 4. Januar`, before they begin with both days."""
        what = self.text or "Geschlossen"
        if self.first == self.last:
            return f"{what} am {_german(self.last, today)}"
        if self.first <= today:
            return f"{what} bis {_german(self.last, today)}"
        return f"{what} vom {_german(self.first, today)} bis {_german(self.last, today)}"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """These hours hold on this date; without spans it is closed."""

    day: date
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Away:
    """Hashable, because the windows of a day are computed once and kept."""

    closures: tuple[Closure, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()

    def closure_on(self, day: date) -> Closure | None:
        """The one that is named first, where several hold."""
        return next((one for one in self.closures if one.holds(day)), None)

    def hours_on(self, day: date) -> Spans | None:
        """The hours of that one day; None when the usual ones hold."""
        return next((one.spans for one in self.special_days if one.day == day), None)

    def is_shut(self, day: date) -> bool:
        """All day, by a closure or as a special day without hours."""
        return self.closure_on(day) is not None or self.hours_on(day) == ()

    def notice(self, today: date, days: int) -> str | None:
        """What somebody who wants to come in the next days should know."""
        until = today + timedelta(days=days)
        found = [one for one in self.closures if one.first <= until and one.last >= today]
        return "; ".join(one.words(today) for one in found) or None


NEVER = Away()


def away_from(closures: Sequence[Any], special_days: Sequence[Any]) -> Away:
    """From the JSON of `ShopChanged`. Most shops have none, most of the time."""
    if not closures and not special_days:
        return NEVER
    day = date.fromisoformat
    return Away(
        tuple(Closure(day(one["from"]), day(one["to"]), one["text"]) for one in closures),
        tuple(
            SpecialDay(day(one["day"]), tuple((begin, end) for begin, end in one["spans"]))
            for one in special_days
        ),
    )


def _german(day: date, today: date) -> str:
    """With the year only where it is not plain which one is meant."""
    words = f"{day.day}. {_MONTHS[day.month - 1]}"
    return words if (day - today) < timedelta(days=300) else f"{words} {day.year}"


_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip
