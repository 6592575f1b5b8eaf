"""What a product cost when, and its promotions: planned here, computed by the catalog."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from marketkit.clock import HERE
from marketkit.money import Money
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.catalog import Product
from gateway.pages.answers.prices import PricePeriod, VariantPrices
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import catalog, prices
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.dates import local, read_day
from gateway.presenters.numbers import read_price
from gateway.presenters.price_chart import Chart, Step, chart

_REASONS = ("normal", "perishable")


@dataclass(frozen=True, slots=True)
class Course:
    """One variant's prices, newest first, and how they look."""

    variant_id: str
    label: str
    lowest: Money | None
    periods: tuple[PricePeriod, ...]
    chart: Chart | None


async def show(request: Request) -> Response:
    return await _page(request)


async def plan(request: Request) -> Response:
    """The catalog refuses what would be no reduction, and says why."""
    form, ask = await read(request), caller(request)
    product = await catalog.product(ask, str(request.path_params["id"]))
    errors, body = _body(request, form, product)
    if not errors:
        try:
            await prices.plan(ask, product.id, body, _key(form.text("key")))
            return go(request, _address(request), "promotion_planned")
        except UpstreamProblem as refusal:
            names = {
                f"variants[{n}].price": f"price-{variant['id']}"
                for n, variant in enumerate(body["variants"])
            }
            known = [*names.values(), "starts_at", "ends_at"]
            errors = errors_from(request, refusal, names, known)
    return await _page(request, form, errors)


async def end(request: Request) -> Response:
    await read(request)
    await prices.end(caller(request), str(request.path_params["promotion"]))
    return go(request, _address(request), "promotion_ended")


async def _page(request: Request, form: Form = EMPTY, errors: Errors = NO_ERRORS) -> Response:
    ask, product_id = caller(request), str(request.path_params["id"])
    shop, product, history, planned = await asyncio.gather(
        my_shop(request),
        catalog.product(ask, product_id),
        prices.history(ask, product_id),
        prices.promotions(ask, product_id),
    )
    now = context(request).now
    return page(
        request,
        "prices/history.html",
        422 if errors else 200,
        shop=shop,
        tab="products",
        product=product,
        courses=[_course(variant, now) for variant in history.variants],
        promotions=planned.items,
        form=form,
        errors=errors,
        key=str(uuid4()),
        today=local(now).date().isoformat(),
    )


def _course(variant: VariantPrices, now: datetime) -> Course:
    offered = [period for period in variant.periods if period.offered]
    steps = [Step(p.price.amount, p.valid_from, p.valid_to) for p in offered]
    lowest = variant.lowest_30_days
    drawn = chart(steps, lowest.amount if lowest else None, now)
    return Course(variant.variant_id, variant.label, lowest, variant.periods, drawn)


def _body(request: Request, form: Form, product: Product) -> tuple[Errors, dict[str, Any]]:
    """What was typed, as the catalog wants it; empty prices are variants left as they are."""
    here, errors, variants = context(request), Errors(), []
    for variant in product.variants:
        typed = form.text(f"price-{variant.id}")
        cents = read_price(typed) if typed else None
        if typed and cents is None:
            errors.add(f"price-{variant.id}", str(here.text("error.price")))
        elif cents is not None:
            variants.append({"id": variant.id, "price": {"amount": cents, "currency": "EUR"}})
    begin, until = read_day(form.text("starts_at")), read_day(form.text("ends_at"))
    if not variants and not errors:
        errors.add(f"price-{product.variants[0].id}", str(here.text("promotion.error.price")))
    if until is None:
        errors.add("ends_at", str(here.text("promotion.error.until")))
        return errors, {}
    reason = form.text("reason") if form.text("reason") in _REASONS else "normal"
    body = {"variants": variants, "ends_at": _at(until + timedelta(days=1)), "reason": reason}
    if begin is not None and begin > local(here.now).date():
        body["starts_at"] = _at(begin)
    return errors, body


def _at(day: date) -> str:
    """Midnight at the beginning of the day, on the region's clocks."""
    return datetime.combine(day, time(), HERE).isoformat()


def _key(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())


def _address(request: Request) -> str:
    return f"/theke/{request.path_params['slug']}/produkte/{request.path_params['id']}/preise"


_PRICES = "/theke/{slug:slug}/produkte/{id:uuid}/preise"
ROUTES = [
    Route(_PRICES, needs(None, show)),
    Route(_PRICES, needs(None, plan), methods=["POST"]),
    Route(f"{_PRICES}/{{promotion:uuid}}/beenden", needs(None, end), methods=["POST"]),
]
