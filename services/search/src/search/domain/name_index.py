"""Finds short names by typed words: shops and categories, which live in memory.

The same folding, stems, compounds, synonyms and slips as for goods. Scores say how a word was hit;
a name must be hit by every word.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from search.domain.compounds import Compounds
from search.domain.folding import words
from search.domain.query import QueryWord, Unit
from search.domain.spelling import within_typos
from search.domain.stemming import stem
from search.domain.trades import Trades, trade_key

EXACT, SAME_STEM, SAME_TRADE, BEGUN, ALSO_CALLED = 1.0, 0.95, 0.9, 0.85, 0.8
HEAD, BROADER, MODIFIER, MISSPELT, MISSPELT_BEGINNING = 0.6, 0.55, 0.45, 0.4, 0.35
_SHORTEST_MISSPELT = 5

K = TypeVar("K", bound=Hashable)
Text = tuple[str, float]
"""A text by which something is known, and how much a hit in it counts."""


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    stem: str
    heads: frozenset[str]
    modifiers: frozenset[str]


class NameIndex(Generic[K]):
    """Built once for a set of names; small enough to look at every distinct word."""

    def __init__(
        self, named: Mapping[K, Iterable[Text]], compounds: Compounds, trades: Trades | None = None
    ) -> None:
        self._trades = trades
        self._words: dict[str, _Word] = {}
        self._where: dict[str, dict[K, float]] = {}
        for key, texts in named.items():
            for text, weight in texts:
                for word in words(text):
                    self._words.setdefault(word.folded, _seen(word.folded, compounds))
                    where = self._where.setdefault(word.folded, {})
                    where[key] = max(weight, where.get(key, 0.0))

    def find(self, units: Sequence[Unit]) -> dict[K, float]:
        """Names that every unit hits; the mean of how well."""
        found: dict[K, float] | None = None
        for unit in units:
            hit = self.hit(unit)
            if found is None:
                found = hit
            else:
                found = {key: found[key] + hit[key] for key in found.keys() & hit.keys()}
        return {key: score / len(units) for key, score in (found or {}).items()}

    def hit(self, unit: Unit) -> dict[K, float]:
        """Names that the unit hits in one way or another; how well the best way does."""
        best = self._together([self._typed(word, unit) for word in unit.words])
        for other in unit.alternatives:
            phrase = self._together([self._named(part) for part in other.phrase])
            _take_better(best, phrase, ALSO_CALLED * other.weight)
        if unit.broader:
            _take_better(best, self._named(unit.broader), BROADER)
        return best

    def _together(self, hits: list[dict[K, float]]) -> dict[K, float]:
        keys = set.intersection(*(set(hit) for hit in hits)) if hits else set()
        return {key: min(hit[key] for hit in hits) for key in keys}

    def _typed(self, word: QueryWord, unit: Unit) -> dict[K, float]:
        found = self._scored(lambda seen: self._level(seen, word))
        if not found and not unit.is_known:
            found = self._scored(lambda seen: _slip_level(seen, word))
        return found

    def _named(self, base: str) -> dict[K, float]:
        return self._scored(
            lambda seen: 1.0 if seen.stem == base else HEAD if base in seen.heads else 0.0
        )

    def _scored(self, level: Callable[[_Word], float]) -> dict[K, float]:
        found: dict[K, float] = {}
        for folded, seen in self._words.items():
            if score := level(seen):
                _take_better(found, self._where[folded], score)
        return found

    def _level(self, seen: _Word, word: QueryWord) -> float:
        if seen.folded == word.folded:
            return EXACT
        if seen.stem == word.stem:
            return SAME_STEM
        return max(self._trade_level(seen, word), _part_level(seen, word))

    def _trade_level(self, seen: _Word, word: QueryWord) -> float:
        if self._trades is None:
            return 0.0
        if trade_key(seen.folded) == trade_key(word.folded):
            return SAME_TRADE
        return ALSO_CALLED if self._trades.are_one(seen.folded, word.folded) else 0.0


def _part_level(seen: _Word, word: QueryWord) -> float:
    if word.is_prefix and seen.folded.startswith(word.folded):
        return BEGUN
    if word.stem in seen.heads:
        return HEAD
    return MODIFIER if word.stem in seen.modifiers else 0.0


def _slip_level(seen: _Word, word: QueryWord) -> float:
    slips = word.typos
    if not slips or len(word.folded) < _SHORTEST_MISSPELT or seen.folded[0] != word.folded[0]:
        return 0.0
    if within_typos(seen.folded, word.folded, slips):
        return MISSPELT
    begun = word.is_prefix and len(seen.folded) > len(word.folded)
    if begun and within_typos(seen.folded[: len(word.folded)], word.folded, slips):
        return MISSPELT_BEGINNING
    return 0.0


def _take_better(found: dict[K, float], others: Mapping[K, float], factor: float) -> None:
    for key, score in others.items():
        if score * factor > found.get(key, 0.0):
            found[key] = score * factor


def _seen(folded: str, compounds: Compounds) -> _Word:
    parts = compounds.split(folded)
    heads = frozenset(parts.heads) if parts else frozenset[str]()
    modifiers = frozenset(parts.modifiers) if parts else frozenset[str]()
    return _Word(folded, stem(folded), heads, modifiers)
