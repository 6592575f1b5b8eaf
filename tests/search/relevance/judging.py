"""What a person means by a query, read from `queries/*.yaml`: rules with grades.

3 is exactly what is meant, 2 is good, 1 will do. A rule is a pattern for the title, or a mapping of
what must hold together: title, category (with all below it), shop, place, label, sku. Further keys:
`never` must not be among the first ten; `each` are meanings of which each must be; `nothing` says
that the market has none, and that the answer must not pretend otherwise; `shops` must be named;
`place`, `day`, `price` (in cents) and `diets` must be understood from the words. The files hold two
halves: the engines are tuned on `tuned` alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from marketkit.yaml_file import read_yaml
from search.domain.document import ProductDocument

FOLDER = Path(__file__).parent / "queries"
HALVES = ("tuned", "held_out")
GRADES = (3, 2, 1)
_FURTHER = {"never", "each", "nothing", "shops", "place", "day", "price", "diets"}
_HOLDS = {"title", "category", "shop", "place", "label", "sku"}


@dataclass(frozen=True)
class Rule:
    """All that is set must hold."""

    title: re.Pattern[str] | None = None
    category: str | None = None
    shop: str | None = None
    place: str | None = None
    label: str | None = None
    sku: str | None = None

    def fits(self, document: ProductDocument, skus: frozenset[str]) -> bool:
        card = document.card
        return (
            (self.title is None or self.title.search(card.name) is not None)
            and (self.category is None or self.category in document.category_path)
            and (self.shop is None or self.shop == card.shop.slug)
            and (self.place is None or self.place == card.shop.place)
            and (self.label is None or self.label in card.labels)
            and (self.sku is None or self.sku in skus)
        )


@dataclass(frozen=True)
class Judgement:
    """One query with what would answer it."""

    query: str
    kind: str
    half: str
    grades: Mapping[int, tuple[Rule, ...]]
    never: tuple[Rule, ...] = ()
    each: tuple[Rule, ...] = ()
    nothing: bool = False
    place: str | None = None
    day: str | None = None
    price: int | None = None
    diets: frozenset[str] = frozenset()
    shops: frozenset[str] = frozenset()

    def grade(self, document: ProductDocument, skus: frozenset[str]) -> int:
        for grade in GRADES:
            if any(rule.fits(document, skus) for rule in self.grades.get(grade, ())):
                return grade
        return 0


@cache
def judgements() -> tuple[Judgement, ...]:
    """All of them. Raises ValueError for a file that says something unknown."""
    return tuple(
        _judgement(query, path.stem, half, told)
        for path in sorted(FOLDER.glob("*.yaml"))
        for half, told_of in _halves(path).items()
        for query, told in told_of.items()
    )


def _halves(path: Path) -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = read_yaml(path)
    if set(loaded) != set(HALVES):
        message = f"{path.name}: {HALVES} are expected, not {tuple(loaded)}"
        raise ValueError(message)
    return loaded


def _judgement(query: object, kind: str, half: str, told: Mapping[Any, Any]) -> Judgement:
    if unknown := set(told) - set(GRADES) - _FURTHER:
        message = f"{kind}: {query!r} says {unknown}, which means nothing"
        raise ValueError(message)
    return Judgement(
        query=str(query),
        kind=kind,
        half=half,
        grades={grade: _rules(told[grade]) for grade in GRADES if grade in told},
        never=_rules(told.get("never")),
        each=_rules(told.get("each")),
        nothing=told.get("nothing", False),
        place=told.get("place"),
        day=told.get("day"),
        price=told.get("price"),
        diets=frozenset(told.get("diets", ())),
        shops=frozenset(told.get("shops", ())),
    )


def _rules(told: Any) -> tuple[Rule, ...]:
    if told is None:
        return ()
    return tuple(_rule(each) for each in (told if isinstance(told, list) else [told]))


def _rule(told: str | Mapping[str, str]) -> Rule:
    fields = {"title": told} if isinstance(told, str) else dict(told)
    if not fields or set(fields) - _HOLDS:
        message = f"no rule: {told!r}"
        raise ValueError(message)
    title = fields.pop("title", None)
    return Rule(title=re.compile(title) if title else None, **fields)
