"""What to ask when that which the words asked for has nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from search.domain.diets import Diet, Trait
from search.domain.query import Filters, SearchQuery, Unit


class Said(StrEnum):
    """Filters that words can ask for."""

    PLACE = "place"
    COLLECT = "collect"
    DELIVER_TO = "deliver_to"
    PRICE = "price_to"
    DIETS = "diets"
    TRAITS = "traits"


@dataclass(frozen=True, slots=True)
class Wider:
    """A query without some of what the words asked for."""

    query: SearchQuery
    without: frozenset[Said]


@dataclass(frozen=True, slots=True)
class Wished:
    """Diets and traits that the words asked for, and the words to search where they are not."""

    keys: frozenset[Diet | Trait] = frozenset()
    text: str = ""
    units: tuple[Unit, ...] = ()


_ORDER = (Said.TRAITS, Said.PRICE, Said.PLACE, Said.COLLECT, Said.DELIVER_TO, Said.DIETS)
"""Who has no car can wait for another day less easily than pay a little more; nobody can do
without a diet."""
_WISHES = frozenset({Said.TRAITS, Said.DIETS})
_NOTHING = Wished()


def wider_queries(
    query: SearchQuery, said: frozenset[Said], wished: Wished = _NOTHING
) -> tuple[Wider, ...]:
    """Without one of them, the one that is easiest to do without first; at last without any.

    Filters that were chosen stay: who chose them can see them and take them back. The words for
    what nobody has confirmed are searched before they are left out: a name may have them.
    """
    steps = [frozenset({one}) for one in _ORDER if one in said]
    if len(steps) > 1:
        steps.append(said)
    return tuple(each for step in steps for each in _without_step(query, step, wished))


def _without_step(query: SearchQuery, step: frozenset[Said], wished: Wished) -> Iterator[Wider]:
    plain = _without(query, step, wished.keys)
    if step & _WISHES:
        yield Wider(replace(plain, text=wished.text, units=wished.units), step)
    yield Wider(plain, step)


def _without(
    query: SearchQuery, said: frozenset[Said], wished: frozenset[Diet | Trait]
) -> SearchQuery:
    filters: Filters = query.filters
    if Said.DIETS in said:
        filters = replace(filters, diets=filters.diets - wished)
    if Said.TRAITS in said:
        filters = replace(filters, traits=filters.traits - wished)
    if Said.PLACE in said:
        filters = replace(filters, circle=None)
    if Said.COLLECT in said:
        filters = replace(filters, collect=None)
    if Said.DELIVER_TO in said:
        filters = replace(filters, deliver=None)
    if Said.PRICE in said:
        filters = replace(filters, price_to=None)
    return replace(query, filters=filters)
