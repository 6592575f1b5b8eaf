"""One product: what it is, what it costs, who sells it, when it can be collected."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages import catalogue
from gateway.pages.answers.catalog import Product
from gateway.pages.answers.search import Hit
from gateway.pages.context import Context, context
from gateway.pages.duties.recalled import instead_of_product
from gateway.pages.market import catalog
from gateway.pages.market.caller import Caller, caller
from gateway.pages.market.search import search
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.reply import page
from gateway.pages.tap import next_mark
from gateway.presenters.dates import local
from gateway.presenters.statements import statements_in_words, warnings_of
from gateway.presenters.week import week

_SMALL_BUSINESS = frozenset({"small_19"})
_FOOD = ("food", "egg", "honey", "drink", "alcohol", "meal", "bundle")
_MORE = 4
_GONE = 410
_SENTENCES = {"none": "normal", "2_perishable": "perishable"}


async def product_page(request: Request) -> Response:
    here, ask = context(request), caller(request)
    wanted = str(request.path_params["id"])
    try:
        product = await catalog.product(ask, wanted)
    except UpstreamProblem as gone:
        recalled = await instead_of_product(request, wanted) if gone.status == _GONE else None
        if recalled is None:
            raise
        return recalled
    if product.slug and request.path_params.get("slug") != product.slug:
        return RedirectResponse(f"/produkt/{product.id}/{product.slug}", status_code=301)
    shop = product.shop
    hours = [(day.day, day.spans) for day in shop.opening_week] if shop else []
    return page(
        request,
        "product.html",
        product=product,
        nonce=next_mark(request, product.id),
        chosen=next((v.id for v in product.variants if v.can_be_had), ""),
        can_be_had=any(variant.can_be_had for variant in product.variants),
        is_food=product.profile.startswith(_FOOD),
        withdrawal=_withdrawal(here, product),
        facts=statements_in_words(here.region, product, here.language),
        warnings=warnings_of(here.region, product, here.language),
        tax_words=_tax_words(here, product),
        seller_week=week(hours, local(here.now).weekday()),
        more=await _more(ask, product),
    )


async def _more(ask: Caller, product: Product) -> list[Hit]:
    """Other goods of the same shop; the page stands without them."""
    if product.shop is None:
        return []
    found = await part(search(ask, shop=product.shop.slug, per_page=_MORE + 1, available=True))
    hits = found.hits if found else []
    return [hit for hit in hits if hit.product_id != product.id][:_MORE]


def _withdrawal(here: Context, product: Product) -> str:
    """Which sentence on withdrawal applies: the product's own class, else that of its kind."""
    profile = here.region.profiles.get(product.profile)
    kind = product.withdrawal_class or (profile.withdrawal if profile else "none")
    return _SENTENCES.get(kind, kind if catalogue.has(f"withdrawal.{kind}") else "normal")


def _tax_words(here: Context, product: Product) -> str:
    small = product.shop is not None and product.shop.tax_mode in _SMALL_BUSINESS
    return str(here.text("price.tax.small" if small else "price.tax"))


ROUTES = [
    Route("/produkt/{id:uuid}/{slug:slug}", guarded(product_page)),
    Route("/produkt/{id:uuid}", guarded(product_page)),
]
