"""The picture beside a shared link: name, seller and price on the market's paper, as PNG."""

import asyncio
import json
from collections import OrderedDict
from pathlib import Path
from typing import Final

from marketkit.pdf import render_png
from starlette.requests import Request
from starlette.responses import Response

from gateway.pages.answers.catalog import Product
from gateway.pages.catalogue import DEFAULT_LANGUAGE
from gateway.pages.context import Context, impersonal
from gateway.pages.market import catalog
from gateway.pages.market.caller import nobody
from gateway.pages.pictures import drawn
from gateway.pages.region import region_folder
from gateway.pages.showing.documents import document
from gateway.pages.showing.tax import tax_words
from gateway.presenters import dates, numbers

_CARD: Final = Path(__file__).parents[2] / "papers" / "share_card.typ"
_PPI: Final = 144.0
"""600 by 315 typographic points then are 1200 by 630 pixels, as those who show links want it."""
_KEPT: Final = 200
_AN_HOUR: Final = 3600
_LONGEST: Final = 90

Words = dict[str, str]


class Cards:
    """Drawn one at a time and kept by what they say: a crowd of askers costs one drawing."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._pen = asyncio.Lock()

    async def card(self, words: Words) -> bytes:
        key = json.dumps(words, sort_keys=True)
        async with self._pen:
            if key not in self._kept:
                self._kept[key] = await render_png(_CARD, words, ppi=_PPI)
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


async def of_market(request: Request) -> Response:
    here = impersonal(request)
    title, line = here.text("start.question"), here.text("site.description")
    return await _answer(request, _words(here, str(title), str(line)))


async def of_shop(request: Request) -> Response:
    shop = await catalog.shop(nobody(request), request.path_params["slug"])
    line = ", ".join(part for part in (shop.kind, shop.place) if part)
    return await _answer(request, _words(impersonal(request), shop.name, line, shop.picture))


async def of_product(request: Request) -> Response:
    product = await catalog.product(nobody(request), str(request.path_params["id"]))
    return await _answer(request, _of_product(impersonal(request), product))


def _of_product(here: Context, product: Product) -> Words:
    shop = product.shop
    line = f"{shop.name}, {shop.place}" if shop else ""
    words = _words(here, product.title, line, product.picture)
    if not product.variants:
        return words
    cheapest = min(product.variants, key=lambda variant: variant.price.amount)
    price = numbers.money(cheapest.price, DEFAULT_LANGUAGE)
    if len(product.variants) > 1:
        price = str(here.text("share.from", price=price))
    beside = []
    if unit := cheapest.unit_price:
        basis = here.region.word("bases", unit.per, DEFAULT_LANGUAGE)
        beside.append(numbers.unit_price(unit.money, basis, DEFAULT_LANGUAGE))
    if cheapest.deposit and cheapest.deposit.amount:
        amount = numbers.money(cheapest.deposit, DEFAULT_LANGUAGE)
        beside.append(str(here.text("price.deposit", amount=amount)))
    # A picture lives on elsewhere: it says of which day its price is.
    day = dates.full_day(dates.local(here.now), DEFAULT_LANGUAGE)
    foot = str(here.text("share.as_of", day=day, tax=tax_words(here, product)))
    return words | {"price": price, "beside": ", ".join(beside), "foot": foot}


def _words(here: Context, title: str, line: str, picture: str = "") -> Words:
    return {
        "market": str(here.text("site.name")),
        "title": title[:_LONGEST],
        "line": line[: 2 * _LONGEST],
        "price": "",
        "beside": "",
        "foot": str(here.text("share.foot")),
        "picture": _drawing(here, picture),
    }


def _drawing(here: Context, key: str) -> str:
    """The region's own drawing; what nobody has drawn is left out."""
    asset = drawn(region_folder(here.request.app), key)
    return asset.body.decode() if asset else ""


async def _answer(request: Request, words: Words) -> Response:
    state = request.app.state
    if not hasattr(state, "share_cards"):
        state.share_cards = Cards()
    cards: Cards = state.share_cards
    return document(request, await cards.card(words), "image/png", _AN_HOUR)
