"""One business: what is missing, and the link with which its owner takes it over."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.catalog import HandoverLink
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import catalog
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.board import step_of

_MOST = 100


async def show(request: Request) -> Response:
    return await _page(request)


async def make_link(request: Request) -> Response:
    """The link is shown once, here: only its fingerprint is kept."""
    form = await read(request)
    try:
        link = await catalog.hand_over(
            caller(request), request.path_params["slug"], form.text("email")
        )
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal, None, ["email"])
        return await _page(request, errors=errors, form=form)
    return await _page(request, link=link, form=form)


async def open_shop(request: Request) -> Response:
    await read(request)
    slug = request.path_params["slug"]
    try:
        await catalog.open_or_pause(caller(request), slug, "go-live")
    except UpstreamProblem as refusal:
        return await _page(request, errors=errors_from(request, refusal))
    return go(request, f"/beratung/{slug}", "opened")


async def _page(
    request: Request,
    *,
    link: HandoverLink | None = None,
    errors: Errors = NO_ERRORS,
    form: Form = EMPTY,
) -> Response:
    ask, slug = caller(request), request.path_params["slug"]
    shop, goods = await asyncio.gather(
        my_shop(request), catalog.shop_products(ask, slug, status="published", limit=_MOST)
    )
    onboarding = shop.onboarding
    stage = onboarding.stage if onboarding else shop.stage
    missing = list(onboarding.missing) if onboarding else []
    values: dict[str, Any] = {
        "link": f"{request.url.scheme}://{request.url.netloc}{link.url_path}" if link else None,
        "expires": link.expires_at if link else None,
        "handed": stage == "handed_over",
        "step": step_of(stage, shop.status, len(missing)),
    }
    return page(
        request,
        "advisor/case.html",
        422 if errors else 200,
        tab="board",
        shop=shop,
        missing=missing,
        products=len(goods.items),
        errors=errors,
        form=form,
        **values,
    )


ROUTES = [
    Route("/beratung/{slug:slug}", needs("advisor", show)),
    Route("/beratung/{slug:slug}/uebergabe", needs("advisor", make_link), methods=["POST"]),
    Route("/beratung/{slug:slug}/oeffnen", needs("advisor", open_shop), methods=["POST"]),
]
