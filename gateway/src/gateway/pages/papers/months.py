"""Lists of invoices are read month by month."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from marketkit.clock import HERE
from starlette.requests import Request

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
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
        if not self.month:
            return {}
        first = date.fromisoformat(f"{self.month}-01")
        following = (first + timedelta(days=31)).replace(day=1)
        last = following - timedelta(days=1)
        return {"first": first.isoformat(), "last": last.isoformat()}


def wanted(request: Request) -> Wanted:
    """This month, until somebody chooses another or `alle`."""
    asked = request.query_params
    chosen = asked.get("monat", "")
    month = chosen if _MONTH.fullmatch(chosen) else this_month()
    return Wanted(
        month="" if chosen == "alle" else month,
        words=asked.get("q", "").strip()[:_LONGEST],
        cursor=asked.get("cursor"),
    )


def this_month() -> str:
    return f"{datetime.now(HERE):%Y-%m}"
