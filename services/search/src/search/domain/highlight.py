"""Marks in a text what a query hit, also where it was a prefix, a misspelling or a synonym."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from search.domain.compounds import Compounds
from search.domain.folding import Word, words
from search.domain.quantities import with_amounts
from search.domain.query import QueryWord, Unit
from search.domain.spelling import within_typos
from search.domain.stemming import stem
from search.domain.synonyms import Phrase

OPEN, CLOSE = "<mark>", "</mark>"
EXCERPT_LENGTH = 140


class Highlighter:
    """Marks the hits of one query; makes HTML in which everything but the marks is escaped."""

    def __init__(self, units: Sequence[Unit], compounds: Compounds) -> None:
        # A word of the region's own list is not misspelt, so nothing is marked for resembling it.
        self._typed = tuple(
            (word, 0 if unit.is_known else word.typos) for unit in units for word in unit.words
        )
        phrases: dict[Phrase, None] = {}
        for unit in units:
            phrases[tuple(word.stem for word in unit.words)] = None
            phrases.update((other.phrase, None) for other in unit.alternatives)
        self._stems = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
        self._phrases = tuple(phrase for phrase in phrases if len(phrase) > 1)
        self._compounds = compounds
        self._meant: dict[str, frozenset[str]] = {}
        self._resembling: dict[str, bool] = {}

    def mark(self, text: str) -> str:
        """The whole text with marks."""
        pieces: list[str] = []
        done = 0
        for start, end in self._spans(text):
            pieces += (escape(text[done:start]), OPEN, escape(text[start:end]), CLOSE)
            done = end
        return "".join((*pieces, escape(text[done:])))

    def matches(self, text: str) -> bool:
        return bool(self._spans(text))

    def excerpt(self, text: str) -> str | None:
        """The part of the text around the first hit, marked; None without a hit."""
        spans = self._spans(text)
        if not spans:
            return None
        first, first_end = spans[0]
        begin = max(0, first - EXCERPT_LENGTH // 3)
        begin = text.rfind(" ", 0, begin) + 1 if begin else 0
        end = max(first_end, begin + EXCERPT_LENGTH)
        if end < len(text):
            end = max(first_end, text.rfind(" ", begin, end + 1))
        before, after = "… " if begin else "", " …" if end < len(text) else ""
        return f"{before}{self.mark(text[begin:end])}{after}"

    def _spans(self, text: str) -> list[tuple[int, int]]:
        if not self._typed:
            return []
        found = _cut(text)
        wanted = self._stems
        if self._phrases:
            # "rote Bete" is nothing where only something red is.
            there = frozenset().union(*(self._meaning(word.folded) for word in found))
            wanted = wanted.union(*(each for each in self._phrases if there.issuperset(each)))
        return [(word.start, word.end) for word in found if self._is_hit(word, wanted)]

    def _is_hit(self, word: Word, wanted: frozenset[str]) -> bool:
        return not wanted.isdisjoint(self._meaning(word.folded)) or self._resembles(word.folded)

    def _meaning(self, folded: str) -> frozenset[str]:
        """The stems of a word: its own and those of its parts."""
        meant = self._meant.get(folded)
        if meant is None:
            parts = self._compounds.split(folded)
            inside = (*parts.heads, *parts.modifiers) if parts else ()
            meant = self._meant[folded] = frozenset((stem(folded), *inside))
        return meant

    def _resembles(self, folded: str) -> bool:
        verdict = self._resembling.get(folded)
        if verdict is None:
            verdict = any(_resembles(folded, word, typos) for word, typos in self._typed)
            self._resembling[folded] = verdict
        return verdict


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[Word, ...]:
    """What many questions find is cut into words once."""
    return tuple(with_amounts(words(text)))


def _resembles(folded: str, word: QueryWord, typos: int) -> bool:
    if word.is_prefix and folded.startswith(word.folded):
        return True
    return typos > 0 and within_typos(folded, word.folded, typos)
