"""A shop's invoices: to find, to save for the tax adviser, and what is missing for some."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import papers
from gateway.pages.market.caller import caller
from gateway.pages.papers.files import download, format_of
from gateway.pages.papers.months import this_month, wanted
from gateway.pages.problems import needs
from gateway.pages.reply import go, page

_REFUSED = 422


async def listed(request: Request) -> Response:
    return await _listed(request, NO_ERRORS)


async def _listed(request: Request, errors: Errors, form: Form | None = None) -> Response:
    shop, ask, want = await my_shop(request), caller(request), wanted(request)
    found, waiting, settings = await asyncio.gather(
        papers.of_shop(ask, shop.slug, want.query()),
        papers.waiting_at(ask, shop.slug),
        papers.settings(ask, shop.slug),
    )
    return page(
        request,
        "papers/desk.html",
        _REFUSED if errors else 200,
        shop=shop,
        tab="more",
        found=found,
        waiting=waiting.items,
        settings=settings,
        want=want,
        this_month=this_month(),
        form=form,
        errors=errors,
        labels=_labels(request),
    )


def _labels(request: Request) -> dict[str, str]:
    here = context(request)
    return {name: str(here.text(f"papers.{name}")) for name in ("prefix", "tax_number")}


async def change(request: Request) -> Response:
    form = await read(request)
    slug = str(request.path_params["slug"])
    body = {
        "prefix": form.text("prefix") or None,
        "tax_number": form.text("tax_number"),
        "at_pickup": form.has("at_pickup"),
    }
    try:
        await papers.change_settings(caller(request), slug, body)
    except UpstreamProblem as refusal:
        if refusal.status != _REFUSED:
            raise
        return await _listed(request, errors_from(request, refusal), form)
    return go(request, f"/theke/{slug}/rechnungen", "papers_saved")


async def try_again(request: Request) -> Response:
    await read(request)
    slug = str(request.path_params["slug"])
    left = await papers.try_again(caller(request), slug)
    return go(
        request, f"/theke/{slug}/rechnungen", "papers_wait" if left.items else "papers_issued"
    )


async def save(request: Request) -> Response:
    at, kind = request.path_params, format_of(request)
    path = f"/shops/{at['slug']}/invoices/{at['paper']}"
    content = await papers.file(caller(request), path, {"format": kind})
    return download(content, f"rechnung-{str(at['paper'])[-12:]}", kind)


async def table(request: Request) -> Response:
    return await _all_of_month(request, "table.csv", "csv")


async def archive(request: Request) -> Response:
    return await _all_of_month(request, "archive.zip", "zip")


async def _all_of_month(request: Request, name: str, kind: str) -> Response:
    """What is too much at once is said on the page and not as a file."""
    slug, want = str(request.path_params["slug"]), wanted(request)
    query = {**want.span(), "q": want.words or None}
    try:
        content = await papers.file(caller(request), f"/shops/{slug}/invoices/{name}", query)
    except UpstreamProblem as refusal:
        if refusal.status != _REFUSED:
            raise
        return await _listed(request, errors_from(request, refusal))
    return download(content, f"rechnungen-{slug}-{want.month or 'alle'}", kind)


_HERE = "/theke/{slug:slug}/rechnungen"
ROUTES = [
    Route(_HERE, needs(None, listed)),
    Route(f"{_HERE}/angaben", needs(None, change), methods=["POST"]),
    Route(f"{_HERE}/nachholen", needs(None, try_again), methods=["POST"]),
    Route(f"{_HERE}/tabelle.csv", needs(None, table)),
    Route(f"{_HERE}/alle.zip", needs(None, archive)),
    Route(f"{_HERE}/{{paper:uuid}}", needs(None, save)),
]
