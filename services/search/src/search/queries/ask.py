"""From what somebody asks for to a query: what is named is looked up, contradictions refused."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from marketkit.pickup.windows import day_of

from search.domain.demand import Sought, sought
from search.domain.diets import Diet, Trait
from search.domain.directory import ShopDirectory
from search.domain.language import Language
from search.domain.places import Area
from search.domain.query import Circle, Filters, SearchQuery, Sort
from search.domain.understood import Understood
from search.queries.asked import Asked
from search.queries.checked import Checked, check
from search.queries.wider import Said, Wider, Wished, wider_queries

__all__ = ["NEARBY_KM", "Asked", "Question", "question_for"]

NEARBY_KM = 10.0
"""How far "in Kayna" reaches when only the words say so, and how far around a position."""
_MINUTE = 60
_NO_SHOPS = ShopDirectory()


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what was read from its words, and the same without that."""

    query: SearchQuery
    understood: Understood
    wider: tuple[Wider, ...] = ()
    """To ask in turn when what the words asked for has nothing."""
    sought: Sought | None = None
    """What is remembered of it; None for all but a first look without filters."""
    said: frozenset[Said] = frozenset()
    """What the words, and nothing else, asked for."""


def question_for(
    asked: Asked,
    language: Language,
    directory: ShopDirectory = _NO_SHOPS,
    now: datetime | None = None,
) -> Question:
    """Raises InvalidError naming the field. Without `now` no days are read from the words."""
    today = None if now is None else day_of(now)
    has_place = bool(asked.place or asked.near)
    understood = language.understanding.read(
        asked.q, find_place=not has_place, today=today, literal=asked.literal
    )
    checked = check(asked, understood.area, language, now)
    said = _said(asked, understood)
    query = SearchQuery(
        text=understood.text,
        units=understood.units,
        claims=understood.claims,
        filters=_filters(asked, checked, understood, said, directory, now),
        origin=checked.origin or (understood.area.origin if understood.area else None),
        sort=asked.sort,
        page=asked.page,
        per_page=asked.per_page,
        now=_minute_after(now),
        all_shops=directory.ids,
        explain=asked.explain,
    )
    what = _sought(asked, understood, checked.area or understood.area)
    wider = wider_queries(query, said, _wished(asked, understood, language, has_place, today))
    return Question(query, understood, wider, what, said)


def _wished(
    asked: Asked,
    understood: Understood,
    language: Language,
    has_place: bool,
    today: date | None,
) -> Wished:
    keys = wishes_beside(asked, understood)
    if not keys:
        return Wished()
    words = language.understanding.read(
        asked.q, find_place=not has_place, today=today, find_wishes=False
    )
    return Wished(keys, words.text, words.units)


def wishes_beside(asked: Asked, understood: Understood) -> frozenset[Diet | Trait]:
    """What the words wish for that is not chosen anyway."""
    wished = frozenset(wish.key for wish in understood.wishes)
    return wished - asked.diets - asked.traits


def _said(asked: Asked, understood: Understood) -> frozenset[Said]:
    """A parameter goes before the words. A place only measured from is no filter."""
    radius = asked.radius_km or understood.radius_km
    wished = wishes_beside(asked, understood)
    is_around = asked.sort is not Sort.NEAREST or radius is not None
    return frozenset(
        said
        for said, is_said in (
            (Said.PLACE, understood.area is not None and is_around),
            (Said.COLLECT, understood.collect is not None and asked.collect is None),
            (Said.DELIVER_TO, understood.deliver_to is not None and asked.deliver_to is None),
            (Said.PRICE, understood.price_to is not None and asked.price_to is None),
            (Said.DIETS, any(isinstance(key, Diet) for key in wished)),
            (Said.TRAITS, any(isinstance(key, Trait) for key in wished)),
        )
        if is_said
    )


def _filters(
    asked: Asked,
    checked: Checked,
    understood: Understood,
    said: frozenset[Said],
    directory: ShopDirectory,
    now: datetime | None,
) -> Filters:
    wished = wishes_beside(asked, understood)
    filters = Filters(
        category=asked.category,
        shops=asked.shops,
        price_from=asked.price_from,
        price_to=understood.price_to if Said.PRICE in said else asked.price_to,
        diets=asked.diets | {key for key in wished if isinstance(key, Diet)},
        traits=asked.traits | {key for key in wished if isinstance(key, Trait)},
        available=asked.available,
    )
    day = understood.collect.day if Said.COLLECT in said and understood.collect else checked.collect
    if day is not None and now is not None:
        filters = replace(filters, collect=directory.collectable(day, now))
    code = understood.deliver_to if Said.DELIVER_TO in said else asked.deliver_to
    if code is not None:
        filters = replace(filters, deliver=directory.delivering(code))
    return _around(filters, asked, checked, understood)


def _around(filters: Filters, asked: Asked, checked: Checked, understood: Understood) -> Filters:
    """A place alone means there; with a radius around it; sorted by nearness anywhere from it.

    A position has no "there": alone it means nearby, like a place that only the words name.
    """
    radius = asked.radius_km or understood.radius_km
    centre = checked.origin or (understood.area.origin if understood.area else None)
    if centre is None:
        return filters
    if radius is not None:
        return replace(filters, circle=Circle(centre, radius))
    if asked.sort is Sort.NEAREST:
        return filters
    if checked.area is not None:
        area = checked.area
        return replace(filters, places=area.names, postal_codes=area.postal_codes)
    return replace(filters, circle=Circle(centre, NEARBY_KM))


def _sought(asked: Asked, understood: Understood, area: Area | None) -> Sought | None:
    """A filter or a further page belongs to a search that has been remembered already."""
    if asked.page > 1 or asked.near or asked.has_filters:
        return None
    return sought(asked.q, understood.text, area.municipality if area else None)


def _minute_after(now: datetime | None) -> int:
    """Answers are kept for a minute: an offer that ends within it is left out, not shown late."""
    return 0 if now is None else (int(now.timestamp()) // _MINUTE + 1) * _MINUTE
