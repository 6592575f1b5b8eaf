"""What to ask when that which the words asked for has nothing."""

from dataclasses import dataclass, replace
from enum import StrEnum

from search.domain.query import Filters, SearchQuery


class Said(StrEnum):
    """Filters that words can ask for."""

    PLACE = "place"
    COLLECT = "collect"
    DELIVER_TO = "deliver_to"
    PRICE = "price_to"


@dataclass(frozen=True, slots=True)
class Wider:
    """A query without some of what the words asked for."""

    query: SearchQuery
    without: frozenset[Said]


_ORDER = (Said.PRICE, Said.PLACE, Said.COLLECT, Said.DELIVER_TO)
"""Who has no car can wait for another day less easily than pay a little more."""


def wider_queries(query: SearchQuery, said: frozenset[Said]) -> tuple[Wider, ...]:
    """Without one of them, the one that is easiest to do without first; at last without any.

    Filters that were chosen stay: who chose them can see them and take them back.
    """
    steps = [frozenset({one}) for one in _ORDER if one in said]
    if len(steps) > 1:
        steps.append(said)
    return tuple(Wider(_without(query, step), step) for step in steps)


def _without(query: SearchQuery, said: frozenset[Said]) -> SearchQuery:
    filters: Filters = query.filters
    if Said.PLACE in said:
        filters = replace(filters, circle=None)
    if Said.COLLECT in said:
        filters = replace(filters, collect=None)
    if Said.DELIVER_TO in said:
        filters = replace(filters, deliver=None)
    if Said.PRICE in said:
        filters = replace(filters, price_to=None)
    return replace(query, filters=filters)
