"""What people may have meant by words that find nothing: known words near to theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from search.domain.folding import Word, fold, words
from search.domain.german import EMPTY_WORDS, STOP_WORDS
from search.domain.language import Language
from search.domain.spelling import within_typos
from search.domain.stemming import stem
from search.domain.understanding import typos_allowed

MOST_GUESSES: Final = 6
_SHORTEST_SHARED = 5
_SAY_NOTHING = STOP_WORDS | EMPTY_WORDS
_MOST_NEIGHBOURS = 3


class Why(StrEnum):
    """In the order in which guesses are worth looking at."""

    SPELLING = "spelling"
    """The same words, spelt as the region spells them."""
    STEM = "stem"
    """A known word that begins alike: Schneiderei, Schneiderin."""
    NEIGHBOUR = "neighbour"
    """A word of the region's synonyms, a slip or two away."""
    PART = "part"
    """What a compound or several words are made of."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Known words, to be tried against the index."""

    words: str
    why: Why


def guesses(term: str, language: Language) -> tuple[Guess, ...]:
    """The likeliest first; bounded, for each of them will be searched."""
    typed = [word for word in words(term) if word.folded not in _SAY_NOTHING]
    found: dict[str, Guess] = {}
    for guess in _all(term, typed, language):
        key = " ".join(stem(word.folded) for word in words(guess.words))
        if key and key != " ".join(stem(word.folded) for word in typed):
            found.setdefault(key, guess)
    return tuple(found.values())[:MOST_GUESSES]


def _all(term: str, typed: list[Word], language: Language) -> Iterator[Guess]:
    if corrected := language.corrected(term):
        yield Guess(corrected, Why.SPELLING)
    if len(typed) > 1:
        yield from (Guess(term[word.start : word.end], Why.PART) for word in typed)
    for word in typed:
        if not language.compounds.knows(word.folded):
            yield from _known(word.folded, language)
    for word in typed:
        yield from (Guess(part, Why.PART) for part in _parts(term[word.start : word.end], language))


def _parts(typed: str, language: Language) -> list[str]:
    """What a compound is and what stands before it, as typed; of one with an unknown end what it
    begins with."""
    folded = fold(typed)
    found = language.compounds.split(folded)
    wanted = (*found.heads[:1], *found.modifiers[:1]) if found else ()
    if not wanted and not language.compounds.knows(folded):
        known = language.compounds.known_stems
        begun = (folded[:end] for end in range(len(folded) - 1, _SHORTEST_SHARED - 1, -1))
        wanted = tuple(part for part in begun if part in known)[:1]
    return [_as_typed(base, typed) for base in wanted]


def _as_typed(base: str, typed: str) -> str:
    """The end or the beginning of the word that has this stem: "gäns" in Gänsebraten is Gänse."""
    cuts = range(len(typed) - 1, 1, -1)
    pieces = (*(typed[-cut:] for cut in cuts), *(typed[:cut] for cut in cuts))
    return next((piece for piece in pieces if stem(fold(piece)) == base), base).lower()


def _known(folded: str, language: Language) -> Iterator[Guess]:
    """Words of the region's lists that begin alike, or are a slip or two away."""
    base, slips = stem(folded), typos_allowed(folded)
    alike: list[str] = []
    near: list[str] = []
    for name in _named(language):
        other = stem(name.folded)
        if other == base or name.is_number:
            continue
        if _begin_alike(base, other):
            alike.append(name.written)
        elif slips and other[:1] == base[:1] and within_typos(base, other, slips):
            near.append(name.written)
    yield from (Guess(text, Why.STEM) for text in _shortest(alike))
    yield from (Guess(text, Why.NEIGHBOUR) for text in _shortest(near))


def _begin_alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_SHARED and long.startswith(short)


def _shortest(found: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(found), key=lambda text: (len(text), text))[:_MOST_NEIGHBOURS]


@dataclass(frozen=True, slots=True)
class _Name:
    """A single word of the region's files, as it is written there."""

    written: str
    folded: str

    @property
    def is_number(self) -> bool:
        return self.folded[0].isdecimal()


def _named(language: Language) -> Iterator[_Name]:
    told = (rule for rule in language.synonyms.rules if not rule.is_foreign)
    texts = [text for rule in told for text in (*rule.left, *rule.right)]
    texts += [node.name for node in language.categories.values()]
    for text in texts:
        for word in words(text):
            if word.folded not in STOP_WORDS:
                yield _Name(text[word.start : word.end].lower(), word.folded)
