"""Calling goods back: for operators, and for a shop its own goods, on the same pages."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.catalog import Shop
from gateway.pages.answers.duties import Recall
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.duties.countdown import countdown
from gateway.pages.duties.takedowns import moment_of
from gateway.pages.forms import EMPTY, Errors, Form, errors_from, read
from gateway.pages.market import catalog, duties
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, page

TEXTS = ("title", "danger", "action", "remedy", "contact")
FIELDS = (*TEXTS, "products", "source", "reference", "batch", "sold_from", "sold_to", "received_at")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOST_GOODS = 100


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody works: at the market's, or at a shop's counter."""

    shop: Shop | None
    base: str

    @property
    def values(self) -> dict[str, Any]:
        if self.shop is None:
            layout, tab = "operations/operations.html", "recalls"
        else:
            layout, tab = "counter/counter.html", "more"
        return {"layout": layout, "tab": tab, "shop": self.shop, "base": self.base}


async def _desk(request: Request) -> Desk:
    if "slug" not in request.path_params:
        return Desk(None, "/betrieb/rueckrufe")
    shop = await my_shop(request)
    return Desk(shop, f"/theke/{shop.slug}/rueckrufe")


async def listed(request: Request) -> Response:
    here, desk = context(request), await _desk(request)
    found = await duties.all_recalls(
        caller(request),
        desk.shop.slug if desk.shop else None,
        limit=24,
        cursor=request.query_params.get("cursor"),
    )
    lines = [(one, countdown(here, one.days_left, overdue=one.overdue)) for one in found.items]
    return page(request, "duties/desk_recalls.html", lines=lines, next=found.next, **desk.values)


async def new(request: Request) -> Response:
    return await _form(request, await _desk(request))


async def write(request: Request) -> Response:
    desk, form = await _desk(request), await read(request)
    try:
        body = _body(form)
        made = await duties.write_recall(caller(request), body, form.text("nonce") or str(uuid4()))
    except UpstreamProblem as refusal:
        if refusal.status == 404:  # noqa: PLR2004 - HTTP
            errors = Errors()
            errors.add("products", str(context(request).text("recall.products.unknown")))
            return await _form(request, desk, form, errors)
        return await _form(request, desk, form, errors_from(request, refusal, known=FIELDS))
    return go(request, f"{desk.base}/{made.id}", "recall_written")


async def one(request: Request) -> Response:
    return await _shown(request, await _desk(request))


async def act(request: Request) -> Response:
    """Publish, correct, end, or note a call; each may be repeated."""
    desk, form = await _desk(request), await read(request)
    ask, recall_id, verb = caller(request), _id(request), request.path_params["verb"]
    if verb == "veroeffentlichen":
        await duties.recall_verb(ask, recall_id, "publish")
    elif verb == "beenden":
        await duties.recall_verb(ask, recall_id, "end")
    elif verb == "angerufen" and _ID.fullmatch(form.text("order")):
        called = form.text("called") != "no"
        await duties.mark_called(ask, recall_id, form.text("order"), called=called)
    elif verb == "berichtigen":
        texts = {name: form.text(name) for name in TEXTS}
        try:
            await duties.correct_recall(ask, recall_id, {**texts, "mail": form.has("mail")})
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal, known=TEXTS)
            return await _shown(request, desk, form, errors)
    else:
        raise PageProblem(404)
    return go(request, f"{desk.base}/{recall_id}", f"recall_{verb}")


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _body(form: Form) -> dict[str, Any]:
    found = dict.fromkeys(_ID.findall(" ".join(form.all("products")).lower()))
    body: dict[str, Any] = {name: form.text(name) for name in TEXTS}
    body["products"] = [{"product_id": product} for product in found]
    for name in ("source", "reference", "batch", "sold_from", "sold_to"):
        if form.text(name):
            body[name] = form.text(name)
    if received := moment_of(form.text("received_at")):
        body["received_at"] = received
    return body


async def _form(
    request: Request, desk: Desk, form: Form = EMPTY, errors: Errors | None = None
) -> Response:
    goods = []
    if desk.shop:
        found = await catalog.shop_products(caller(request), desk.shop.slug, limit=_MOST_GOODS)
        goods = [(product.id, product.title) for product in found.items]
    return page(
        request,
        "duties/recall_form.html",
        422 if errors else 200,
        goods=goods,
        nonce=form.text("nonce") or str(uuid4()),
        given=form.text("products") or request.query_params.get("produkt", "")[:_MOST_GOODS],
        form=form,
        errors=errors or Errors(),
        **desk.values,
    )


async def _shown(
    request: Request, desk: Desk, form: Form = EMPTY, errors: Errors | None = None
) -> Response:
    ask, here = caller(request), context(request)
    found = await duties.recall(ask, _id(request))
    state = request.query_params.get("stand", "")
    reached = preview = None
    if found.status == "draft":
        preview = await part(duties.affected(ask, **_question(found)), may_be_missing=True)
    else:
        query = {"state": state if state in {"mailed", "to_call", "called"} else ""}
        query["cursor"] = request.query_params.get("cursor", "")
        asked = duties.recall_orders(ask, found.id, limit=50, **query)
        reached = await part(asked, may_be_missing=True)
    return page(
        request,
        "duties/desk_recall.html",
        422 if errors else 200,
        recall=found,
        preview=preview,
        reached=reached,
        left=countdown(here, found.days_left, overdue=found.overdue),
        form=form,
        errors=errors or Errors(),
        **desk.values,
    )


def _question(found: Recall) -> dict[str, Any]:
    return {
        "product_id": [product.product_id for product in found.products],
        "from": found.sold_from,
        "to": found.sold_to,
        "batch": found.batch,
    }


def _routes(base: str, role: str | None) -> list[Route]:
    pages: tuple[tuple[str, Callable[[Request], Awaitable[Response]], str], ...] = (
        ("", listed, "GET"),
        ("/neu", new, "GET"),
        ("/neu", write, "POST"),
        ("/{id:uuid}", one, "GET"),
        ("/{id:uuid}/{verb:slug}", act, "POST"),
    )
    return [
        Route(f"{base}{path}", needs(role, handler), methods=[method])
        for path, handler, method in pages
    ]


ROUTES = [
    *_routes("/betrieb/rueckrufe", "operator"),
    *_routes("/theke/{slug:slug}/rueckrufe", None),
]
