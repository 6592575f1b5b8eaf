"""Takes compounds apart: Apfelsaft is a Saft, with Apfel before it.

German puts what a thing is at the end. So the last part is a strong match, the first part a weak
one, and a part only counts when it is a word by itself: "Wein" is not in "Schwein", and the "Erd"
of "Erdbeere" is no Erde.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from search.domain.folding import words
from search.domain.german import HEADS, OPAQUE, SHORT_MODIFIERS, STOP_WORDS
from search.domain.stemming import stem

_SHORTEST = 4
_SHORTEST_REST = 3
_SHORTEST_HEAD = 2
_LINKS = ("s", "n", "en", "er", "es", "e")
_VOWELS = frozenset("aeiouy")
_OPAQUE_STEMS = frozenset(stem(word) for word in OPAQUE)


@dataclass(frozen=True, slots=True)
class Parts:
    """The stems inside a compound: what it is (Bratwurst, so Wurst), and what stands before."""

    heads: tuple[str, ...]
    modifiers: tuple[str, ...]


class Compounds:
    """Splits by a dictionary of words that goods are called."""

    def __init__(self, dictionary: Iterable[str] = ()) -> None:
        """`dictionary`: further folded words, from the region's files or from titles seen."""
        more = {word for word in dictionary if word.isalpha() and word not in STOP_WORDS}
        known = {word for word in HEADS | more if len(word) >= _SHORTEST or word in HEADS}
        # Kirsche is in Kirschsaft without its e, Nudeln end in a plural: stems catch both.
        self._head_stems = frozenset(stem(word) for word in known)
        self._stems = self._head_stems | {stem(word) for word in SHORT_MODIFIERS}
        self._known = frozenset(known)
        self._seen: dict[str, Parts | None] = {}

    @property
    def known_stems(self) -> frozenset[str]:
        """The stems of all words goods are called."""
        return self._stems

    def knows(self, folded: str) -> bool:
        """Whether this is a word goods are called, or made of such."""
        return stem(folded) in self._stems or self.split(folded) is not None

    def split(self, folded: str) -> Parts | None:
        """The parts of a folded word, or None when it is no compound of known words."""
        if folded not in self._seen:
            if len(self._seen) > 100_000:  # noqa: PLR2004 -- a bound for memory, not a rule
                self._seen.clear()
            self._seen[folded] = self._split(folded)
        return self._seen[folded]

    def _split(self, folded: str) -> Parts | None:
        if len(folded) < _SHORTEST + _SHORTEST_REST or not folded.isalpha():
            return None
        if stem(folded) in _OPAQUE_STEMS:
            return None
        # The longest head wins: Kartoffelsalat is a Salat, Rostbratwurst a Bratwurst.
        for cut in range(_SHORTEST_REST, len(folded) - _SHORTEST_HEAD + 1):
            rest, head = folded[:cut], folded[cut:]
            if self._is_head(head) and self._may_precede(rest, head):
                return self._parts(rest, head)
        return None

    def _is_head(self, word: str) -> bool:
        if word in self._known:
            return True
        return len(stem(word)) >= _SHORTEST and stem(word) in self._head_stems

    def _may_precede(self, rest: str, head: str) -> bool:
        """A scrap without a vowel is no word; before a very short head only a known word will do.

        So "Öl" is in "Kürbiskernöl", but no "Eis" in "Pfefferbeißer".
        """
        if len(head) >= _SHORTEST:
            return bool(_VOWELS & set(rest))
        return any(self.knows(rest.removesuffix(link)) for link in ("", *_LINKS))

    def _parts(self, rest: str, head: str) -> Parts:
        inner, before = self.split(head), self.split(rest)
        heads = (stem(head), *(inner.heads if inner else ()))
        modifiers = (
            *self._bare(rest),
            *(before.heads + before.modifiers if before else ()),
            *(inner.modifiers if inner else ()),
        )
        return Parts(_once(heads), _once(modifiers))

    def _bare(self, rest: str) -> tuple[str, ...]:
        """The stem without what links it: Weizen, Liebling(s), Kirsch(e). Nothing of a scrap."""
        for link in ("", *_LINKS):
            bare = rest.removesuffix(link)
            if stem(bare) in self._stems and (len(bare) >= _SHORTEST or bare in SHORT_MODIFIERS):
                return (stem(bare),)
        return (rest, stem(rest)) if len(rest) >= _SHORTEST else ()


def _once(stems: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stems))


def observed_words(titles: Iterable[str], *, at_least: int = 2) -> frozenset[str]:
    """Folded words that stand alone in several titles: what this region's goods are called."""
    counts = Counter(word for title in titles for word in {found.folded for found in words(title)})
    return frozenset(
        word for word, count in counts.items() if count >= at_least and len(word) >= _SHORTEST
    )
