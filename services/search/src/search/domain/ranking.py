"""The declared order of results, read from the region's `ranking.yaml`.

Both engines take their scores and rules from it, and so do the public page and the reasons a hit
gives: nothing else may decide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import Any, Final

from search.domain.document import IndexedText

CRITERIA: Final = ("words", "spelling", "field", "standing")
FIELDS: Final = tuple(each.name for each in fields(IndexedText) if each.name != "forms")
SPELLINGS: Final = ("exact", "begun", "misspelt", "misspelt_twice")
MEANINGS: Final = ("equal", "included", "apart", "guessed")
FACTS: Final = ("distance", "collect_today", "collect_tomorrow")
STANDING: Final = ("available", "brevity", "recency")
BESIDE: Final = ("shops", "suggestions", "similar", "together")
LANGUAGES: Final = ("de", "en")
WHOLE: Final = 100
BEGUN: Final = {"forms": "core", "named": "named", "kind": "kind", "maker": "maker"}
"""Where beginnings are looked for, and whose weight that has."""
MISSPELT: Final = BEGUN | {"confirmed": "confirmed", "heads": "heads", "parts": "parts"}
"""Not descriptions: among that many words nearly every slip is the beginning of another word."""
Texts = Mapping[str, str]


class RankingError(ValueError):
    """The file says something that cannot be; names where."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One thing that counts: how much of 100, what it is called, and how a hit says so."""

    key: str
    weight: int
    name: Texts
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A criterion or a way to sort, in words for the public."""

    key: str
    name: Texts
    about: Texts
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everything that decides the order, strongest first."""

    criteria: tuple[Explained, ...]
    fields: tuple[Weighed, ...]
    further: Weighed
    """How much every further field adds to the strongest."""
    spelling: tuple[Weighed, ...]
    meaning: tuple[Weighed, ...]
    standing: tuple[Weighed, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    """What a hit says about itself besides, by key."""
    sorts: tuple[Explained, ...] = ()
    beside: tuple[Explained, ...] = ()
    """What is shown beside the results, and how it is chosen."""
    never: tuple[Texts, ...] = ()
    valid_from: str = ""

    @property
    def field_weights(self) -> dict[str, float]:
        return {each.key: each.weight / WHOLE for each in self.fields}

    def share(self, spelling: str) -> float:
        """What is left of a field's weight."""
        return next(each.weight / WHOLE for each in self.spelling if each.key == spelling)

    def quality(self, measures: Mapping[str, float]) -> float:
        """0 to 1, from measures of 0 to 1: decides between equals."""
        return sum(each.weight / WHOLE * measures[each.key] for each in self.standing)


def parse_ranking(told: Mapping[str, Any]) -> Ranking:
    """Raises RankingError."""
    ranking = Ranking(
        criteria=_explained(told, "criteria"),
        fields=_weighed(told, "fields"),
        further=_weighed({"further": [told.get("further")]}, "further")[0],
        spelling=_weighed(told, "spelling"),
        meaning=_weighed(told, "meaning"),
        standing=_weighed(told, "standing"),
        facts={
            _text(each, "key", "facts"): _text(each, "why", "facts")
            for each in _list(told, "facts")
        },
        sorts=_explained(told, "sorts"),
        beside=_explained(told, "beside"),
        never=tuple(_texts(each, f"never[{i}]") for i, each in enumerate(_list(told, "never"))),
        valid_from=str(told.get("valid_from", "")),
    )
    _check_keys("criteria", ranking.criteria, CRITERIA)
    for name, weighed, known in (
        ("fields", ranking.fields, FIELDS),
        ("spelling", ranking.spelling, SPELLINGS),
        ("meaning", ranking.meaning, MEANINGS),
        ("standing", ranking.standing, STANDING),
    ):
        _check_keys(name, weighed, known)
        _check_falling(name, weighed)
    _check_keys("beside", ranking.beside, BESIDE)
    if set(ranking.facts) != set(FACTS):
        message = f"facts: {', '.join(FACTS)} are expected"
        raise RankingError(message)
    if sum(each.weight for each in ranking.standing) != WHOLE:
        message = f"standing: the shares must make {WHOLE}"
        raise RankingError(message)
    return ranking


def even_ranking() -> Ranking:
    """Everything counts alike: for an index that no region has been told yet."""

    def even(keys: Sequence[str]) -> tuple[Weighed, ...]:
        return tuple(Weighed(key, WHOLE, {}) for key in keys)

    criteria = tuple(Explained(key, {}, {}) for key in CRITERIA)
    further = Weighed("further", 1, {})
    return Ranking(criteria, even(FIELDS), further, even(SPELLINGS), even(MEANINGS), even(STANDING))


def _weighed(told: Mapping[str, Any], name: str) -> tuple[Weighed, ...]:
    found = []
    for position, each in enumerate(_list(told, name)):
        where = f"{name}[{position}]"
        key, weight = _text(each, "key", where), each.get("weight")
        if not isinstance(weight, int) or not 0 < weight <= WHOLE:
            message = f"{where} ({key}): weight must be a number from 1 to {WHOLE}"
            raise RankingError(message)
        found.append(Weighed(key, weight, _texts(each.get("name"), f"{where} ({key})"), _why(each)))
    return tuple(found)


def _explained(told: Mapping[str, Any], name: str) -> tuple[Explained, ...]:
    return tuple(
        Explained(
            key := _text(each, "key", f"{name}[{position}]"),
            _texts(each.get("name"), f"{name}[{position}] ({key})"),
            _texts(each.get("about"), f"{name}[{position}] ({key})"),
            _why(each),
        )
        for position, each in enumerate(_list(told, name))
    )


def _why(told: Mapping[str, Any]) -> str | None:
    return _text(told, "why", str(told["key"])) if "why" in told else None


def _list(told: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    found = told.get(name)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        message = f"{name}: a list of mappings is expected"
        raise RankingError(message)
    return found


def _text(told: Mapping[str, Any], name: str, where: str) -> str:
    found = told.get(name)
    if not isinstance(found, str) or not found:
        message = f"{where}: {name} is missing"
        raise RankingError(message)
    return found


def _texts(told: object, where: str) -> Texts:
    if not isinstance(told, dict) or set(told) != set(LANGUAGES) or not all(told.values()):
        message = f"{where}: words are needed in {' and '.join(LANGUAGES)}"
        raise RankingError(message)
    return {language: str(told[language]) for language in LANGUAGES}


def _check_keys(
    name: str, found: Sequence[Weighed] | Sequence[Explained], known: Sequence[str]
) -> None:
    keys = [each.key for each in found]
    if sorted(keys) != sorted(known):
        message = f"{name}: {', '.join(known)} are expected, each once, not {', '.join(keys)}"
        raise RankingError(message)


def _check_falling(name: str, weighed: Sequence[Weighed]) -> None:
    for before, after in pairwise(weighed):
        if after.weight > before.weight:
            message = f"{name}: {after.key} may not weigh more than {before.key}, which is first"
            raise RankingError(message)
