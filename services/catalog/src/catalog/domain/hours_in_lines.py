"""Opening hours as they hang at a door: days with the same hours share a line."""

from collections.abc import Sequence

from catalog.domain.opening_hours import Day

_SHORT = {"mo": "Mo", "tu": "Di", "we": "Mi", "th": "Do", "fr": "Fr", "sa": "Sa", "su": "So"}

Line = tuple[str, str]


def lines(week: Sequence[Day]) -> list[Line]:
    """`[("Mo-Fr", "6-18 Uhr"), ("Sa", "6-11:30 Uhr")]`; days that are closed are left out.

    A shop that never opens by the clock has no lines.
    """
    found: list[tuple[list[str], str]] = []
    for day in week:
        hours = _hours(day)
        if found and found[-1][1] == hours:
            found[-1][0].append(_SHORT[day.day])
        else:
            found.append(([_SHORT[day.day]], hours))
    return [(_days(days), hours) for days, hours in found if hours]


def _days(days: Sequence[str]) -> str:
    if len(days) < 3:  # noqa: PLR2004 - two days are named, more are a span
        return ", ".join(days)
    return f"{days[0]}–{days[-1]}"  # noqa: RUF001


def _hours(day: Day) -> str:
    spans = [f"{_clock(opens)}–{_clock(closes)}" for opens, closes in day.spans]  # noqa: RUF001
    return f"{' und '.join(spans)} Uhr" if spans else ""


def _clock(text: str) -> str:
    """`06:00` → `6`, `11:30` stays."""
    hours, _, minutes = text.partition(":")
    return f"{int(hours)}:{minutes}" if minutes != "00" else str(int(hours))
