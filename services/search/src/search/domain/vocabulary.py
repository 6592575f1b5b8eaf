"""What the titles of goods teach: what goods are called here, and how that is spelt."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from search.domain.folding import words

_SHORTEST, _SHORTEST_NAME = 3, 4
_AT_LEAST = 2


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded words of titles."""

    names: frozenset[str] = frozenset()
    """Nouns that stand alone in several titles: what goods are called."""
    written: Mapping[str, str] = field(default_factory=dict)
    """Every word, with the way it is mostly written."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """In how many titles it is."""


def observed_words(titles: Iterable[str], *, at_least: int = _AT_LEAST) -> Vocabulary:
    """A word that is written small anywhere ("mit großen Blüten") is no name of goods."""
    spellings: dict[str, Counter[str]] = {}
    counts: Counter[str] = Counter()
    small: set[str] = set()
    for title in titles:
        for folded, typed in {
            word.folded: title[word.start : word.end] for word in words(title)
        }.items():
            if len(folded) < _SHORTEST or not folded.isalpha():
                continue
            counts[folded] += 1
            spellings.setdefault(folded, Counter())[typed] += 1
            if typed[0].islower():
                small.add(folded)
    names = frozenset(
        word
        for word, count in counts.items()
        if count >= at_least and len(word) >= _SHORTEST_NAME and word not in small
    )
    written = {word: _usual(typed) for word, typed in spellings.items()}
    return Vocabulary(names, written, counts)


def _usual(typed: Counter[str]) -> str:
    return max(sorted(typed), key=lambda spelling: typed[spelling])
