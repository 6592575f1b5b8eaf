"""For which days somebody wants an export; what cannot be is said before anything is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from marketkit.clock import HERE
from starlette.requests import Request

from gateway.pages.context import context
from gateway.pages.forms import NO_ERRORS, Errors
from gateway.presenters.dates import read_day

KINDS: Final = ("supplies", "sellers", "gobd", "datev")
EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2100, 12, 31)
LONGEST: Final = timedelta(days=3653)
_NUMBERS: Final = {"consultant": (1001, 9_999_999), "client": (1, 99_999)}


@dataclass(frozen=True, slots=True)
class Asked:
    """As it was typed; `kind` is empty until somebody asks for one."""

    kind: str
    first: str
    last: str
    year: str
    consultant: str
    client: str


def asked(request: Request) -> Asked:
    """Until somebody says otherwise: the month, and the year, that is over."""
    query, today = request.query_params, datetime.now(HERE).date()
    end = today.replace(day=1) - timedelta(days=1)
    kind = query.get("art", "")
    return Asked(
        kind=kind if kind in KINDS else "",
        first=query.get("von", end.replace(day=1).isoformat())[:20],
        last=query.get("bis", end.isoformat())[:20],
        year=query.get("jahr", str(today.year - 1))[:20],
        consultant=query.get("consultant", "1001")[:20],
        client=query.get("client", "1")[:20],
    )


def errors_in(request: Request, want: Asked) -> Errors:
    """Under the names of the fields, with the kind before them: each has a form of its own."""
    wrong = _wrong(want) if want.kind else {}
    if not wrong:
        return NO_ERRORS
    here = context(request)
    said = {f"{want.kind}-{name}": str(here.text(f"keeping.{key}")) for name, key in wrong.items()}
    return Errors(fields=said)


def query_of(want: Asked) -> str:
    """For the API; only after `errors_in` found nothing."""
    if want.kind == "sellers":
        span = {"from": f"{want.year}-01-01", "to": f"{want.year}-12-31"}
    else:
        span = {"from": want.first, "to": want.last}
    if want.kind == "datev":
        span |= {"consultant": want.consultant, "client": want.client}
    return urlencode(span)


def _wrong(want: Asked) -> Mapping[str, str]:
    if want.kind == "sellers":
        known = want.year.isascii() and want.year.isdigit() and len(want.year) == 4  # noqa: PLR2004 - digits of a year
        fits = known and EARLIEST.year <= int(want.year) <= LATEST.year
        return {} if fits else {"jahr": "wrong.year"}
    first, last = _day(want.first), _day(want.last)
    if first is None or last is None:
        return {name: "wrong.day" for name, day in (("von", first), ("bis", last)) if day is None}
    if last < first:
        return {"bis": "wrong.order"}
    if last - first > LONGEST:
        return {"bis": "wrong.long"}
    if want.kind == "datev":
        return _wrong_batch(want, one_year=first.year == last.year)
    return {}


def _wrong_batch(want: Asked, *, one_year: bool) -> Mapping[str, str]:
    typed = {"consultant": want.consultant, "client": want.client}
    found = {
        name: f"wrong.{name}"
        for name, (least, most) in _NUMBERS.items()
        if not (
            typed[name].isascii() and typed[name].isdigit() and least <= int(typed[name]) <= most
        )
    }
    return found if one_year else {"bis": "wrong.two_years", **found}


def _day(typed: str) -> date | None:
    day = read_day(typed)
    return day if day and EARLIEST <= day <= LATEST else None
