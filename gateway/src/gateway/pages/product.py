"""One product: what it is, what it costs, who sells it, when it can be collected."""

import asyncio
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages import catalogue
from gateway.pages.answers.catalog import Product, Shop
from gateway.pages.answers.search import Hit
from gateway.pages.context import Context, context
from gateway.pages.duties.recalled import instead_of_product
from gateway.pages.head import Head, base_of, head_of
from gateway.pages.market import catalog, showing
from gateway.pages.market.caller import Caller, caller
from gateway.pages.market.search import search
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.region import Crop
from gateway.pages.reply import page
from gateway.pages.showing.facts import product_facts
from gateway.pages.showing.pickup import pickup_days, shop_times
from gateway.pages.showing.tax import tax_words
from gateway.pages.tap import next_mark
from gateway.presenters import structured
from gateway.presenters.crops import crop_named
from gateway.presenters.dates import local
from gateway.presenters.diets import diets_and_traits
from gateway.presenters.statements import statements_in_words, warnings_of
from gateway.presenters.week import week

_FOOD = ("food", "egg", "honey", "drink", "alcohol", "meal", "bundle")
_BESIDE = 5
_GONE = 410
_FROM_THE_FIELD = "food_fresh"
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
    shop, similar, together, more = await asyncio.gather(
        _shop_of(ask, product),
        part(showing.similar(ask, product.id, _BESIDE), may_be_missing=True),
        part(showing.together(ask, product.id, _BESIDE), may_be_missing=True),
        _more(ask, product),
    )
    seen = await shop_times(ask, shop, product.id)
    hours = [(day.day, day.spans) for day in shop.opening_week] if shop else []
    return page(
        request,
        "product.html",
        head=_head(here, product),
        product=product,
        nonce=next_mark(request, product.id),
        chosen=next((v.id for v in product.variants if v.can_be_had), ""),
        can_be_had=any(variant.can_be_had for variant in product.variants),
        is_food=product.profile.startswith(_FOOD),
        withdrawal=_withdrawal(here, product),
        facts=statements_in_words(here.region, product, here.language),
        warnings=warnings_of(here.region, product, here.language),
        fits=_fits(product),
        crop=_crop(here, product),
        tax_words=tax_words(here, product),
        seller_week=week(hours, local(here.now).weekday()),
        pickup_days=pickup_days(shop, seen, here.now),
        similar=similar or (),
        together=together,
        more=_not_shown_yet(more, similar or (), together.items if together else ()),
    )


async def _shop_of(ask: Caller, product: Product) -> Shop | None:
    """With its hours as they are written; the card inside the product stands in for it."""
    if product.shop is None or product.shop.opening_hours:
        return product.shop
    return await part(catalog.shop(ask, product.shop.slug), may_be_missing=True) or product.shop


async def _more(ask: Caller, product: Product) -> list[Hit]:
    """Other goods of the same shop; the page stands without them."""
    if product.shop is None:
        return []
    slug = product.shop.slug
    found = await part(
        search(ask, shop=slug, per_page=3 * _BESIDE, available=True), may_be_missing=True
    )
    return [hit for hit in (found.hits if found else ()) if hit.product_id != product.id]


def _not_shown_yet(hits: Sequence[Hit], *shown: Sequence[Hit]) -> Sequence[Hit]:
    """Nothing stands twice on one page."""
    known = {hit.product_id for row in shown for hit in row}
    return [hit for hit in hits if hit.product_id not in known][:_BESIDE]


def _head(here: Context, product: Product) -> Head:
    base = base_of(here.request)
    card = f"{base}/teilen/produkt/{product.id}.png"
    facts = product_facts(base, product, card)
    trail = [(str(here.text("crumbs.market")), f"{base}/")]
    trail += [
        (step.name or step.key, f"{base}/kategorie/{step.key}") for step in product.category_path
    ]
    trail.append((product.title, facts.url))
    shown = head_of(here).shown_as(card, "product")
    if not product.variants:
        return shown.about(structured.breadcrumbs(trail))
    return shown.about(structured.product(facts), structured.breadcrumbs(trail))


def _fits(product: Product) -> Sequence[str]:
    """Diets and traits that we can explain."""
    return diets_and_traits(
        [label.name or label.key for label in product.labels],
        {allergen.key: allergen.state for allergen in product.allergens},
        product.details,
    )


def _crop(here: Context, product: Product) -> Crop | None:
    """Only what comes fresh from the field has a season: jam in a jar keeps."""
    if product.profile != _FROM_THE_FIELD:
        return None
    return crop_named(here.region.crops, product.title)


def _withdrawal(here: Context, product: Product) -> str:
    """Which sentence on withdrawal applies: the product's own class, else that of its kind."""
    profile = here.region.profiles.get(product.profile)
    kind = product.withdrawal_class or (profile.withdrawal if profile else "none")
    return _SENTENCES.get(kind, kind if catalogue.has(f"withdrawal.{kind}") else "normal")


ROUTES = [
    Route("/produkt/{id:uuid}/{slug:slug}", guarded(product_page)),
    Route("/produkt/{id:uuid}", guarded(product_page)),
]
