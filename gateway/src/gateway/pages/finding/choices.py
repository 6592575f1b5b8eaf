"""What can be chosen beside the results, each with how much it would show."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gateway.pages.answers.catalog import Category
from gateway.pages.answers.search import FacetValue, Results
from gateway.pages.asked import DIETS, TRAITS, Asked
from gateway.pages.context import Context
from gateway.presenters import dates
from gateway.presenters.tree import path_to

_MOST_SHOPS, _MOST_PLACES = 8, 8

Counts = Mapping[str, int] | None
"""How many hits by key; None while nobody can say."""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: str
    count: int | None = None
    chosen: bool = False
    children: tuple["Choice", ...] = ()
    href: str = ""

    @property
    def is_empty(self) -> bool:
        return self.count == 0


@dataclass(frozen=True, slots=True)
class Choices:
    """All groups of one page."""

    days: Sequence[Choice]
    categories: Sequence[Choice]
    traits: Sequence[Choice]
    diets: Sequence[Choice]
    shops: Sequence[Choice]
    places: Sequence[Choice]


def choices(
    here: Context,
    asked: Asked,
    results: Results | None,
    tree: Sequence[Category],
    shops: Mapping[str, str],
) -> Choices:

    def counts(group: str) -> Counts:
        return results.facets.counts(group) if results else None

    return Choices(
        days=_days(here, asked, counts("collect")),
        categories=_branches(tree, asked.category, counts("category"), is_root=True),
        traits=_fixed(here, "trait", TRAITS, asked.traits, counts("trait")),
        diets=_fixed(here, "diet", DIETS, asked.diets, counts("diet")),
        shops=_shops(asked, results, shops),
        places=_places(asked, results),
    )


def _count(counts: Counts, key: str) -> int | None:
    return None if counts is None else counts.get(key, 0)


def _days(here: Context, asked: Asked, counts: Counts) -> list[Choice]:
    """Today first, then the six days after it."""
    today = dates.local(here.now).date()
    wanted = asked.day(today)
    ahead = asked.days_ahead(today)
    if wanted is not None and wanted not in ahead:
        ahead.append(wanted)
    return [
        Choice(
            value_of(day, today),
            name_of(here, day, today, in_words=dates.near_day),
            _count(counts, day.isoformat()),
            chosen=day == wanted,
        )
        for day in ahead
    ]


def value_of(day: date, today: date) -> str:
    """A bookmark of "today" shall mean the day on which it is opened."""
    near = {today: "today", today + timedelta(days=1): "tomorrow"}
    return near.get(day, day.isoformat())


def name_of(
    here: Context,
    day: date,
    today: date,
    in_words: Callable[[date, str], str] = dates.short_day,
) -> str:
    near = {"today", "tomorrow"}
    value = value_of(day, today)
    if value in near:
        return str(here.text(f"find.day.{value}"))
    return in_words(day, here.language)


def _branches(
    tree: Sequence[Category], wanted: str, counts: Counts, *, is_root: bool = False
) -> tuple[Choice, ...]:
    """The way to the wanted category is open, and so is a branch that alone has something.

    Branches without hits are left out; when there are none at all, the roots stay: they say what
    the market has.
    """
    path = {node.key for node in path_to(tree, wanted)}
    full = {node.key for node in tree if _count(counts, node.key) != 0}
    opened = path or (full if len(full) == 1 and not wanted else set())
    return tuple(
        Choice(
            node.key,
            node.name or node.key,
            _count(counts, node.key),
            chosen=node.key == wanted,
            children=_branches(node.children, wanted, counts) if node.key in opened else (),
        )
        for node in tree
        if node.key in path | full or (is_root and not full)
    )


def _fixed(
    here: Context, kind: str, keys: Iterable[str], chosen: Iterable[str], counts: Counts
) -> list[Choice]:
    taken = set(chosen)
    return [
        Choice(key, str(here.text(f"{kind}.{key}")), _count(counts, key), key in taken)
        for key in keys
    ]


def _shops(asked: Asked, results: Results | None, names: Mapping[str, str]) -> list[Choice]:
    """Those with most hits; chosen ones stay choosable when nothing was found."""
    found = list(results.facets.shop) if results else []
    known = {value.key for value in found}
    found = [FacetValue(key=key) for key in asked.shops if key not in known] + found
    shown = [value for value in found if value.key in asked.shops]
    shown += [value for value in found if value.key not in asked.shops][:_MOST_SHOPS]
    return [
        Choice(
            value.key,
            value.name or names.get(value.key, value.key),
            value.count if results else None,
            chosen=value.key in asked.shops,
        )
        for value in shown
    ]


def _places(asked: Asked, results: Results | None) -> list[Choice]:
    """Places where something was found, as links; what is chosen is in the field above."""
    found = results.facets.place if results else ()
    return [
        Choice(
            value.key,
            value.name or value.key,
            value.count,
            href=asked.but(place=value.name or value.key, near="", radius_km=None).address,
        )
        for value in found[:_MOST_PLACES]
        if value.count
    ]
