"""Lists of invoices are read month by month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from marketkit.clock import HERE
from starlette.requests import Request

from gateway.presenters.dates import month_after, month_text, read_month

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """`month` as `2026-11`; empty: all of them."""

    month: str
    words: str
    cursor: str | None

    def query(self) -> Mapping[str, Any]:
        return {**self.span(), "q": self.words or None, "cursor": self.cursor, "limit": 50}

    def span(self) -> dict[str, Any]:
        """The first and the last day of the month."""
        first = read_month(self.month)
        if first is None:
            return {}
        last = month_after(first) - timedelta(days=1)
        return {"first": first.isoformat(), "last": last.isoformat()}


def wanted(request: Request) -> Wanted:
    """This month, until somebody chooses another or `alle`."""
    asked = request.query_params
    chosen = asked.get("monat", "")
    month = chosen if read_month(chosen) else this_month()
    return Wanted(
        month="" if chosen == "alle" else month,
        words=asked.get("q", "").strip()[:_LONGEST],
        cursor=asked.get("cursor"),
    )


def this_month() -> str:
    return month_text(datetime.now(HERE).date())
