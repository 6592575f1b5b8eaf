"""Turns a query into the JSON Meilisearch takes."""

from collections.abc import Iterable, Mapping
from typing import Any

from search.domain.diets import Trait
from search.domain.query import Filters, SearchQuery, Sort, Unit, shorter_side
from search.domain.relaxing import relaxations
from search.domain.understanding import APART, GUESSED
from search.index.meili import facets
from search.index.meili.documents import RETRIEVED

_AT_ONCE = 50
LOCALES = ["eng"]
"""See `settings.index_settings`: a query must be cut like the documents."""


def search_body(query: SearchQuery, text: str, *, is_last_needed: bool = True) -> dict[str, Any]:
    body: dict[str, Any] = {
        "q": text,
        "page": query.page,
        "hitsPerPage": query.per_page,
        "attributesToRetrieve": RETRIEVED,
        "matchingStrategy": "all" if is_last_needed else "last",
        "locales": LOCALES,
    }
    if order := _order(query):
        body["sort"] = [order]
    if conditions := filter_conditions(query.filters, query):
        body["filter"] = conditions
    if query.with_facets:
        body["facets"] = facets.ALL
    return body


def slice_bodies(query: SearchQuery, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is counted beside the hits; `asked` is what found them."""
    words = {key: asked[key] for key in ("q", "matchingStrategy", "locales")}
    return [
        {
            **words,
            **how,
            "filter": filter_conditions(filters, query),
        }
        for filters, how in facets.open_filters(query)
    ]


def typed_text(units: Iterable[Unit]) -> str:
    """The words, each under its usual name: documents carry that one too.

    A space at the end tells Meilisearch that the last word is whole: who types "Senf" means mustard
    and not first of all Senfgurken.
    """
    asked = tuple(units)
    text = " ".join(unit.canonical or _typed(unit) for unit in asked)
    goes_on = asked and asked[-1].words[-1].is_prefix and not asked[-1].is_known
    return text if goes_on else f"{text} "


def first_bodies(query: SearchQuery) -> list[dict[str, Any]]:
    """What to ask until something is found: with what goods claim, and without.

    This engine can leave out the last words, never the first, and lists what has all of them first:
    that is right where a single word asks for goods.
    """
    text = typed_text(query.units)
    if not query.claims or not query.units:
        return [search_body(query, text)]
    claimed = f"{text}{' '.join(query.claims)} "
    if len(text.split()) == 1:
        return [search_body(query, claimed, is_last_needed=False)]
    return [search_body(query, claimed), search_body(query, text)]


def other_texts(query: SearchQuery) -> list[list[str]]:
    """What to ask when no product has all the words, in steps; in each the best one counts.

    Corrected or taken apart at first: this engine does not look for slips in synonyms.
    """
    corrected = " ".join(_corrected(unit) for unit in query.units)
    first = [[corrected]] if corrected != typed_text(query.units).rstrip() else []
    return first + [[typed_text(units) for units in step] for step in relaxations(query.units)]


def probe_body(query: SearchQuery, text: str) -> dict[str, Any]:
    """Whether it finds anything, and how well the best hit fits."""
    body = search_body(query, text) | {"page": 1, "hitsPerPage": 1, "showRankingScore": True}
    return {key: told for key, told in body.items() if key != "facets"}


def filter_conditions(filters: Filters, query: SearchQuery) -> list[str | list[str]]:
    """All must hold, of a list one. `filters` may be wider than those of the query.

    Values are quoted: what people type never becomes filter language.
    """
    every = query.all_shops
    return [
        *_of_goods(filters, query.now),
        *_of_place(filters),
        *(_among(filters.collect, every) if filters.collect is not None else ()),
        *(_among(filters.deliver, every) if filters.deliver is not None else ()),
    ]


def _of_goods(filters: Filters, now: int) -> Iterable[str]:
    if filters.category:
        yield f"category = {quoted(filters.category)}"
    if filters.price_from is not None:
        yield f"price >= {filters.price_from:d}"
    if filters.price_to is not None:
        yield f"price <= {filters.price_to:d}"
    yield from (f"diet = {quoted(diet)}" for diet in sorted(filters.diets))
    yield from (f"trait = {quoted(trait)}" for trait in sorted(filters.traits - {Trait.OFFER}))
    if Trait.OFFER in filters.traits:
        yield f"offer_until > {now:d}"
    if filters.available:
        yield f"trait = {Trait.AVAILABLE}"


def _of_place(filters: Filters) -> Iterable[str]:
    if filters.shops:
        shops = _list(filters.shops)
        yield f"shop IN {shops} OR shop_id IN {shops}"
    if filters.places or filters.postal_codes:
        yield f"place IN {_list(filters.places)} OR postal_code IN {_list(filters.postal_codes)}"
    if filters.circle:
        centre, metres = filters.circle.centre, round(filters.circle.radius_km * 1000)
        yield f"_geoRadius({centre.lat}, {centre.lon}, {metres})"


def _among(shops: frozenset[str], every: frozenset[str]) -> Iterable[str | list[str]]:
    """In small lists: the time to read one grows with the square of its length."""
    is_in, named = shorter_side(shops, every)
    ordered = sorted(named)
    lists = [_list(ordered[at : at + _AT_ONCE]) for at in range(0, len(ordered), _AT_ONCE)]
    if not is_in:
        return [f"shop_id NOT IN {each}" for each in lists]
    return [[f"shop_id IN {each}" for each in lists or ["[]"]]]


def quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(quoted(value) for value in sorted(values))}]"


def _order(query: SearchQuery) -> str | None:
    if query.sort is Sort.NEAREST and query.origin:
        return f"_geoPoint({query.origin.lat}, {query.origin.lon}):asc"
    if query.sort is Sort.PRICE:
        return "price:asc"
    if query.sort is Sort.UNIT_PRICE:
        return "unit_rank:asc"
    if query.sort is Sort.NEWEST:
        return "published:desc"
    return None if query.units else "standing:desc"


def _corrected(unit: Unit) -> str:
    for other in unit.alternatives:
        if other.weight in {APART, GUESSED}:
            return " ".join(other.phrase)
    return unit.canonical or _typed(unit)


def _typed(unit: Unit) -> str:
    return " ".join(word.folded for word in unit.words)
