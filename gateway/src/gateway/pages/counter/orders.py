"""A shop's orders and the verbs on them: accept, decline, ready, hand over, cancel."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import Form, read
from gateway.pages.market import orders
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs, problem_page
from gateway.pages.refusals import PageProblem, words
from gateway.pages.reply import go, page

_PER_PAGE = 20
_VERBS = {
    "annehmen": ("accept", "accepted"),
    "ablehnen": ("decline", "declined"),
    "bereit": ("ready", "made_ready"),
    "uebergeben": ("hand-over", "handed_over"),
    "stornieren": ("cancel", "shop_cancelled"),
    "rueckgaengig": ("undo", "step_undone"),
}
_STATUSES = ("placed", "accepted", "ready", "handed_over", "declined", "cancelled")


async def orders_page(request: Request) -> Response:
    query = request.query_params
    status, day = query.get("status", ""), query.get("day", "")
    status = status if status in _STATUSES else ""
    day = day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else ""
    shop = await my_shop(request)
    found = await orders.shop_orders(
        caller(request),
        shop.slug,
        status=status,
        day=day,
        limit=_PER_PAGE,
        cursor=query.get("cursor"),
    )
    return page(
        request,
        "counter/orders.html",
        shop=shop,
        tab="orders",
        orders=found,
        status=status,
        day=day,
    )


async def act(request: Request) -> Response:
    """One verb on one order; a refusal for its state says why and changes nothing."""
    form = await read(request)
    slug, order_id = request.path_params["slug"], str(request.path_params["order"])
    if request.path_params["verb"] not in _VERBS:
        raise PageProblem(404)
    verb, flash = _VERBS[request.path_params["verb"]]
    try:
        await orders.shop_order_verb(caller(request), order_id, verb, _body(verb, form))
    except UpstreamProblem as refusal:
        if refusal.code == "age_not_checked":
            return go(request, f"/theke/{slug}#b-{order_id}", "age_not_checked")
        if refusal.code == "wrong_pickup_code":
            return go(request, f"/theke/{slug}#b-{order_id}", "wrong_code")
        if refusal.status in {409, 422}:
            return problem_page(request, refusal.status, words(request, refusal))
        raise
    return go(request, f"/theke/{slug}", flash)


def _body(verb: str, form: Form) -> dict[str, Any] | None:
    if verb in {"decline", "cancel"}:
        return {"reason": form.text("own_reason") or form.text("reason")}
    if verb == "undo":
        return {"step": form.text("step")}
    if verb == "hand-over":
        code = form.text("pickup_code").replace(" ", "").upper()
        return {"pickup_code": code} | ({"age_checked": True} if form.has("age_checked") else {})
    return None


ROUTES = [
    Route("/theke/{slug:slug}/bestellungen", needs(None, orders_page)),
    Route(
        "/theke/{slug:slug}/bestellungen/{order:uuid}/{verb:slug}",
        needs(None, act),
        methods=["POST"],
    ),
]
