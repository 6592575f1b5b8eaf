"""The table of opening hours in a form: two spans a day, or free text for those who know it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from gateway.pages.forms import Form
from gateway.presenters.week import DAYS
from gateway.presenters.week_plan import Plan, Spans, read, write

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")
_LAST_HOUR, _LAST_MINUTE = 24, 59


@dataclass(frozen=True, slots=True)
class Row:
    """One day with room for two spans; `wrong` when what was typed is no time."""

    day: str
    first: tuple[str, str] = ("", "")
    second: tuple[str, str] = ("", "")
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    text: str
    """The same in one line, for experts."""
    simple: bool
    """Whether the table can say all of it."""

    @property
    def wrong(self) -> list[str]:
        return [row.day for row in self.rows if row.wrong]


def table_of(text: str) -> Table:
    plan = read(text)
    return Table(_rows(plan or {}), text, plan is not None)


def from_form(form: Form) -> Table:
    """What the expert's line says holds, if somebody changed it; else the table."""
    text, before = form.text("opening_hours"), form.text("zeiten_vorher")
    if not form.has("mo-von1") or text != before:
        return table_of(text)
    monday = _typed(form, "mo")
    rows = [monday]
    for day in DAYS[1:]:
        like = form.has(f"{day}-wie")
        rows.append(
            Row(day, monday.first, monday.second, monday.wrong) if like else _typed(form, day)
        )
    if any(row.wrong for row in rows):
        return Table(tuple(rows), before, simple=True)
    return Table(tuple(rows), write(_plan(rows)), simple=True)


def _plan(rows: list[Row]) -> Plan:
    return {row.day: tuple(span for span in (row.first, row.second) if span[0]) for row in rows}


def _typed(form: Form, day: str) -> Row:
    raw = [form.text(f"{day}-{name}") for name in ("von1", "bis1", "von2", "bis2")]
    times = [clock_time(text) for text in raw]
    whole = [bool(text) for text in raw]
    pairs = whole[0] == whole[1] and whole[2] == whole[3]
    given = [time for time, text in zip(times, raw, strict=True) if text]
    in_order = all(given) and all(a < b for a, b in pairwise(given))
    shown = [time or text for time, text in zip(times, raw, strict=True)]
    first, second = (shown[0], shown[1]), (shown[2], shown[3])
    if not first[0] and not first[1]:
        first, second = second, first
    return Row(day, first, second, not (pairs and in_order))


def clock_time(text: str) -> str:
    """`7` and `7.30` are times, too; empty for what is none."""
    found = _CLOCK.fullmatch(text)
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    over = hour > _LAST_HOUR or minute > _LAST_MINUTE or (hour == _LAST_HOUR and minute > 0)
    return "" if over else f"{hour:02}:{minute:02}"


def _rows(plan: Mapping[str, Spans]) -> tuple[Row, ...]:
    nothing = ("", "")
    spans = {day: (*plan.get(day, ()), nothing, nothing) for day in DAYS}
    return tuple(Row(day, spans[day][0], spans[day][1]) for day in DAYS)
