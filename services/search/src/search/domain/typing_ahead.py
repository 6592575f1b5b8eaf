"""Whole words and phrases that somebody may be about to type."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from search.domain.folding import Word, fold, words
from search.domain.german import CONNECTORS, EMPTY_WORDS, STOP_WORDS
from search.domain.language import Language
from search.domain.query import Unit
from search.domain.spelling import within_typos
from search.domain.stemming import stem

_SHORTEST: Final = 3
_SHORTEST_MISSPELT: Final = 4
_SAY_NOTHING: Final = STOP_WORDS | EMPTY_WORDS


class _Known(NamedTuple):
    folded: str
    written: str


class PhraseBook:
    """Words and phrases that the region knows, by how they begin; built once for a language."""

    def __init__(self, language: Language) -> None:
        self._named = tuple(dict.fromkeys(_of_categories(language)))
        self._phrases = sorted({*self._named, *_of_region(language)})
        titles = (_Known(*each) for each in language.observed.written.items())
        self._words = sorted({*titles, *(each for each in self._phrases if " " not in each.folded)})

    def beginning(self, folded: str) -> list[str]:
        """Categories' words and the region's synonyms, as one would write them; shortest first."""
        begun = takewhile(
            lambda known: known.folded.startswith(folded), _from(self._phrases, folded)
        )
        return sorted((known.written for known in begun), key=len)

    def categories(self, folded: str) -> list[str]:
        """Words that categories are called, in the order of the tree."""
        return [each.written for each in self._named if each.folded.startswith(folded)]

    def nearest(self, begun: str) -> str | None:
        """The shortest word that begins almost like this: "zwibe" may become Zwiebel."""
        if len(begun) < _SHORTEST_MISSPELT or not begun.isalpha():
            return None
        found: list[_Known] = []
        for known in _from(self._words, begun[0]):
            if known.folded[0] != begun[0]:
                break
            if _almost_begins(known.folded, begun):
                found.append(known)
        best = min(found, key=lambda known: (len(known.folded), known.folded), default=None)
        return best.written if best else None


def shows(title: str, understood: Sequence[Unit], language: Language) -> bool:
    """Whether somebody who reads the title sees why it is offered for what is being typed."""
    last = understood[-1].words[-1]
    others = {other.phrase[0] for other in understood[-1].alternatives}
    for word in words(title):
        parts = language.compounds.split(word.folded)
        seen = (word.folded, stem(word.folded), *(parts.heads + parts.modifiers if parts else ()))
        if any(part.startswith(last.folded) or part == last.stem for part in seen):
            return True
        if not others.isdisjoint(seen):
            return True
    return False


def is_called(title: str, understood: Sequence[Unit], language: Language) -> bool:
    """Whether the last word is what the thing is as typed: Mohnsemmel for "semmeln".

    Not what merely means the same (Hackepeterbrötchen), or has it before what it is.
    """
    last = understood[-1].words[-1]
    for word in words(title):
        if word.folded in CONNECTORS:
            return False
        parts = language.compounds.split(word.folded)
        if last.stem in (stem(word.folded), *(parts.heads if parts else ())):
            return True
    return False


def as_typed(typed: str) -> Callable[[str], bool]:
    """Sorts what has the typed umlaut before what only sounds alike: "kä" is rather Käse."""
    literal = typed.lower()
    if fold(literal) == literal:
        return lambda _: False
    return lambda text: literal not in text.lower()


def words_to_go_on(
    typed: str, titles: Sequence[str], book: PhraseBook, most: int
) -> tuple[str, ...]:
    """What categories are called comes first, then the goods found, what most are called on top.

    Then the region's words. What has been typed already is no help.
    """
    begun = words(typed)
    if not begun or begun[-1].end != len(typed):
        return ()
    last, before = begun[-1], typed[: begun[-1].start]
    others = frozenset(stem(word.folded) for word in begun[:-1] if word.folded not in _SAY_NOTHING)
    with_others = [title for title in titles if not others or others <= _stems(title)]
    texts = [f"{before}{written}" for written in _of_titles(with_others, last.folded)]
    if not others:
        named, known = book.categories(last.folded), book.beginning(last.folded)
        texts = [f"{before}{w}" for w in named] + texts + [f"{before}{w}" for w in known]
    if len(begun) > 1:
        texts = book.beginning(" ".join(word.folded for word in begun)) + texts
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(_key(text), text)
    found.pop(_key(typed), None)
    return tuple(sorted(found.values(), key=as_typed(typed[last.start :])))[:most]


def _of_titles(titles: Iterable[str], begun: str) -> list[str]:
    """Words as they are written there, one for each stem."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for title in titles:
        for word in words(title):
            text = title[word.start : word.end]
            if text[0].isupper() and word.folded.startswith(begun) and _may_stand_alone(word):
                key = stem(word.folded)
                counts[key] += 1
                if key not in written or len(text) < len(written[key]):
                    written[key] = text
    return [written[key] for key, _ in sorted(counts.items(), key=lambda each: -each[1])]


def _of_categories(language: Language) -> Iterator[_Known]:
    for node in language.categories.values():
        for word in words(node.name):
            if _may_stand_alone(word):
                yield _Known(word.folded, node.name[word.start : word.end])


def _of_region(language: Language) -> Iterator[_Known]:
    for rule in language.synonyms.rules:
        for text in () if rule.is_foreign else rule.left:
            found = words(text)
            if not any(word.folded in STOP_WORDS for word in found):
                yield _Known(" ".join(word.folded for word in found), _as_title(text))


def _from(known: list[_Known], folded: str) -> Iterator[_Known]:
    for at in range(bisect_left(known, _Known(folded, "")), len(known)):
        yield known[at]


def _almost_begins(folded: str, begun: str) -> bool:
    length = len(begun)
    return any(
        within_typos(folded[:end], begun, 1)
        for end in (length, length + 1, length - 1)
        if len(folded) >= end
    )


def _as_title(text: str) -> str:
    """The region's file writes everything small; goods are written large here."""
    return " ".join(word[:1].upper() + word[1:] for word in text.split())


def _may_stand_alone(word: Word) -> bool:
    return len(word.folded) >= _SHORTEST and word.folded not in STOP_WORDS and not word.is_number


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.folded) for word in words(text))


def _key(text: str) -> str:
    return " ".join(stem(word.folded) for word in words(text))
