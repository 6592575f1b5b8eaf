"""Words that ask for a diet or for what sets goods apart: "glutenfrei", "im Angebot"."""

from collections.abc import Iterator, Mapping, Sequence

from search.domain.diets import Diet, Trait
from search.domain.folding import words
from search.domain.german import word_set
from search.domain.stemming import stem
from search.domain.synonyms import Phrase, phrase_of
from search.domain.typed import Typed
from search.domain.understood import Wish

_NOT = word_set("nicht kein keine keinen ohne")
_OR = frozenset(("oder",))


class Wishes:
    """Knows them from the region's `wishes.yaml`."""

    def __init__(self, told: Mapping[Diet | Trait, Sequence[str]] | None = None) -> None:
        self._asks_for: dict[Phrase, tuple[Diet | Trait, ...]] = {}
        for key, texts in (told or {}).items():
            for phrase in map(phrase_of, texts):
                self._asks_for[phrase] = (*self._asks_for.get(phrase, ()), key)
        self._longest = max(map(len, self._asks_for), default=0)
        every = (text for texts in (told or {}).values() for text in texts)
        self.words = frozenset(word.folded for text in every for word in words(text))
        """All words of these phrases, folded."""

    def read(self, typed: Typed) -> tuple[Wish, ...]:
        """All that the words ask for, taken out of them.

        What is denied stays a word, and so does one of two things that would do ("vegan oder
        vegetarisch"): filters must all hold.
        """
        return tuple(dict.fromkeys(self._taken(typed)))

    def _taken(self, typed: Typed) -> Iterator[Wish]:
        for position in range(len(typed)):
            for length in range(self._longest, 0, -1):
                last = position + length - 1
                keys = self._asks_for.get(_phrase(typed, position, last))
                if keys is not None and _is_meant(typed, position, last):
                    said = typed.take(position, last)
                    yield from (Wish(key, said) for key in keys)
                    break


def _phrase(typed: Typed, first: int, last: int) -> Phrase:
    return tuple(stem(typed.at(position)) for position in range(first, last + 1))


def _is_meant(typed: Typed, first: int, last: int) -> bool:
    before = typed.at(first - 1)
    return before not in _NOT and before not in _OR and typed.at(last + 1) not in _OR
