"""Puts misspelt words right, by the words that goods of the region are called."""

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.domain.compounds import Compounds
from search.domain.everyday import is_everyday
from search.domain.folding import Word, fold, words
from search.domain.sound import sound
from search.domain.stemming import stem

_SHORTEST, _TWO_SLIPS_FROM, _LONGEST = 4, 8, 40
_SHORTEST_HALF = 4
_CANDIDATES = 12
_MOST_WORDS = 12
_SOUNDS_ALIKE, _NEIGHBOUR, _OTHER_FIRST, _BY_STEM = 0.6, 0.2, 0.6, 0.3
_MOST_DOUBT = 1.8
_MOST_APART = 2
_ROWS = ("qwertzuiopü", "asdfghjklöä", "yxcvbnm")
_NEIGHBOURS = frozenset(
    pair for row in _ROWS for one, other in pairwise(row) for pair in (one + other, other + one)
)


class Corrector:
    """Built once; finds the nearest known word in well under a millisecond."""

    def __init__(
        self,
        written: Mapping[str, str],
        counts: Mapping[str, int],
        compounds: Compounds,
        fine: Container[str] = (),
    ) -> None:
        """`written`: folded words with their spelling, to propose. `fine`: to be left alone."""
        self._written = {word: as_typed for word, as_typed in written.items() if _may_be(word)}
        self._counts = counts
        self._compounds = compounds
        self._fine = fine
        self._stems = frozenset(stem(word) for word in written)
        self._by_length: dict[int, dict[str, str]] = {}
        self._by_sound: dict[str, list[str]] = {}
        for word, as_typed in self._written.items():
            for form in {word, stem(word)}:
                self._by_length.setdefault(len(form), {}).setdefault(form, word)
            self._by_sound.setdefault(sound(as_typed), []).append(word)

    def corrected(self, text: str) -> str | None:
        """The text with its misspelt words put right; None when there is nothing to do."""
        pieces: list[str] = []
        done = 0
        for word in words(text)[:_MOST_WORDS]:
            if (better := self._better(word, text[word.start : word.end])) is not None:
                pieces += (text[done : word.start], better)
                done = word.end
        return "".join((*pieces, text[done:])) if pieces else None

    def _better(self, word: Word, typed: str) -> str | None:
        if not _may_be(word.folded) or self._is_fine(word.folded):
            return None
        found = self.nearest(word.folded, typed) or self._half_right(word.folded)
        if found is None or found.lower() == typed.lower():
            return None
        return found if typed[0].isupper() else found.lower()

    def _is_fine(self, folded: str) -> bool:
        if folded in self._fine or folded in self._written or stem(folded) in self._stems:
            return True
        return is_everyday(folded) or self._compounds.is_sure(folded)

    def nearest(self, folded: str, typed: str = "") -> str | None:
        """The known word that was most likely meant, as it is written."""
        heard = sound(typed or folded)
        ranked = sorted(
            (doubt, -self._counts.get(word, 0), word)
            for word, doubt in self._candidates(folded, heard)
            if doubt < _MOST_DOUBT
        )
        return self._written[ranked[0][2]] if ranked else None

    def _candidates(self, folded: str, heard: str) -> Iterator[tuple[str, float]]:
        slips = 1 if len(folded) < _TWO_SLIPS_FROM else 2
        for word in self._by_sound.get(heard, ()):
            apart = OSA.distance(folded, word, score_cutoff=3)
            if apart <= slips + 1:
                yield word, max(0.0, apart - 1) * (1 - _SOUNDS_ALIKE)
        for form, by_stem in ((folded, 0.0), (stem(folded), _BY_STEM)):
            if len(form) >= _SHORTEST:
                for near, apart in self._near(form, slips):
                    word = self._by_length[len(near)][near]
                    if OSA.distance(folded, word, score_cutoff=_MOST_APART) > _MOST_APART:
                        continue
                    yield word, apart + by_stem + self._doubt(form, near, heard, word)

    def _near(self, form: str, slips: int) -> Iterable[tuple[str, int]]:
        for length in range(len(form) - slips, len(form) + slips + 1):
            choices = self._by_length.get(length)
            if choices:
                yield from (
                    (near, int(apart))
                    for near, apart, _ in process.extract(
                        form,
                        choices.keys(),
                        scorer=OSA.distance,
                        score_cutoff=slips,
                        limit=_CANDIDATES,
                    )
                )

    def _doubt(self, form: str, near: str, heard: str, word: str) -> float:
        """Less for what sounds alike, swapped letters and keys side by side; more for another
        first letter.
        """
        doubt = 0.0
        known = sound(self._written[word])
        if known == heard:
            doubt -= _SOUNDS_ALIKE
        elif known[0] != heard[0]:
            doubt += _OTHER_FIRST
        if len(form) == len(near):
            slips = [one + other for one, other in zip(form, near, strict=True) if one != other]
            if (len(slips) == 1 and slips[0] in _NEIGHBOURS) or sorted(form) == sorted(near):
                doubt -= _NEIGHBOUR
        return doubt

    def _half_right(self, folded: str) -> str | None:
        """A compound of which one half is misspelt: Erdbeerkuchn."""
        for cut in range(_SHORTEST_HALF, len(folded) - _SHORTEST_HALF + 1):
            first, head = folded[:cut], folded[cut:]
            if self._compounds.may_begin(first):
                found = self.nearest(head)
                if found is not None and self._compounds.is_called(fold(found)):
                    return self._as_written(first) + found.lower()
            if self._compounds.is_called(head) and (found := self.nearest(first)) is not None:
                return found + self._as_written(head).lower()
        return None

    def _as_written(self, folded: str) -> str:
        return self._written.get(folded, folded)


def _may_be(word: str) -> bool:
    return word.isalpha() and _SHORTEST <= len(word) <= _LONGEST
