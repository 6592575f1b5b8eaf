"""From what somebody types to words, alternatives and a place."""

from datetime import date

from search.domain.compounds import Compounds
from search.domain.folding import Word, words
from search.domain.german import STOP_WORDS
from search.domain.places import Area, Gazetteer, is_postal_code
from search.domain.quantities import with_amounts
from search.domain.query import Alternative, QueryWord, Unit
from search.domain.spelling import within_typos
from search.domain.stemming import stem
from search.domain.synonyms import Phrase, Synonyms
from search.domain.understood import Understood

MOST_WORDS = 12
EQUAL, INCLUDED, APART, GUESSED = 1.0, 0.8, 0.6, 0.5
"""Weights of a synonym, of something narrower, of a compound's parts said separately, and of what
a misspelt word was probably meant to be."""

WITHOUT = "ohne"
_WITHOUT_STEM = stem(WITHOUT)
_STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)

_ONE_TYPO_FROM, _TWO_TYPOS_FROM = 4, 8
_SHORTEST_PREFIX = 2
_SHORTEST_GUESS = 5


class Understanding:
    """Reads queries by the region's language data."""

    def __init__(self, synonyms: Synonyms, compounds: Compounds, gazetteer: Gazetteer) -> None:
        self._synonyms = synonyms
        self._compounds = compounds
        self._gazetteer = gazetteer

    def read(
        self, text: str, *, find_place: bool = True, today: date | None = None
    ) -> Understood:
        """Words, alternatives and the filters named.

        No place is read without `find_place`, no day without knowing which day it is.
        """
        del today
        found = with_amounts(words(text))[:MOST_WORDS]
        area, place = self._place(found) if find_place else (None, [])
        rest = [word for word in found if word not in place]
        # A word being typed goes on; a finished one has a space behind it.
        typing = bool(rest) and rest[-1].end == len(text)
        every = self._runs(rest)
        runs = [run for run in _wanted(every) if len(run) > 1 or not _is_stop_word(run[0])] or every
        return Understood(
            text=" ".join(text[word.start : word.end] for run in runs for word in run),
            units=tuple(self._unit(run, is_prefix=typing and run[-1] is rest[-1]) for run in runs),
            area=area,
            place_text=" ".join(text[word.start : word.end] for word in place),
        )

    def _place(self, found: list[Word]) -> tuple[Area | None, list[Word]]:
        """The longest run of words that names a place; the last such run wins."""
        for length in range(min(self._gazetteer.longest, len(found)), 0, -1):
            for start in range(len(found) - length, -1, -1):
                run = found[start : start + length]
                area = self._gazetteer.find_name([word.folded for word in run])
                if area and (length > 1 or is_postal_code(run[0].folded) or _says_place(run[0])):
                    return area, run
        return None, []

    def _runs(self, rest: list[Word]) -> list[list[Word]]:
        """The words, those together that have a meaning together."""
        runs: list[list[Word]] = []
        position = 0
        while position < len(rest):
            length = self._unit_length(rest, position)
            runs.append(rest[position : position + length])
            position += length
        return runs

    def _unit_length(self, kept: list[Word], position: int) -> int:
        """How many words from here have a meaning together."""
        for length in range(min(self._synonyms.longest, len(kept) - position), 1, -1):
            run = kept[position : position + length]
            if self._synonyms.knows(tuple(stem(word.folded) for word in run)):
                return length
        return 1

    def _unit(self, run: list[Word], *, is_prefix: bool) -> Unit:
        typed = tuple(
            _query_word(word.folded, is_prefix=is_prefix and word is run[-1])
            for word in run
            if not _is_stop_word(word) or len(run) == 1
        )
        phrase = tuple(stem(word.folded) for word in run)
        found = self._synonyms_of(phrase)
        if len(run) == 1:
            found |= self._apart(typed[0]) or (found or self._guess(typed[0]))
        elif found and any(word.folded == WITHOUT for word in run):
            # "ohne Gluten" means glutenfrei; its bare words would find the opposite.
            typed = tuple(_query_word(word, is_prefix=False) for word in next(iter(found)))
        return Unit(
            typed,
            tuple(Alternative(*item) for item in found.items()),
            canonical=self._synonyms.canonical(phrase),
            is_known=self._synonyms.knows(phrase) or phrase[0] in self._compounds.known_stems,
            broader=self._broader(run),
        )

    def _synonyms_of(self, phrase: Phrase) -> dict[Phrase, float]:
        found: dict[Phrase, float] = {}
        for synonym in self._synonyms.of(phrase):
            if _WITHOUT_STEM not in synonym.phrase:
                said = tuple(word for word in synonym.phrase if word not in _STOP_STEMS)
                found.setdefault(said or synonym.phrase, EQUAL if synonym.equal else INCLUDED)
        return found

    def _broader(self, run: list[Word]) -> str | None:
        parts = self._compounds.split(run[0].folded) if len(run) == 1 else None
        return parts.heads[-1] if parts else None

    def _apart(self, word: QueryWord) -> dict[Phrase, float]:
        parts = self._compounds.split(word.folded)
        return {(parts.modifiers[0], parts.heads[0]): APART} if parts and parts.modifiers else {}

    def _guess(self, word: QueryWord) -> dict[Phrase, float]:
        """What a misspelt synonym leads to: no engine looks for typos in synonyms."""
        slips = typos_allowed(word.stem) if len(word.stem) >= _SHORTEST_GUESS else 0
        if not slips or self._compounds.knows(word.folded):
            return {}
        for known in self._synonyms.single_words:
            if known[0] == word.stem[0] and within_typos(word.stem, known, slips):
                others = [other.phrase for other in self._synonyms.of((known,)) if other.equal]
                return dict.fromkeys([(known,), *others], GUESSED)
        return {}


def typos_allowed(folded: str) -> int:
    """One slip from four letters, two from eight; none in numbers."""
    if not folded.isalpha() or len(folded) < _ONE_TYPO_FROM:
        return 0
    return 1 if len(folded) < _TWO_TYPOS_FROM else 2


def _query_word(folded: str, *, is_prefix: bool) -> QueryWord:
    may_go_on = is_prefix and len(folded) >= _SHORTEST_PREFIX and not folded[0].isdigit()
    return QueryWord(folded, stem(folded), typos_allowed(folded), may_go_on)


def _says_place(word: Word) -> bool:
    """A one-word place counts when it is no everyday word."""
    return word.folded not in STOP_WORDS and len(word.folded) > 3  # noqa: PLR2004 -- "Aue", "Au" are words too


def _is_stop_word(word: Word) -> bool:
    return word.folded in STOP_WORDS


def _wanted(runs: list[list[Word]]) -> list[list[Word]]:
    """Without what follows "ohne": who wants bread without nuts does not want to find nuts."""
    return [
        run
        for before, run in zip([None, *runs], runs, strict=False)
        if before is None or before[-1].folded != WITHOUT
    ]
