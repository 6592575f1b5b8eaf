"""The rules of commission for the operator: edit the whole table, look, then announce it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.money import Preview, Rule
from gateway.pages.context import context
from gateway.pages.forms import NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import catalog, money
from gateway.pages.market.caller import Caller, caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.numbers import read_charge, read_permille

SPARE = 3
MOST = 50
WAYS = ("shop", "point", "delivery")
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class Row:
    """One rule as it was typed."""

    name: str = ""
    percent: str = ""
    fixed: str = ""
    category: str = ""
    shop: str = ""
    way: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.percent)


async def show(request: Request) -> Response:
    return await _page(request, None, NO_ERRORS)


async def change(request: Request) -> Response:
    """A look first, if that button was pressed; nothing is announced by looking."""
    form, ask = await read(request), caller(request)
    rows = _rows(form)
    errors, rules = await _rules(request, rows)
    if errors:
        return await _page(request, rows, errors, form=form)
    try:
        if form.has("look"):
            seen = await money.preview(ask, rules)
            return await _page(request, rows, NO_ERRORS, seen=seen, form=form)
        said = {"valid_from": form.text("valid_from"), "rules": rules}
        short = await money.change(ask, said)
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal, known=("valid_from",))
        return await _page(request, rows, errors, form=form)
    return go(request, "/betrieb/provision", "rules_short" if short else "rules_announced")


async def past(request: Request) -> Response:
    found = await money.history(caller(request), request.query_params.get("cursor"))
    return page(request, "money/past.html", tab="commission", found=found)


async def _page(
    request: Request, rows: Sequence[Row] | None, errors: Errors, *, seen: Preview | None = None,
    form: Form | None = None,
) -> Response:  # fmt: skip
    table = await money.table(caller(request))
    current = table.announced if table.announced_from else table.today
    listed = list(rows) if rows is not None else [_typed(rule) for rule in current]
    begin = form.text("valid_from") if form else ""
    return page(
        request,
        "money/rules.html",
        422 if errors else 200,
        tab="commission",
        table=table,
        rows=[*listed, *[Row()] * min(SPARE, MOST - len(listed))],
        ways=WAYS,
        errors=errors,
        category_names={one.key: one.name for one in table.categories},
        seen=seen,
        begin=begin or table.notice_until.isoformat(),
        key=str(uuid4()),
    )


def _rows(form: Form) -> list[Row]:
    columns = [form.all(name) for name in ("name", "percent", "fixed", "category", "shop", "way")]
    rows = [Row(*cells) for cells in zip(*columns, strict=False)]
    return [row for row in rows if not row.is_empty][:MOST]


async def _rules(request: Request, rows: Sequence[Row]) -> tuple[Errors, list[dict[str, Any]]]:
    """What was typed as the service wants it, or what is wrong with it, by the rule's place."""
    here, errors, ask = context(request), Errors(), caller(request)
    rules = []
    for place, row in enumerate(rows, 1):
        rate, fixed = read_permille(row.percent or "0"), read_charge(row.fixed or "0")
        shop_id = await _shop_id(ask, row.shop) if row.shop else ""
        if rate is None or fixed is None or shop_id is None:
            errors.add("rules", str(here.text("rules.wrong", place=place)))
        rules.append(
            {
                "name": row.name,
                "permille": rate,
                "fixed": fixed,
                "category": row.category or None,
                "shop_id": shop_id or None,
                "way": row.way or None,
            }
        )
    return errors, rules


async def _shop_id(ask: Caller, slug: str) -> str | None:
    try:
        return (await catalog.shop(ask, slug)).id
    except UpstreamProblem as refusal:
        if refusal.status != _NOT_FOUND:
            raise
        return None


def _typed(rule: Rule) -> Row:
    fixed = rule.fixed.amount
    return Row(
        name=rule.name,
        percent=rule.percent,
        fixed=f"{fixed // 100},{fixed % 100:02d}" if fixed else "",
        category=rule.category,
        shop=rule.shop.slug,
        way=rule.way,
    )


_HERE = "/betrieb/provision"
ROUTES = [
    Route(_HERE, needs("operator", show)),
    Route(_HERE, needs("operator", change), methods=["POST"]),
    Route(f"{_HERE}/verlauf", needs("operator", past)),
]
