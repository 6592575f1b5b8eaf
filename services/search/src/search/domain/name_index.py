"""Finds short names by typed words: shops and categories, which live in memory.

The same folding, stems, compounds, synonyms and slips as for goods. Scores say how a word was hit;
a name must be hit by every word.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from search.domain.compounds import Compounds
from search.domain.folding import words
from search.domain.query import QueryWord, Unit
from search.domain.spelling import within_typos
from search.domain.stemming import stem
from search.domain.trades import trade_key

EXACT, SAME_STEM, SAME_TRADE, BEGUN, ALSO_CALLED = 1.0, 0.95, 0.9, 0.85, 0.8
HEAD, BROADER, MODIFIER, MISSPELT, MISSPELT_BEGINNING = 0.6, 0.55, 0.45, 0.4, 0.35
_SHORTEST_MISSPELT = 5

K = TypeVar("K", bound=Hashable)


class Text(NamedTuple):
    """A text by which something is known, and how much a hit in it counts."""

    text: str
    weight: float = 1.0
    is_whole: bool = False
    """Its words mean it only as a whole: who looks for bread looks for no Brotladen."""


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    stem: str
    heads: frozenset[str]
    modifiers: frozenset[str]
    is_whole: bool


class NameIndex(Generic[K]):
    """Built once for a set of names; every way to hit one is a look-up."""

    def __init__(
        self,
        named: Mapping[K, Iterable[Text]],
        compounds: Compounds,
        *,
        by_trade: bool = False,
    ) -> None:
        """`by_trade`: who does it and where it is done are one and the same."""
        self._words: dict[str, _Word] = {}
        self._where: dict[str, dict[K, float]] = {}
        for key, texts in named.items():
            for text in texts:
                for word in words(text.text):
                    self._add(word.folded, text, compounds)
                    where = self._where.setdefault(word.folded, {})
                    where[key] = max(text.weight, where.get(key, 0.0))
        self._sorted = sorted(self._words)
        self._by_stem = _by(self._words.values(), lambda seen: (seen.stem,))
        self._by_head = _by(self._words.values(), lambda seen: seen.heads)
        self._by_modifier = _by(self._words.values(), lambda seen: seen.modifiers)
        self._by_trade = (
            _by(self._words.values(), lambda seen: (trade_key(seen.folded),)) if by_trade else None
        )

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

    def _add(self, folded: str, text: Text, compounds: Compounds) -> None:
        known = self._words.get(folded)
        if known is None or (known.is_whole and not text.is_whole):
            self._words[folded] = _seen(folded, compounds, is_whole=text.is_whole)

    def _together(self, hits: list[dict[K, float]]) -> dict[K, float]:
        if len(hits) == 1:
            return hits[0]
        keys = set.intersection(*(set(hit) for hit in hits)) if hits else set()
        return {key: min(hit[key] for hit in hits) for key in keys}

    def _typed(self, word: QueryWord, unit: Unit) -> dict[K, float]:
        found: dict[K, float] = {}
        for folded, level in self._levels(word, unit):
            _take_better(found, self._where[folded], level)
        if not found and not unit.is_known:
            for folded in self._from(word.folded[:1]):
                if level := _slip_level(folded, word):
                    _take_better(found, self._where[folded], level)
        return found

    def _levels(self, word: QueryWord, unit: Unit) -> Iterator[tuple[str, float]]:
        """Words that this one hits, and how well."""
        if word.folded in self._words:
            yield word.folded, EXACT
        yield from ((folded, SAME_STEM) for folded in self._by_stem.get(word.stem, ()))
        if self._by_trade is not None:
            same = self._by_trade.get(trade_key(word.folded), ())
            yield from ((folded, SAME_TRADE) for folded in same)
        if word.is_prefix:
            for folded in self._from(word.folded):
                if not (unit.is_known and self._words[folded].is_whole):
                    yield folded, BEGUN
        yield from ((folded, HEAD) for folded in self._by_head.get(word.stem, ()))
        yield from ((folded, MODIFIER) for folded in self._by_modifier.get(word.stem, ()))

    def _named(self, base: str) -> dict[K, float]:
        found: dict[K, float] = {}
        for level, known in ((1.0, self._by_stem), (HEAD, self._by_head)):
            for folded in known.get(base, ()):
                _take_better(found, self._where[folded], level)
        return found

    def _from(self, begun: str) -> Iterator[str]:
        """Words that begin so."""
        for at in range(bisect_left(self._sorted, begun), len(self._sorted)):
            if not self._sorted[at].startswith(begun):
                return
            yield self._sorted[at]


def _by(seen: Iterable[_Word], keys: Callable[[_Word], Iterable[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in seen:
        for key in keys(word):
            found.setdefault(key, []).append(word.folded)
    return found


def _slip_level(folded: str, word: QueryWord) -> float:
    slips = word.typos
    if not slips or len(word.folded) < _SHORTEST_MISSPELT:
        return 0.0
    if within_typos(folded, word.folded, slips):
        return MISSPELT
    begun = word.is_prefix and len(folded) > len(word.folded)
    if begun and within_typos(folded[: len(word.folded)], word.folded, slips):
        return MISSPELT_BEGINNING
    return 0.0


def _take_better(found: dict[K, float], others: Mapping[K, float], factor: float) -> None:
    for key, score in others.items():
        if score * factor > found.get(key, 0.0):
            found[key] = score * factor


def _seen(folded: str, compounds: Compounds, *, is_whole: bool) -> _Word:
    parts = None if is_whole else compounds.split(folded)
    heads = frozenset(parts.heads) if parts else frozenset[str]()
    modifiers = frozenset(parts.modifiers) if parts else frozenset[str]()
    return _Word(folded, stem(folded), heads, modifiers, is_whole)
