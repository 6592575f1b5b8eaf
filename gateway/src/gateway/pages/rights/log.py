"""The log of a shop in plain words: who did what, and what was there before."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from marketkit.money import Money
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages import catalogue
from gateway.pages.answers.rights import LogEntry
from gateway.pages.context import Context, context
from gateway.pages.counter.shop import my_shop
from gateway.pages.market import rights
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import page
from gateway.presenters.dates import local
from gateway.presenters.numbers import money

_PER_PAGE = 30
_SIDES = ("advisor", "own", "operator")
_THINGS = (
    "product", "promotion", "picture", "import", "shop", "checklist", "proof", "mandate",
    "person", "handover",
)  # fmt: skip
_CENTS = frozenset({"price", "deposit", "fee", "free_from", "minimum"})
_DAYS = {"7": 7, "30": 30, "365": 365}


async def show(request: Request) -> Response:
    query = request.query_params
    side = query.get("wer", "") if query.get("wer") in _SIDES else ""
    thing = query.get("was", "") if query.get("was") in _THINGS else ""
    days = query.get("tage", "") if query.get("tage") in _DAYS else ""
    shop = await my_shop(request)
    found = await rights.log(caller(request), shop.slug, **_asked(request, side, thing, days))
    here = context(request)
    return page(
        request,
        "rights/log.html",
        shop=shop,
        tab="more",
        lines=[_line(here, entry) for entry in found.items],
        following=found.next,
        side=side,
        thing=thing,
        days=days,
        sides=_SIDES,
        things=_THINGS,
        spans=tuple(_DAYS),
    )


def _asked(request: Request, side: str, thing: str, days: str) -> dict[str, Any]:
    cursor = request.query_params.get("cursor", "")
    since = None
    if days:
        today = local(context(request).now).date()
        begin = today - timedelta(days=_DAYS[days])
        since = datetime.combine(begin, time(), local(context(request).now).tzinfo).isoformat()
    return {
        "side": side or None,
        "action": thing or None,
        "since": since,
        "cursor": cursor if re.fullmatch(r"[A-Za-z0-9_-]{1,500}", cursor) else None,
        "limit": _PER_PAGE,
    }


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is read: `Preise geändert`, by whom, and each value before and after."""

    entry: LogEntry
    what: str
    changes: list[Change]


def _line(here: Context, entry: LogEntry) -> Line:
    changes = [
        Change(_label(here, name), _said(here, name, before), _said(here, name, after))
        for name, (before, after) in entry.changes.items()
    ]
    return Line(entry, _words(here, f"did.{entry.action}", "did.other"), changes)


def _label(here: Context, name: str) -> str:
    """`variant.BROT-1.price` → `Preis (BROT-1)`; what has no word of its own goes by its name."""
    if name.startswith("variant."):
        _, sku, *rest = name.split(".")
        return f"{_words(here, f'field.{rest[0] if rest else sku}', 'field.variant')} ({sku})"
    return _words(here, f"field.{name}", "") or name


def _said(here: Context, name: str, value: Any) -> str:
    if value is None or value == "":
        return str(here.text("log.nothing"))
    if isinstance(value, bool):
        return str(here.text("log.yes" if value else "log.no"))
    if name.rpartition(".")[2] in _CENTS and isinstance(value, int):
        return money(Money(amount=value), here.language)
    return ", ".join(_word(here, part) for part in str(value).split(", "))


def _word(here: Context, value: str) -> str:
    """Keys that mean something to people are said in words."""
    for area in ("action", "mandate_state", "role", "shop.status", "product.status", "day"):
        if catalogue.has(f"{area}.{value}", here.language):
            return str(here.text(f"{area}.{value}"))
    return value


def _words(here: Context, key: str, otherwise: str) -> str:
    found = key if catalogue.has(key, here.language) else otherwise
    return str(here.text(found)) if found else ""


ROUTES = [Route("/theke/{slug:slug}/verlauf", needs(None, show))]
