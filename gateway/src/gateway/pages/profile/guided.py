"""The shop's profile: an overview with what is missing, and one small page for each part."""

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages import conflict
from gateway.pages.answers.catalog import Shop
from gateway.pages.context import Context, context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import catalog, checklist
from gateway.pages.market import profile as market
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import needs
from gateway.pages.profile import delivery, hours, steps
from gateway.pages.profile.hours import Table
from gateway.pages.profile.steps import STEPS, Step, Values
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, page
from gateway.presenters.dates import local
from gateway.presenters.map import place_on_map
from gateway.presenters.week import week

_CHANGED_SINCE = 412
_VERBS = {"oeffnen": ("go-live", "opened"), "pausieren": ("pause", "paused")}
_HOURS = "opening_hours"


async def overview(request: Request) -> Response:
    return await _overview(request, await my_shop(request), NO_ERRORS)


async def show(request: Request) -> Response:
    step, shop = _step(request), await my_shop(request)
    values = steps.from_shop(shop, step)
    return show_form(request, shop, step, values, NO_ERRORS, hours.table_of(shop.opening_hours))


async def save(request: Request) -> Response:
    """Each step is saved by itself; what somebody else changed meanwhile is asked about."""
    form, step, here = await read(request), _step(request), context(request)
    begun = conflict.begun_with(form)
    merged = conflict.is_resolution(form)
    if merged:
        form = conflict.resolved(form)
    values, table = _typed(form, step, merged=merged)
    if form.has(delivery.SHOW):
        return await _shown_again(request, step, form, values)
    errors = steps.check(here, values)
    if table and table.wrong:
        errors.add(f"{table.wrong[0]}-von1", str(here.text("profile.hours.wrong")))
    if not errors:
        try:
            await market.change(
                caller(request), _slug(request), steps.body(values), form.number("version")
            )
        except UpstreamProblem as refusal:
            if refusal.status == _CHANGED_SINCE:
                return await _both_versions(request, step, values, begun)
            errors = errors_from(request, refusal, None, step.names)
        else:
            return go(request, _next_address(request, step), "saved")
    shown = await _as_begun(request, form)
    return show_form(
        request,
        shown,
        step,
        values,
        errors,
        table or hours.table_of(shown.opening_hours),
        form=form,
    )


def _typed(form: Form, step: Step, *, merged: bool) -> tuple[Values, Table | None]:
    """The hours come as a table, unless they have been put together from two versions."""
    if step.key == "zeiten" and not merged:
        table = hours.from_form(form)
        return {_HOURS: table.text}, table
    return steps.from_form(form, step), None


async def _shown_again(request: Request, step: Step, form: Form, values: Values) -> Response:
    """Nothing is saved yet: places were picked, or the sentence was asked for."""
    shown = await _as_begun(request, form)
    values = delivery.picked(context(request), shown, form, values)
    table = hours.table_of(shown.opening_hours)
    return show_form(request, shown, step, values, NO_ERRORS, table, form=form)


async def _as_begun(request: Request, form: Form) -> Shop:
    """The shop, in the version that the form began with."""
    shop, version = await my_shop(request), form.number("version")
    return shop.model_copy(update={"version": shop.version if version is None else version})


async def open_or_pause(request: Request) -> Response:
    """Go live or take a break; what is missing for going live is said with its step."""
    await read(request)
    shop = await my_shop(request)
    verb, flash = _VERBS[request.url.path.rsplit("/", 1)[1]]
    try:
        await catalog.open_or_pause(caller(request), shop.slug, verb)
    except UpstreamProblem as refusal:
        known = [name for step in STEPS for name in step.names]
        return await _overview(request, shop, errors_from(request, refusal, None, known))
    return go(request, f"/theke/{shop.slug}/profil", flash)


async def _both_versions(request: Request, step: Step, values: Values, begun: Any) -> Response:
    shop = await my_shop(request)
    theirs = steps.from_shop(shop, step)
    return page(
        request,
        "counter/conflict.html",
        409,
        shop=shop,
        tab="more",
        title=shop.name,
        action=_address(request, step),
        version=shop.version,
        differences=conflict.differing(
            values, theirs, begun, steps.labels(context(request), step.names)
        ),
        fields=conflict.hidden(values, theirs),
    )


async def _overview(request: Request, shop: Shop, errors: Errors) -> Response:
    here = context(request)
    found = await part(checklist.checklist(caller(request), shop.slug), may_be_missing=True)
    missing = shop.onboarding.missing if shop.onboarding else ()
    lines = [(step, steps.number(step), steps.missing_in(step, missing)) for step in STEPS]
    return page(
        request,
        "profile/overview.html",
        422 if errors else 200,
        shop=shop,
        tab="more",
        lines=lines,
        done=sum(not lacks for _, _, lacks in lines),
        light=found.light if found else None,
        elsewhere=[one for one in missing if steps.step_of(one.field) is None],
        errors=errors,
        labels={},
        week=_week(here, shop),
        addresses={name: step.key for step in STEPS for name in step.names},
    )


def show_form(  # noqa: PLR0913 - what was typed, and what stands around it
    request: Request,
    shop: Shop,
    step: Step,
    values: Values,
    errors: Errors,
    table: Table,
    *,
    form: Form = EMPTY,
) -> Response:
    here = context(request)
    if step.key == "zeiten" and errors.get(_HOURS):
        table = replace(table, text=values[_HOURS])
    return page(
        request,
        "profile/step.html",
        422 if errors else 200,
        shop=shop,
        tab="more",
        step=step,
        number=steps.number(step),
        count=len(STEPS),
        before=steps.before(step),
        after=steps.after(step),
        v=values,
        errors=errors,
        labels=steps.labels(here, step.names),
        base=conflict.written(steps.from_shop(shop, step)),
        table=table,
        around=delivery.offered(here, shop, form, values) if step.key == "lieferung" else None,
        tax_modes=[(word.key, word.name(here.language)) for word in here.region.words("tax_modes")],
        map=place_on_map(shop.lat, shop.lon, here.region.centre)
        if shop.lat is not None and shop.lon is not None
        else None,
    )


def _week(here: Context, shop: Shop) -> Any:
    spans = [(day.day, day.spans) for day in shop.opening_week]
    return week(spans, local(here.now).weekday())


def _step(request: Request) -> Step:
    found = steps.find(request.path_params["step"])
    if found is None:
        raise PageProblem(404)
    return found


def _slug(request: Request) -> str:
    return str(request.path_params["slug"])


def _address(request: Request, step: Step) -> str:
    return f"/theke/{_slug(request)}/profil/{step.key}"


def _next_address(request: Request, step: Step) -> str:
    following = steps.after(step)
    return _address(request, following) if following else f"/theke/{_slug(request)}/profil"


_ONE = "/theke/{slug:slug}"
ROUTES = [
    Route(f"{_ONE}/profil", needs(None, overview)),
    Route(f"{_ONE}/profil/{{step}}", needs(None, show)),
    Route(f"{_ONE}/profil/{{step}}", needs(None, save), methods=["POST"]),
    Route(f"{_ONE}/oeffnen", needs(None, open_or_pause), methods=["POST"]),
    Route(f"{_ONE}/pausieren", needs(None, open_or_pause), methods=["POST"]),
]
