"""What to offer while somebody types: products, shops, categories, whole words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.domain.engine import Answers
from search.domain.folding import fold, words
from search.domain.highlight import Highlighter
from search.domain.language import Category, Language
from search.domain.query import SearchQuery
from search.domain.result import Hit

_LOOK_AT = 30
_PRODUCTS, _SHOPS, _CATEGORIES, _TERMS = 6, 4, 4, 6
_SHORTEST_TERM = 3


@dataclass(frozen=True, slots=True)
class NamedProduct:
    product_id: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class NamedShop:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class NamedCategory:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    products: tuple[NamedProduct, ...] = ()
    shops: tuple[NamedShop, ...] = ()
    categories: tuple[NamedCategory, ...] = ()
    terms: tuple[str, ...] = ()


async def suggest(text: str, language: Language, engine: Answers) -> Suggestions:
    """Raises EngineUnavailableError."""
    understood = language.understanding.read(text, find_place=False)
    if not understood.units:
        return Suggestions()
    query = SearchQuery(understood.text, understood.units, per_page=_LOOK_AT, with_facets=False)
    hits = (await engine.search(query)).hits
    marker = Highlighter(understood.units, language.compounds)
    return Suggestions(
        products=_products(hits),
        shops=_shops(hits, marker),
        categories=_categories(language.categories.values(), marker),
        terms=_terms(hits, words(text)[-1].folded),
    )


def _products(hits: Sequence[Hit]) -> tuple[NamedProduct, ...]:
    cards = [hit.card for hit in hits[:_PRODUCTS]]
    return tuple(NamedProduct(card.product_id, card.slug, card.name) for card in cards)


def _shops(hits: Iterable[Hit], marker: Highlighter) -> tuple[NamedShop, ...]:
    named = {hit.card.shop.slug: hit.card.shop.name for hit in hits}
    found = [NamedShop(slug, name) for slug, name in named.items() if marker.matches(name)]
    return tuple(found[:_SHOPS])


def _categories(categories: Iterable[Category], marker: Highlighter) -> tuple[NamedCategory, ...]:
    found = [NamedCategory(each.key, each.name) for each in categories if marker.matches(each.name)]
    return tuple(found[:_CATEGORIES])


def _terms(hits: Iterable[Hit], begun: str) -> tuple[str, ...]:
    """Words of titles that begin like the one being typed, as they are written there."""
    found: dict[str, str] = {}
    for hit in hits:
        for word in words(hit.card.name):
            written = hit.card.name[word.start : word.end]
            if word.folded.startswith(begun) and len(written) >= _SHORTEST_TERM:
                found.setdefault(fold(written), written)
    return tuple(found.values())[:_TERMS]
