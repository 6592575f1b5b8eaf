"""Pickup times as choices, grouped by day."""

from collections.abc import Sequence
from datetime import datetime

from gateway.presenters.dates import day, span

Slot = tuple[datetime, datetime | None, str]


def by_day(slots: Sequence[Slot], language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """`[("Sonnabend, 21. November", [("2026-11-21T09:00:00+01:00", "9:00 …"), …]), …]`."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for start, end, label in slots:
        words = span(start, end, language) + (f", {label}" if label else "")
        groups.setdefault(day(start, language), []).append((start.isoformat(), words))
    return list(groups.items())
