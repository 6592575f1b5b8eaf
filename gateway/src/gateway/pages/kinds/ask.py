"""Asking a shop what work would cost: a form of few fields, then photos on the quote's own page."""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import catalog, quotes
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, page

_FIELDS = (
    "text", "wish_date", "contact-name", "contact-email", "contact-phone", "address-street",
    "address-postal_code", "address-place",
)  # fmt: skip
LABELS = {
    "text": "quote.text",
    "wish_date": "quote.wish_date",
    "contact-name": "account.name",
    "contact-email": "quote.email",
    "contact-phone": "quote.phone",
    "address-street": "quote.street",
    "address-postal_code": "quote.postal_code",
    "address-place": "quote.place",
}


async def form_page(request: Request) -> Response:
    return await _show(request, EMPTY)


async def ask_for(request: Request) -> Response:
    form = await read(request)
    slug, here = str(request.path_params["slug"]), context(request)
    try:
        quote = await quotes.ask_for(
            caller(request), slug, _body(form), key=form.text("key"), language=here.language
        )
    except UpstreamProblem as refusal:
        return await _show(request, form, errors_from(request, refusal, known=_FIELDS))
    return go(request, f"/angebote/{quote.id}", "quote_asked")


def _body(form: Form) -> dict[str, Any]:
    contact = {name: form.text(f"contact-{name}") or None for name in ("email", "phone")}
    address = {n: form.text(f"address-{n}") for n in ("street", "postal_code", "place")}
    return {
        "text": form.text("text"),
        "product_id": form.text("product") or None,
        "wish_date": form.text("wish_date") or None,
        "contact": {"name": form.text("contact-name"), **contact},
        "address": address if any(address.values()) else None,
    }


async def _show(request: Request, form: Form, errors: Errors = NO_ERRORS) -> Response:
    ask, here = caller(request), context(request)
    shop = await catalog.shop(ask, str(request.path_params["slug"]))
    wanted = form.text("product") or request.query_params.get("produkt", "")
    product = await catalog.product(ask, wanted) if wanted else None
    if product and (product.shop is None or product.shop.slug != shop.slug):
        raise PageProblem(404)
    return page(
        request,
        "kinds/ask.html",
        422 if errors else 200,
        shop=shop,
        product=product,
        form=form,
        errors=errors,
        key=form.text("key") or str(uuid4()),
        labels={name: str(here.text(key)) for name, key in LABELS.items()},
    )


ROUTES = [
    Route("/laden/{slug:slug}/anfrage", needs(None, form_page)),
    Route("/laden/{slug:slug}/anfrage", needs(None, ask_for), methods=["POST"]),
]
