"""Takes compounds apart: Apfelsaft is a Saft, with Apfel before it.

German puts what a thing is at the end. So the last part is a strong match, the first part a weak
one, and a part only counts when it is a word by itself: "Wein" is not in "Schwein", and the "Erd"
of "Erdbeere" is no Erde. Where the first part is a word too, the cut is trusted; else only behind
heads that are seldom anything but that.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from search.domain.german import (
    FIRST_PARTS,
    HEAD_ONLY,
    HEADLESS,
    HEADS,
    OPAQUE,
    PREFIXES,
    STOP_WORDS,
    STRICT_HEADS,
)
from search.domain.stemming import stem


@dataclass(frozen=True, slots=True)
class Parts:
    """The stems inside a compound: what it is (Bratwurst, so Wurst), and what stands before."""

    heads: tuple[str, ...]
    modifiers: tuple[str, ...]


_SHORTEST = 4
_SHORTEST_REST = 3
_SHORTEST_HEAD = 2
_LONGEST = 40
_MOST_REMEMBERED = 200_000
"""A bound for memory, not a rule."""
_LINKS = ("s", "n", "en", "er", "es", "e", "ns")
_INFLECTED = ("", "e", "en", "n", "s", "es", "er", "ern", "se", "sen")
_VOWELS = frozenset("aeiouy")
_OPAQUE_STEMS = frozenset(stem(word) for word in OPAQUE)
_DIMINUTIVES = ("chen", "lein")
_HEAD_ONLY = {stem(word): Parts((stem(head),), ()) for word, head in HEAD_ONLY.items()}
_HEADLESS = {stem(word): Parts((), (stem(first),)) for word, first in HEADLESS.items()}
_SPECIAL = _HEAD_ONLY | _HEADLESS
_EGGS_OF = frozenset(("huhner", "wachtel", "oster", "bio", "spiegel", "ruhr", "sol"))
"""Other words before "-ei" name a craft (Mosterei, Konditorei), but for linked ones (Gänseei)."""
_MATERIALS = frozenset(("holz", "glas", "gold", "silb", "leder", "woll", "stein", "wass", "garn"))
"""Where there are no Holztiere nobody is helped with firewood."""
_DISTINCT = 6
"""From so many letters on, a word seen in titles is trusted as a head after an unknown part."""


class Compounds:
    """Splits by a dictionary of words that goods are called."""

    def __init__(self, dictionary: Iterable[str] = (), first_parts: Iterable[str] = ()) -> None:
        """`dictionary`: further folded words, from the region's files or from titles seen.

        `first_parts` are words that may stand before, without being what goods are called.
        """
        more = {word for word in dictionary if word.isalpha() and word not in STOP_WORDS}
        known = {word for word in HEADS | more if len(word) >= _SHORTEST or word in HEADS}
        self._names = frozenset(known)
        self._known_stems = frozenset(stem(word) for word in known)
        self._heads = _forms(sorted(more | OPAQUE)) | _forms(sorted(HEADS))
        self._called = frozenset(_forms(HEADS))
        self._loose = frozenset(_loose_forms(more))
        self._firsts = self._known_stems | {
            stem(word)
            for word in (*FIRST_PARTS, *OPAQUE, *first_parts)
            if len(word) >= _SHORTEST_REST and word not in PREFIXES
        }
        self._seen: dict[str, Parts | None] = {}
        self._sure: dict[str, bool] = {}

    @property
    def known_stems(self) -> frozenset[str]:
        """The stems of all words goods are called."""
        return self._known_stems

    def is_called(self, folded: str) -> bool:
        """Whether this is a form of a word that goods are called anywhere."""
        return folded in self._called

    def knows(self, folded: str) -> bool:
        """Whether this is a word goods are called, or made of such."""
        return stem(folded) in self._known_stems or self.split(folded) is not None

    def may_begin(self, folded: str) -> bool:
        """Whether this is known to stand before, links included, with no part guessed."""
        return self._known_first(folded) is not None or self.is_sure(folded)

    def is_sure(self, folded: str) -> bool:
        """Whether every part of it is known: no guess at what stands before."""
        if (known := self._sure.get(folded)) is not None:
            return known
        if len(self._sure) > _MOST_REMEMBERED:
            self._sure.clear()
        sure = self._sure[folded] = len(folded) <= _LONGEST and any(
            folded[cut:] in self._heads and self.may_begin(folded[:cut])
            for cut in range(_SHORTEST_HEAD, len(folded) - _SHORTEST_HEAD + 1)
        )
        return sure

    def begins_with(self, folded: str) -> str | None:
        """The longest name of goods that an unknown word begins with: the Speck of Speckwürfel."""
        for end in range(len(folded) - _SHORTEST, _SHORTEST - 1, -1):
            if folded[:end] in self._called:
                base = self._heads[folded[:end]]
                return None if base in _MATERIALS else base
        return None

    def split(self, folded: str) -> Parts | None:
        """The parts of a folded word, or None when it is no compound of known words."""
        try:
            return self._seen[folded]
        except KeyError:
            pass
        if len(self._seen) > _MOST_REMEMBERED:
            self._seen.clear()
        parts = self._seen[folded] = self._split(folded)
        return parts

    def _split(self, folded: str) -> Parts | None:
        if not _SHORTEST + 1 <= len(folded) <= _LONGEST or not folded.isalpha():
            return None
        base = stem(folded)
        if base in _OPAQUE_STEMS:
            return None
        if base in _SPECIAL:
            return _SPECIAL[base]
        # The longest head wins: Kartoffelsalat is a Salat, Rostbratwurst a Bratwurst.
        for cut in range(_SHORTEST_HEAD, len(folded) - _SHORTEST_HEAD + 1):
            rest, head = folded[:cut], folded[cut:]
            if head in self._heads and self._may_precede(rest, head):
                return self._parts(rest, head)
        return self._diminutive(folded)

    def _may_precede(self, rest: str, head: str) -> bool:
        """A known word before any head; an unknown one only before heads that are unmistakable."""
        if head == "ei" and rest[-1] not in "nse" and rest not in _EGGS_OF:
            return False
        if self._first(rest) is not None:
            return True
        return head in self._loose and self._is_plausible(rest)

    def _is_plausible(self, rest: str) -> bool:
        """No prefix, no scrap, and no known word with letters left over that belong to the head.

        So there is no Lauch in "Gartenschlauch": "gartensch" is Garten and "sch".
        """
        if len(rest) < _SHORTEST_REST or rest in PREFIXES or not _VOWELS & set(rest):
            return False
        bare = rest.rstrip("bcdfghjklmnpqrstvwxz")
        for end in range(max(len(bare), _SHORTEST_REST), len(rest)):
            if rest[end:] not in _LINKS and self._first(rest[:end]) is not None:
                return False
        return True

    def _first(self, rest: str) -> str | None:
        """The stem of a known first part, or of a compound that stands before."""
        if (known := self._known_first(rest)) is not None:
            return known
        return stem(rest) if len(rest) > _SHORTEST and self.split(rest) is not None else None

    def _known_first(self, rest: str) -> str | None:
        """The stem of a known first part, without what links it; None when it is not known.

        Kirsch is Kirsche, Erdbeer is Erdbeere; Weizen, Liebling(s), Rind(er).
        """
        if len(rest) < _SHORTEST_HEAD or rest in PREFIXES:
            return None
        if (whole := stem(rest)) in self._firsts and (len(rest) > 2 or rest in HEADS):  # noqa: PLR2004 -- Ei, Öl
            return whole
        if len(rest) > _SHORTEST_REST and (longer := stem(rest + "e")) in self._firsts:
            return longer
        for link in _LINKS:
            bare = rest.removesuffix(link)
            if len(bare) >= _SHORTEST_REST and bare != rest and stem(bare) in self._firsts:
                return stem(bare)
        return None

    def _parts(self, rest: str, head: str) -> Parts:
        inner, before = self.split(head), self.split(rest)
        heads = (self._heads[head], *(inner.heads if inner else ()))
        first = self._first(rest)
        modifiers = (
            *((first,) if first else (rest, stem(rest)) if len(rest) >= _SHORTEST else ()),
            *(before.heads + before.modifiers if before else ()),
            *(inner.modifiers if inner else ()),
        )
        return Parts(_once(heads), _once(modifiers))

    def _diminutive(self, folded: str) -> Parts | None:
        """A Gürkchen is a Gurke; but a Brötchen, a word of its own, is no Brot."""
        if stem(folded) in self._known_stems:
            return None
        for ending in _DIMINUTIVES:
            base = folded.removesuffix(ending)
            if base == folded or len(base) < _SHORTEST_REST:
                continue
            for whole in (base, f"{base}e", f"{base}en", f"{base}el", f"{base}l"):
                if whole in self._names:
                    return Parts((stem(whole),), ())
                if (parts := self.split(whole)) is not None:
                    return Parts((stem(whole), *parts.heads), parts.modifiers)
        return None


def _forms(known: Iterable[str]) -> dict[str, str]:
    """The forms that a known word has at the end of a compound, each with its stem."""
    return {
        f"{word}{ending}": stem(word)
        for word in known
        for ending in _INFLECTED
        if not ending or stem(f"{word}{ending}") == stem(word)
    }


def _loose_forms(more: AbstractSet[str]) -> Iterator[str]:
    trusted = (word for word in HEADS - STRICT_HEADS if len(word) >= _SHORTEST)
    yield from _forms(trusted)
    yield from _forms(word for word in more - STRICT_HEADS - OPAQUE if len(word) >= _DISTINCT)


def _once(stems: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stems))
