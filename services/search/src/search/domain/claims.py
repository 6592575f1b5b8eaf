"""What goods say they are without: "ohne Alkohol" and "alkoholfrei" are one claim.

A claim is written as one word, the stem and "frei", so that both engines can look for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from search.domain.folding import Word
from search.domain.german import STOP_WORDS, word_set
from search.domain.stemming import stem

WITHOUT = "ohne"
_FREE = "frei"
_SHORTEST = 4
_AND = word_set("und oder sowie noch")


def claims_of(words: Sequence[Word]) -> Iterator[str]:
    """All that a text says, each once or more often."""
    yield from filter(None, (claim_in(word.folded) for word in words))
    yield from map(claim_without, unwanted(words))


def claim_in(folded: str) -> str | None:
    """ "alkoholfreies" is such a claim, and "frei" is none."""
    base = stem(folded)
    if not base.endswith(_FREE) or len(base) < len(_FREE) + _SHORTEST:
        return None
    return _claim(base.removesuffix(_FREE))


def claim_without(word: Word) -> str:
    return _claim(word.folded)


def unwanted(words: Iterable[Word]) -> Iterator[Word]:
    """What stands behind "ohne", and behind an "und" after that."""
    for before, word in pairwise(_joined(words)):
        if before.folded == WITHOUT and word.folded.isalpha() and word.folded not in STOP_WORDS:
            yield word


def _joined(words: Iterable[Word]) -> Iterator[Word]:
    """ "ohne Zucker und Salz" as "ohne Zucker ohne Salz"."""
    without: Word | None = None
    since = 0
    for word in words:
        if word.folded == WITHOUT:
            without, since = word, 0
        elif without and since == 1 and word.folded in _AND:
            yield without
            since = 0
            continue
        else:
            since += 1
        yield word


def _claim(what: str) -> str:
    return f"{stem(what)}{_FREE}"
