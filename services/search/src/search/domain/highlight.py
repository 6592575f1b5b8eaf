"""Marks in a text what a query hit, also where it was a prefix, a misspelling or a synonym."""

from collections.abc import Sequence
from html import escape

from search.domain.compounds import Compounds
from search.domain.folding import words
from search.domain.query import QueryWord, Unit
from search.domain.spelling import within_typos
from search.domain.stemming import stem

OPEN, CLOSE = "<mark>", "</mark>"
EXCERPT_LENGTH = 140


class Highlighter:
    """Marks the hits of one query; makes HTML in which everything but the marks is escaped."""

    def __init__(self, units: Sequence[Unit], compounds: Compounds) -> None:
        self._words = tuple(word for unit in units for word in unit.words)
        # A word of the region's own list is not misspelt, so nothing is marked for resembling it.
        self._typed = tuple(
            (word, 0 if unit.is_known else word.typos) for unit in units for word in unit.words
        )
        self._stems = {word.stem for word in self._words} | {
            part for unit in units for other in unit.alternatives for part in other.phrase
        }
        self._compounds = compounds
        self._verdicts: dict[str, bool] = {}

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
        begin = max(0, spans[0][0] - EXCERPT_LENGTH // 3)
        begin = text.rfind(" ", 0, begin) + 1 if begin else 0
        cut = text[begin : begin + EXCERPT_LENGTH]
        more_before, more_after = begin > 0, begin + EXCERPT_LENGTH < len(text)
        return f"{'… ' if more_before else ''}{self.mark(cut)}{' …' if more_after else ''}"

    def _spans(self, text: str) -> list[tuple[int, int]]:
        if not self._words:
            return []
        return [(word.start, word.end) for word in words(text) if self._is_hit(word.folded)]

    def _is_hit(self, folded: str) -> bool:
        verdict = self._verdicts.get(folded)
        if verdict is None:
            verdict = self._verdicts[folded] = self._judge(folded)
        return verdict

    def _judge(self, folded: str) -> bool:
        if stem(folded) in self._stems:
            return True
        parts = self._compounds.split(folded)
        if parts and not self._stems.isdisjoint((*parts.heads, *parts.modifiers)):
            return True
        return any(_resembles(folded, word, typos) for word, typos in self._typed)


def _resembles(folded: str, word: QueryWord, typos: int) -> bool:
    if word.is_prefix and folded.startswith(word.folded):
        return True
    return typos > 0 and within_typos(folded, word.folded, typos)
