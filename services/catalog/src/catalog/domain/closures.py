"""When a shop is closed although its hours say otherwise, and days with hours of their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from marketkit.errors import ConflictError, FieldError, InvalidError, NotFoundError

_DAY = timedelta(days=1)
LONGEST = timedelta(days=366)
FURTHEST = timedelta(days=2 * 366)
MOST_AHEAD = 60
MOST_TEXT = 120

Spans = tuple[tuple[str, str], ...]


class NoSuchClosureError(NotFoundError):
    code = "closure_not_found"
    message = "Diese Schließzeit gibt es nicht."


class ClosureOverError(ConflictError):
    code = "closure_over"
    message = "Diese Schließzeit ist vorbei. Was war, bleibt stehen."


class TooManyClosuresError(ConflictError):
    code = "too_many_closures"
    message = f"Mehr als {MOST_AHEAD} Termine im Voraus merken wir uns nicht."


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed from the first day to the last, both included; it ends by itself."""

    first: date
    last: date
    text: str = ""

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def touches(self, other: "Closure") -> bool:
        """Overlaps, or begins on the day after."""
        return self.first <= other.last + _DAY and other.first <= self.last + _DAY


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """Other hours on one date, say a market evening; without spans it is closed."""

    day: date
    spans: Spans = ()
    text: str = ""


def check_closure(closure: Closure, today: date) -> None:
    """Raises InvalidError naming the field that cannot be."""
    if closure.last < closure.first:
        raise _wrong("to", "Der letzte Tag liegt vor dem ersten.")
    if closure.last < today:
        raise _wrong("to", "Diese Zeit ist schon vorbei.")
    if closure.last - closure.first > LONGEST:
        raise _wrong("to", "Länger als ein Jahr geht nicht. Nimm dafür „Pause machen“.")
    if closure.first - today > FURTHEST:
        raise _wrong("from", "So weit voraus planen wir nicht.")


def check_special(special: SpecialDay, today: date) -> None:
    """The spans must stand in order and not overlap."""
    if special.day < today:
        raise _wrong("day", "Dieser Tag ist schon vorbei.")
    if special.day - today > FURTHEST:
        raise _wrong("day", "So weit voraus planen wir nicht.")
    clocks = [clock for span in special.spans for clock in span]
    if any(early >= late for early, late in pairwise(clocks)):
        raise _wrong("spans", "Jede Zeit muss nach der vorigen liegen, zum Beispiel 8 bis 12 Uhr.")


def with_closure(known: Sequence[Closure], new: Closure, today: date) -> tuple[Closure, ...]:
    """One more. It joins those that it touches; what is over stays as it was."""
    over = [closure for closure in known if closure.last < today]
    ahead = [closure for closure in known if closure.last >= today]
    merged = new
    # Each time it grows it may reach further neighbours.
    while reached := [one for one in ahead if one.touches(merged)]:
        merged = _joined(merged, reached)
        ahead = [one for one in ahead if one not in reached]
    if len(ahead) >= MOST_AHEAD:
        raise TooManyClosuresError
    return tuple(sorted([*over, *ahead, merged], key=_begin))


def without_closure(known: Sequence[Closure], first: date, today: date) -> tuple[Closure, ...]:
    """Taken back. One that runs already ends yesterday and stays in the history."""
    found = next((one for one in known if one.first == first), None)
    if found is None:
        raise NoSuchClosureError
    if found.last < today:
        raise ClosureOverError
    others = tuple(one for one in known if one != found)
    if found.first < today:
        return tuple(sorted([*others, replace(found, last=today - _DAY)], key=_begin))
    return others


def with_special(known: Sequence[SpecialDay], new: SpecialDay) -> tuple[SpecialDay, ...]:
    """The last word about a date holds."""
    others = [one for one in known if one.day != new.day]
    if len(others) >= MOST_AHEAD * 4:
        raise TooManyClosuresError
    return tuple(sorted([*others, new], key=lambda one: one.day))


def without_special(known: Sequence[SpecialDay], day: date) -> tuple[SpecialDay, ...]:
    if all(one.day != day for one in known):
        raise NoSuchClosureError
    return tuple(one for one in known if one.day != day)


def still_ahead(known: Iterable[Closure], today: date) -> tuple[Closure, ...]:
    return tuple(one for one in known if one.last >= today)


def special_ahead(known: Iterable[SpecialDay], today: date) -> tuple[SpecialDay, ...]:
    return tuple(one for one in known if one.day >= today)


def _joined(newest: Closure, reached: Sequence[Closure]) -> Closure:
    """From the first day of all to the last; the reasons are kept, each once, the newest first."""
    every = [newest, *reached]
    texts = dict.fromkeys(part for one in every for part in one.text.split(", ") if part)
    return Closure(
        min(one.first for one in every),
        max(one.last for one in every),
        ", ".join(texts)[:MOST_TEXT],
    )


def _begin(closure: Closure) -> date:
    return closure.first


def _wrong(field: str, message: str) -> InvalidError:
    return InvalidError(errors=[FieldError(field, message)])
