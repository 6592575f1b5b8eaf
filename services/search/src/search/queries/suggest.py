"""What to offer while somebody types: goods, shops, categories, words to go on with.

One question to the engine, a second one where the first finds nothing and a correction may; the
rest is in memory.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from marketkit.pickup.windows import day_of

from search.domain.document import Money, ProductCard, ShopCard
from search.domain.engine import Answers
from search.domain.folding import words
from search.domain.names import Names
from search.domain.query import SearchQuery
from search.domain.result import SearchResult
from search.domain.typing_ahead import as_typed, is_called, shows, words_to_go_on
from search.domain.understood import Understood
from search.queries.find import Surroundings

_LOOK_AT: Final = 30
_PRODUCTS, _SHOPS, _CATEGORIES, _TERMS = 6, 4, 4, 6
_OF_A_KIND: Final = 2


@dataclass(frozen=True, slots=True)
class SuggestedProduct:
    product_id: str
    slug: str
    name: str
    shop: ShopCard
    price: Money
    price_is_lowest: bool
    on_request: bool
    picture: str | None
    image_url: str | None


@dataclass(frozen=True, slots=True)
class SuggestedShop:
    slug: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class SuggestedCategory:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    products: tuple[SuggestedProduct, ...] = ()
    shops: tuple[SuggestedShop, ...] = ()
    categories: tuple[SuggestedCategory, ...] = ()
    terms: tuple[str, ...] = ()
    corrected: str | None = None


async def suggest(text: str, around: Surroundings, engine: Answers) -> Suggestions:
    """Raises EngineUnavailableError."""
    understood = _read(text, around)
    if not understood.units:
        return Suggestions()
    result = await _asked(understood, engine)
    if result.total and not result.relaxed:
        result = await _completed(text, understood, result, around, engine)
        return _suggestions(text, understood, result, around)
    for corrected in _corrections(text, around):
        put_right = _read(corrected, around)
        if not put_right.units:  # put right, the words ask for no goods any more
            continue
        better = await _asked(put_right, engine)
        if better.total and not better.relaxed:
            found = _suggestions(corrected, put_right, better, around)
            return replace(found, corrected=corrected)
    return _suggestions(text, understood, result, around)


def _read(text: str, around: Surroundings) -> Understood:
    """No goods are called "heute"; but what begins a wish or a place may begin their names, too."""
    return around.language.understanding.read(
        text, find_place=False, find_wishes=False, today=day_of(around.now)
    )


def _corrections(text: str, around: Surroundings) -> Iterator[str]:
    """The words put right; else the last one taken for a misspelt beginning."""
    if corrected := around.corrected(text):
        yield corrected
        return
    last = words(text)[-1]
    if last.end == len(text) and (
        nearest := around.names.phrases(around.language).nearest(last.folded)
    ):
        yield f"{text[: last.start]}{nearest}"


async def _completed(
    text: str,
    understood: Understood,
    result: SearchResult,
    around: Surroundings,
    engine: Answers,
) -> SearchResult:
    """What the likeliest word finds, where no name shows what was typed.

    "sem" begins Seminar, too, and "brö" no Brombeere.
    """
    last = as_typed(text[words(text)[-1].start :])
    names = [hit.card.name for hit in result.hits]
    if any(shows(name, understood.units, around.language) and not last(name) for name in names):
        return result
    for term in words_to_go_on(text, (), around.names.phrases(around.language), 1):
        likely = await _asked(_read(term, around), engine)
        if likely.total and not likely.relaxed:
            return likely
    return result


async def _asked(understood: Understood, engine: Answers) -> SearchResult:
    """A word may go on even where it is whole already: "Brot" becomes "Brötchen" too."""
    *before, last = understood.units
    units = (*before, replace(last, is_known=False))
    query = SearchQuery(understood.text, units, per_page=_LOOK_AT, with_facets=False)
    return await engine.search(query)


def _suggestions(
    text: str,
    understood: Understood,
    result: SearchResult,
    around: Surroundings,
) -> Suggestions:
    units, language = understood.units, around.language
    last = as_typed(text[words(text)[-1].start :])
    cards = [hit.card for hit in result.hits]
    shown: list[ProductCard] = []
    rest: list[ProductCard] = []
    for card in cards:
        (shown if shows(card.name, units, language) else rest).append(card)
    shown.sort(key=lambda card: last(card.name))
    called = [card for card in shown if is_called(card.name, units, language)]
    others = [card for card in shown if card not in called]
    first = [*_of_several_kinds(called), *_of_several_kinds(others)]
    goods = () if result.relaxed else cards
    return Suggestions(
        products=tuple(
            SuggestedProduct(
                card.product_id,
                card.slug,
                card.name,
                card.shop,
                card.price,
                card.price_is_lowest,
                card.on_request,
                card.picture,
                card.image_url,
            )
            for card in (*first, *rest)[:_PRODUCTS]
        ),
        shops=_shops(understood, around, around.names),
        categories=tuple(
            SuggestedCategory(node.key, node.name)
            for node in around.names.categories(around.language).named(
                understood.units, _CATEGORIES
            )
        ),
        terms=words_to_go_on(
            text, [card.name for card in goods], around.names.phrases(around.language), _TERMS
        ),
    )


def _of_several_kinds(cards: Sequence[ProductCard]) -> list[ProductCard]:
    """Two of a category, so that one does not crowd out all others; then what is left."""
    first: list[ProductCard] = []
    left: list[ProductCard] = []
    seen: Counter[str] = Counter()
    for card in cards:
        seen[card.category] += 1
        (first if seen[card.category] <= _OF_A_KIND else left).append(card)
    return [*first, *left]


def _shops(understood: Understood, around: Surroundings, names: Names) -> tuple[SuggestedShop, ...]:
    found = names.shops(around.directory, around.language).named(understood.units)
    return tuple(
        SuggestedShop(each.shop.slug, each.shop.name, each.shop.place) for each in found[:_SHOPS]
    )
