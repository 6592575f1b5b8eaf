"""Turns a query into the JSON Meilisearch takes."""

from collections.abc import Iterable
from typing import Any

from search.domain.query import Filters, SearchQuery, Sort, Unit, broadened
from search.domain.understanding import APART, GUESSED
from search.index.meili.documents import RETRIEVED

LOCALES = ["eng"]
"""See `settings.index_settings`: a query must be cut like the documents."""
FACETS = ["category", "place", "shop", "label"]


def search_body(query: SearchQuery, text: str, strategy: str = "all") -> dict[str, Any]:
    body: dict[str, Any] = {
        "q": text,
        "page": query.page,
        "hitsPerPage": query.per_page,
        "attributesToRetrieve": RETRIEVED,
        "matchingStrategy": strategy,
        "locales": LOCALES,
    }
    if order := _order(query):
        body["sort"] = [order]
    if conditions := filter_conditions(query.filters):
        body["filter"] = conditions
    if query.with_facets:
        body["facets"] = FACETS
    return body


def typed_text(units: Iterable[Unit]) -> str:
    """The words, each under its usual name: documents carry that one too.

    A space at the end tells Meilisearch that the last word is whole: who types "Senf" means mustard
    and not first of all Senfgurken.
    """
    asked = tuple(units)
    text = " ".join(unit.canonical or _typed(unit) for unit in asked)
    goes_on = asked and asked[-1].words[-1].is_prefix and not asked[-1].is_known
    return text if goes_on else f"{text} "


def other_bodies(query: SearchQuery) -> list[dict[str, Any]]:
    """What to ask when no product has all the words: corrected, wider, then some of the words.

    "last" keeps the first word at all costs, so the words are tried from either end.
    """
    bodies = []
    typed = typed_text(query.units)
    corrected = " ".join(_corrected(unit) for unit in query.units)
    if corrected != typed.rstrip():
        bodies.append(search_body(query, corrected))
    if (wider := broadened(query.units)) != query.units:
        bodies.append(search_body(query, typed_text(wider)))
    if len(query.units) > 1:
        backwards = typed_text(reversed(query.units))
        bodies += [search_body(query, text, "last") for text in (typed, backwards)]
    return bodies


def filter_conditions(filters: Filters) -> list[str]:
    """All must hold. Values are quoted: what people type never becomes filter language."""
    conditions = []
    if filters.category:
        conditions.append(f"category = {quoted(filters.category)}")
    if filters.shop:
        shop = quoted(filters.shop)
        conditions.append(f"shop = {shop} OR shop_id = {shop}")
    if filters.places or filters.postal_codes:
        conditions.append(
            f"place IN {_list(filters.places)} OR postal_code IN {_list(filters.postal_codes)}"
        )
    if filters.circle:
        centre, metres = filters.circle.centre, round(filters.circle.radius_km * 1000)
        conditions.append(f"_geoRadius({centre.lat}, {centre.lon}, {metres})")
    if filters.available:
        conditions.append("available = true")
    return conditions


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
