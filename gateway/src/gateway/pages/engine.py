"""The template engine: everything escaped, one set of words and filters for all pages."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context as Scope
from marketkit.money import Money
from markupsafe import Markup, escape

from gateway.pages.answers.base import UnitPrice
from gateway.pages.answers.catalog import Closure
from gateway.pages.assets import address
from gateway.pages.context import Context, form_token
from gateway.pages.forms import EMPTY, NO_ERRORS
from gateway.pages.head import head_of, structured
from gateway.presenters import dates, hyphens, numbers, operator_menu
from gateway.presenters.closed import closed_now_or_soon
from gateway.presenters.freshness import stale_days
from gateway.presenters.marked import marked
from gateway.presenters.week import week

_FOLDER = Path(__file__).parent.parent / "templates"


@cache
def environment() -> Environment:
    engine = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    engine.globals |= {
        "t": _text,
        "tn": _plural,
        "asset": address,
        "week": week,
        "with_query": _with_query,
        "german": _german,
        "structured": structured,
        "operator_groups": operator_menu.GROUPS,
        "operator_group": operator_menu.group_of,
    }
    engine.filters |= {
        "money": _money,
        "cents": _cents,
        "per": _per,
        "amount": _amount,
        "km": _distance,
        "day": _day,
        "short_day": _short_day,
        "full_day": _full_day,
        "clock": _clock,
        "span": _span,
        "shy": hyphens.soft_hyphens,
        "marked": marked,
        "number": _number,
        "paragraphs": _paragraphs,
        "local": dates.local,
        "typed_price": numbers.typed_price,
        "per_mille": _per_mille,
        "stale_days": _stale_days,
        "closed": _closed,
    }
    return engine


def render(here: Context, template: str, **values: Any) -> str:
    known = {
        "here": here,
        "lang": here.language,
        "head": values.get("head") or head_of(here),
        "form_token": form_token(here.request),
        "request_id": getattr(here.request.state, "request_id", ""),
        "form": EMPTY,
        "errors": NO_ERRORS,
    }
    return environment().get_template(template).render(known | values)


def _here(scope: Scope) -> Context:
    here: Context = scope["here"]
    return here


@pass_context
def _text(scope: Scope, key: str, **values: object) -> Markup:
    return _here(scope).text(key, **values)


@pass_context
def _plural(scope: Scope, key: str, number: int, **values: object) -> Markup:
    return _here(scope).plural(key, number, **values)


@pass_context
def _money(scope: Scope, value: Money) -> str:
    return numbers.money(value, scope["lang"])


@pass_context
def _cents(scope: Scope, value: int) -> str:
    return numbers.money(Money(amount=value), scope["lang"])


@pass_context
def _per(scope: Scope, value: UnitPrice) -> str:
    unit = _here(scope).region.word("bases", value.per, scope["lang"])
    if value.kind:
        unit = f"{unit} ({_here(scope).region.word('units', value.kind, scope['lang'])})"
    return numbers.unit_price(value.money, unit, scope["lang"])


@pass_context
def _amount(scope: Scope, value: Any, unit: str) -> str:
    name = _here(scope).region.word("units", unit, scope["lang"])
    return numbers.amount(value, name, scope["lang"])


@pass_context
def _number(scope: Scope, value: int) -> str:
    return numbers.whole(value, scope["lang"])


@pass_context
def _distance(scope: Scope, value: float) -> str:
    return numbers.distance(value, scope["lang"])


@pass_context
def _stale_days(scope: Scope, confirmed_at: datetime | None) -> int | None:
    return stale_days(confirmed_at, _here(scope).now)


@pass_context
def _closed(scope: Scope, closures: Sequence[Closure]) -> Markup | str:
    """`Geschlossen bis 4. Januar 2027`, today or soon; empty when there is nothing to say."""
    here = _here(scope)
    today = dates.local(here.now).date()
    found = closed_now_or_soon(closures, today)
    if found is None:
        return ""
    first, last = (dates.full_day(day, here.language) for day in (found.first, found.last))
    if found.first == found.last:
        said = here.text("closed.on", day=last)
    elif found.first <= today:
        said = here.text("closed.now", day=last)
    else:
        said = here.text("closed.soon", first=first, last=last)
    return said + (f": {found.text}" if found.text else "")


@pass_context
def _per_mille(scope: Scope, value: int) -> str:
    return numbers.per_mille(value, scope["lang"])


@pass_context
def _day(scope: Scope, value: date) -> str:
    return dates.day(value, scope["lang"])


@pass_context
def _short_day(scope: Scope, value: date) -> str:
    return dates.short_day(value, scope["lang"])


@pass_context
def _full_day(scope: Scope, value: date) -> str:
    return dates.full_day(value, scope["lang"])


@pass_context
def _clock(scope: Scope, value: datetime) -> str:
    return dates.clock_time(value, scope["lang"])


@pass_context
def _span(scope: Scope, start: datetime, end: datetime | None = None) -> str:
    return dates.span(start, end, scope["lang"])


@pass_context
def _german(scope: Scope) -> Markup:
    """Names and stories come in German: an English page says so to screen readers."""
    return Markup("") if scope["lang"] == "de" else Markup(' lang="de"')


@pass_context
def _with_query(scope: Scope, **changes: object) -> str:
    """This page's address with some query fields changed; None removes one."""
    here = _here(scope)
    kept = [(k, v) for k, v in here.request.query_params.multi_items() if k not in changes]
    new = [(key, str(value)) for key, value in changes.items() if value is not None]
    query = urlencode([*kept, *new])
    return f"{here.path}?{query}" if query else here.path


def _paragraphs(text: str) -> Markup:
    parts = [part.strip() for part in text.splitlines() if part.strip()]
    return Markup("").join(Markup('<p class="read">{}</p>').format(escape(p)) for p in parts)
