"""Beginning from what there is: a copy of a product, or last year's once more."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.catalog import Product
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, Form, errors_from, key_of, read
from gateway.pages.market import catalog, working
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.numbers import read_price


async def copy(request: Request) -> Response:
    form, slug = await read(request), request.path_params["slug"]
    made = await working.duplicate(caller(request), str(request.path_params["id"]), key_of(form))
    return go(request, f"/theke/{slug}/produkte/{made.id}", "duplicated")


async def templates(request: Request) -> Response:
    """All patterns of the shop, each with this year's prices to fill in."""
    shop = await my_shop(request)
    found = await working.templates(caller(request), shop.slug, request.query_params.get("cursor"))
    return _page(request, shop, list(found.items), following=found.next)


async def ask(request: Request) -> Response:
    product = await catalog.product(caller(request), str(request.path_params["id"]))
    return _page(request, await my_shop(request), [product], only=True)


async def again(request: Request) -> Response:
    """One tap, at the prices that stand there now."""
    form, who = await read(request), caller(request)
    slug, product_id = request.path_params["slug"], str(request.path_params["id"])
    variants, errors = _said(request, form)
    if not errors:
        try:
            await working.offer_again(who, product_id, variants)
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal)
        else:
            product = await catalog.product(who, product_id)
            flash = "published" if product.status == "published" else "in_review"
            return go(request, f"/theke/{slug}/produkte/{product_id}", flash)
    product = await catalog.product(who, product_id)
    return _page(request, await my_shop(request), [product], errors=errors, only=True)


def _said(request: Request, form: Form) -> tuple[list[dict[str, Any]], Errors]:
    errors, variants = Errors(), []
    for variant in form.all("variante"):
        cents = read_price(form.text(f"preis-{variant}"))
        if cents is None or cents <= 0:
            errors.add(f"preis-{variant}", str(context(request).text("error.price")))
            continue
        said: dict[str, Any] = {"id": variant, "price": {"amount": cents, "currency": "EUR"}}
        count = form.text(f"menge-{variant}")
        variants.append(said | ({"on_hand": int(count)} if count.isdecimal() else {}))
    return variants, errors


def _page(
    request: Request,
    shop: Any,
    products: list[Product],
    *,
    errors: Errors = NO_ERRORS,
    following: str | None = None,
    only: bool = False,
) -> Response:
    price = str(context(request).text("pf.price"))
    labels = {f"preis-{v.id}": v.label or price for p in products for v in p.variants}
    return page(
        request,
        "counter/templates.html",
        422 if errors else 200,
        shop=shop,
        tab="products",
        products=products,
        errors=errors,
        labels=labels,
        following=following,
        only=only,
    )


_ONE = "/theke/{slug:slug}/produkte/{id:uuid}"
ROUTES = [
    Route("/theke/{slug:slug}/produkte/vorlagen", needs(None, templates)),
    Route(f"{_ONE}/kopieren", needs(None, copy), methods=["POST"]),
    Route(f"{_ONE}/wieder", needs(None, ask)),
    Route(f"{_ONE}/wieder", needs(None, again), methods=["POST"]),
]
