"""Looks up what parameters name, and refuses by name what cannot be or contradicts itself."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from marketkit.errors import FieldError, InvalidError
from marketkit.pickup.windows import day_of

from search.domain.geo import Point
from search.domain.language import Language
from search.domain.pickup_day import UnclearDayError, day_named
from search.domain.places import Area, is_postal_code
from search.domain.query import DEEPEST_HIT, Sort
from search.queries.asked import Asked

_NEAR = re.compile(r"\s*(-?\d{1,2}(?:\.\d{1,20})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*")
_DECIMALS = 3
"""About a hundred metres: nobody needs to tell us more exactly where they are."""
_POLE, _DATE_LINE = 90, 180


@dataclass(frozen=True, slots=True)
class Checked:
    """What the parameters name."""

    area: Area | None
    origin: Point | None
    """Where distances are measured from: the place, or the position told."""
    collect: date | None


def check(asked: Asked, named: Area | None, language: Language, now: datetime | None) -> Checked:
    """`named` is the place that the words name. Raises InvalidError with every field at fault."""
    errors: list[FieldError] = []
    area = _area(asked.place, language, errors)
    near = _position(asked.near, errors)
    collect = _day(asked.collect, now, errors)
    if area and near:
        message = "Bitte entweder einen Ort oder den Standort, nicht beides."
        errors.append(FieldError("near", message))
    if asked.place is None and asked.near is None and named is None:
        errors += _needs_place(asked)
    errors += _bounds(asked)
    if asked.category and asked.category not in language.categories:
        errors.append(FieldError("category", "Diese Kategorie gibt es nicht."))
    if asked.deliver_to and not _is_code_here(asked.deliver_to, language):
        message = "Diese Postleitzahl kennen wir nicht. Bitte eine der Region, zum Beispiel 06712."
        errors.append(FieldError("deliver_to", message))
    if errors:
        raise InvalidError(errors=errors)
    return Checked(area, area.origin if area else near, collect)


def _is_code_here(code: str, language: Language) -> bool:
    return is_postal_code(code) and language.gazetteer.find(code) is not None


def _area(place: str | None, language: Language, errors: list[FieldError]) -> Area | None:
    if not place:
        return None
    area = language.gazetteer.find(place)
    if area is None:
        message = "Diesen Ort kennen wir nicht. Bitte einen Ort oder eine Postleitzahl der Region."
        errors.append(FieldError("place", message))
    return area


def _position(near: str | None, errors: list[FieldError]) -> Point | None:
    if not near:
        return None
    found = _NEAR.fullmatch(near)
    point = Point(*(round(float(part), _DECIMALS) for part in found.groups())) if found else None
    if point is None or abs(point.lat) > _POLE or abs(point.lon) > _DATE_LINE:
        message = "Bitte Breite und Länge in Grad, zum Beispiel 51.05,12.14."
        errors.append(FieldError("near", message))
        return None
    return point


def _day(collect: str | None, now: datetime | None, errors: list[FieldError]) -> date | None:
    if not collect or now is None:
        return None
    try:
        return day_named(collect, day_of(now))
    except UnclearDayError as error:
        errors.append(FieldError("collect", str(error)))
        return None


def _needs_place(asked: Asked) -> list[FieldError]:
    errors = []
    if asked.radius_km is not None:
        errors.append(FieldError("radius_km", "Zum Umkreis fehlt der Ort."))
    if asked.sort is Sort.NEAREST:
        errors.append(FieldError("sort", "Zum Sortieren nach Nähe fehlt der Ort."))
    return errors


def _bounds(asked: Asked) -> list[FieldError]:
    errors = []
    if asked.page * asked.per_page > DEEPEST_HIT:
        message = f"Weiter als {DEEPEST_HIT} Treffer blättern wir nicht; bitte enger suchen."
        errors.append(FieldError("page", message))
    low, high = asked.price_from, asked.price_to
    if low is not None and high is not None and low > high:
        message = "Der kleinste Preis liegt über dem größten; bitte beide vertauschen."
        errors.append(FieldError("price_from", message))
    return errors
