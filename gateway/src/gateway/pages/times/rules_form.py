"""The form in which a shop says how it takes orders, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gateway.pages.answers.times import DeliveryWindow, Said
from gateway.pages.context import Context
from gateway.pages.forms import Errors, Form
from gateway.pages.profile.hours import clock_time
from gateway.presenters.numbers import read_price
from gateway.presenters.week import DAYS

EMPTY_ROWS = 2
_MOST_ROWS = 20
_PARTS = ("until_day", "until", "collect_day", "begin", "end", "label", "on_holidays")
_TEXTS = ("minimum", "per_window", "days_ahead", "cutoff", "accept_within_minutes")
_TIMES = ("until", "begin", "end")
_AT_DOORS = ("delivery_window-begin", "delivery_window-end")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Values:
    """What stands in the form, as text; `rows` end with some empty ones to fill in."""

    texts: Mapping[str, str]
    ticks: frozenset[str]
    rows: Sequence[Row]
    products: frozenset[str] = frozenset()


_TICKS = ("also_in_hours", "in_rounds", "only_in_rounds")
_EMPTY: Row = dict.fromkeys(_PARTS, "")


def shown(said: Said) -> Values:
    """An empty field means that nothing holds."""
    cents = f"{said.minimum // 100},{said.minimum % 100:02d}" if said.minimum else ""
    texts = {
        "minimum": cents,
        "per_window": str(said.per_window or ""),
        "days_ahead": str(said.days_ahead),
        "cutoff": said.cutoff,
        "accept_within_minutes": str(said.accept_within_minutes),
    }
    at_doors = said.delivery_window or DeliveryWindow()
    texts |= zip(_AT_DOORS, (at_doors.begin, at_doors.end), strict=True)
    rows = [
        {part: str(getattr(window, part)) for part in _PARTS[:-1]}
        | {"on_holidays": "1" if window.on_holidays else ""}
        for window in said.windows
    ]
    ticks = frozenset(name for name in _TICKS if getattr(said, name))
    return Values(texts, ticks, _with_empty(rows), frozenset(said.round_products))


def typed(form: Form) -> Values:
    texts = {name: form.text(name) for name in (*_TEXTS, *_AT_DOORS)}
    rows = [
        {part: form.text(f"windows-{index}-{part}") for part in _PARTS}
        for index in range(_MOST_ROWS)
    ]
    filled = [row for row in rows if any(row.values())]
    ticks = frozenset(name for name in _TICKS if form.has(name))
    return Values(texts, ticks, _with_empty(filled), frozenset(form.all("round_products")))


def body_of(here: Context, values: Values, errors: Errors) -> dict[str, Any]:
    """What is sent to the service; what is no number or no time is said in `errors`."""
    texts = values.texts
    minimum = read_price(texts["minimum"]) if texts["minimum"] else 0
    if minimum is None:
        errors.add("minimum", str(here.text("times.error.price")))
    return {
        "minimum": minimum,
        "per_window": _number(here, texts, "per_window", errors),
        "days_ahead": _number(here, texts, "days_ahead", errors) or 7,
        "accept_within_minutes": _number(here, texts, "accept_within_minutes", errors) or 120,
        "cutoff": _time(here, texts["cutoff"], "cutoff", errors) or None,
        "windows": [
            _window(here, index, row, errors)
            for index, row in enumerate(values.rows)
            if any(row.values())
        ],
        "round_products": sorted(values.products),
        "delivery_window": _at_doors(here, texts, errors),
    } | {name: name in values.ticks for name in _TICKS}


def _at_doors(here: Context, texts: Mapping[str, str], errors: Errors) -> dict[str, str] | None:
    """Both empty: as the market has it. One alone says nothing."""
    if not any(texts[name] for name in _AT_DOORS):
        return None
    for name in _AT_DOORS:
        if not texts[name]:
            errors.add(name, str(here.text("times.error.time")))
    begin, end = (_time(here, texts[name], name, errors) for name in _AT_DOORS)
    return {"begin": begin, "end": end}


def _window(here: Context, index: int, row: Row, errors: Errors) -> dict[str, Any]:
    found: dict[str, Any] = {"label": row["label"], "on_holidays": bool(row["on_holidays"])}
    for part in ("until_day", "collect_day"):
        if row[part] not in DAYS:
            errors.add(f"windows-{index}-{part}", str(here.text("times.error.day")))
        found[part] = row[part]
    for part in _TIMES:
        name = f"windows-{index}-{part}"
        found[part] = _time(here, row[part], name, errors)
        if not row[part]:
            errors.add(name, str(here.text("times.error.time")))
    return found


def _time(here: Context, text: str, name: str, errors: Errors) -> str:
    found = clock_time(text)
    if text and (not found or found == "24:00"):
        errors.add(name, str(here.text("times.error.time")))
    return found


def _number(here: Context, texts: Mapping[str, str], name: str, errors: Errors) -> int | None:
    text = texts[name]
    if not text:
        return None
    if not text.isdecimal():
        errors.add(name, str(here.text("times.error.number")))
        return None
    return int(text[:6])


def _with_empty(rows: Sequence[Row]) -> list[Row]:
    return [*rows, *[_EMPTY] * EMPTY_ROWS][:_MOST_ROWS]


def labels(here: Context, values: Values) -> dict[str, str]:
    """Names of the fields for the summary of errors."""
    found = {name: str(here.text(f"times.{name}")) for name in (*_TEXTS, *_AT_DOORS)}
    for index, _ in enumerate(values.rows):
        for part in _PARTS:
            number = str(here.text("times.window", n=index + 1))
            found[f"windows-{index}-{part}"] = f"{number}, {here.text(f'times.{part}')}"
    return found
