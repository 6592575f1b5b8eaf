"""From what somebody asks for to a query: places looked up, contradictions refused by name."""

from dataclasses import dataclass, replace

from marketkit.errors import FieldError, InvalidError

from search.domain.demand import Sought, sought
from search.domain.language import Language
from search.domain.places import Area
from search.domain.query import DEEPEST_HIT, Circle, Filters, SearchQuery, Sort
from search.domain.understood import Understood

NEARBY_KM = 10.0
"""How far "in Kayna" reaches when only the words say so."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a search, each valid by itself."""

    q: str = ""
    category: str | None = None
    place: str | None = None
    radius_km: float | None = None
    available: bool = False
    shop: str | None = None
    sort: Sort = Sort.BEST
    page: int = 1
    per_page: int = 24
    literal: bool = False
    """Search the words as they stand; read no place from them."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what was read from its words, and the same without that."""

    query: SearchQuery
    understood: Understood
    wider: SearchQuery | None = None
    """To ask when the place named in the words has nothing."""
    sought: Sought | None = None
    """What is remembered of it; None for all but a first look without filters."""


def question_for(asked: Asked, language: Language) -> Question:
    """Raises InvalidError naming the field."""
    area = _area(asked.place, language)
    read_place = area is None and not asked.literal
    understood = language.understanding.read(asked.q, find_place=read_place)
    named = understood.area
    _check(asked, area or named, language)
    query = SearchQuery(
        text=understood.text,
        units=understood.units,
        filters=_filters(asked, area),
        origin=area.origin if area else named.origin if named else None,
        sort=asked.sort,
        page=asked.page,
        per_page=asked.per_page,
    )
    what = _sought(asked, understood, area or named)
    if named is None or asked.sort is Sort.NEAREST:
        return Question(query, understood, sought=what)
    nearby = Circle(named.origin, asked.radius_km or NEARBY_KM)
    narrow = replace(query, filters=replace(query.filters, circle=nearby))
    return Question(narrow, understood, wider=query, sought=what)


def _sought(asked: Asked, understood: Understood, area: Area | None) -> Sought | None:
    """A filter or a further page belongs to a search that has been remembered already."""
    if asked.page > 1 or asked.category or asked.shop or asked.available:
        return None
    return sought(asked.q, understood.text, area.municipality if area else None)


def _area(place: str | None, language: Language) -> Area | None:
    if not place:
        return None
    area = language.gazetteer.find(place)
    if area is None:
        message = "Diesen Ort kennen wir nicht. Bitte einen Ort oder eine Postleitzahl der Region."
        raise InvalidError(errors=[FieldError("place", message)])
    return area


def _check(asked: Asked, area: Area | None, language: Language) -> None:
    errors = []
    if asked.page * asked.per_page > DEEPEST_HIT:
        message = f"Weiter als {DEEPEST_HIT} Treffer blättern wir nicht; bitte enger suchen."
        errors.append(FieldError("page", message))
    if asked.category and asked.category not in language.categories:
        errors.append(FieldError("category", "Diese Kategorie gibt es nicht."))
    if area is None and asked.radius_km is not None:
        errors.append(FieldError("radius_km", "Zum Umkreis fehlt der Ort."))
    if area is None and asked.sort is Sort.NEAREST:
        errors.append(FieldError("sort", "Zum Sortieren nach Nähe fehlt der Ort."))
    if errors:
        raise InvalidError(errors=errors)


def _filters(asked: Asked, area: Area | None) -> Filters:
    """A place alone means there; with a radius around it; sorted by nearness anywhere from it."""
    filters = Filters(category=asked.category, shop=asked.shop, available=asked.available)
    if area is None:
        return filters
    if asked.radius_km is not None:
        return replace(filters, circle=Circle(area.origin, asked.radius_km))
    if asked.sort is Sort.NEAREST:
        return filters
    return replace(filters, places=area.names, postal_codes=area.postal_codes)
