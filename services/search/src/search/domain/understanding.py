"""From what somebody types to words, alternatives and filters."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise, zip_longest

from search.domain.claims import WITHOUT, claim_without, unwanted
from search.domain.compounds import Compounds
from search.domain.days import leave_out_hours, read_day
from search.domain.folding import Word
from search.domain.german import EMPTY_WORDS, STOP_WORDS, word_set
from search.domain.meanings import Meanings
from search.domain.place_words import PlaceReader, Where
from search.domain.places import Gazetteer
from search.domain.prices import read_highest_price
from search.domain.quantities import with_amounts
from search.domain.query import Unit
from search.domain.spelling import within_typos
from search.domain.synonyms import Synonyms
from search.domain.typed import Typed
from search.domain.understood import Meaning, Understood
from search.domain.units import (
    APART,
    EQUAL,
    GUESSED,
    INCLUDED,
    UnitMaker,
    either,
    typos_allowed,
)
from search.domain.vocabulary import Vocabulary
from search.domain.wishes import Wishes

__all__ = [
    "APART",
    "EQUAL",
    "GUESSED",
    "INCLUDED",
    "Understanding",
    "typos_allowed",
    "within_typos",
]

MOST_WORDS = 12
_MOST_READ = 24
"""Words of a spoken question; what is left of them to search is less."""
_LARGEST_COUNT = 60
_AND = word_set("und oder sowie")
_MEASURES = word_set(
    "glas flasche flaschen sack beutel tute packung packchen bund netz stuck portion paar becher "
    "scheibe scheiben"
)
"""A glass of honey is honey, whatever it stands in."""
_SPOKEN_COUNTS = word_set("zwei drei vier funf sechs sieben acht neun zehn elf zwolf zwanzig")
_ON_OCCASION = word_set("zur zum")
_FOR_WHOM = word_set("fur die den das dem der meine meinen mein unsere unseren unser seine ihre")


class Understanding:
    """Reads queries by the region's language data."""

    def __init__(
        self,
        synonyms: Synonyms,
        compounds: Compounds,
        gazetteer: Gazetteer,
        vocabulary: Vocabulary | None = None,
        meanings: Meanings | None = None,
        wishes: Wishes | None = None,
    ) -> None:
        self._compounds = compounds
        self._units = UnitMaker(synonyms, compounds, gazetteer, vocabulary or Vocabulary())
        self._places = PlaceReader(gazetteer, self._units.is_goods)
        self._meanings = meanings or Meanings()
        self._wishes = wishes or Wishes()

    def read(
        self,
        text: str,
        *,
        find_place: bool = True,
        today: date | None = None,
        literal: bool = False,
        find_wishes: bool = True,
    ) -> Understood:
        """Words, alternatives and the filters named.

        No place is read without `find_place`, no diet and no offer without `find_wishes`, no day
        without knowing which day it is, and no filter at all where the words are meant `literal`.
        """
        typed = Typed(text, _MOST_READ)
        price = None if literal else read_highest_price(typed)
        day = None
        if not literal and today is not None:
            leave_out_hours(typed)
            day = read_day(typed, today)
        wishes = self._wishes.read(typed) if find_wishes and not literal else ()
        where = self._places.read(typed) if find_place and not literal else Where()
        rest = with_amounts(typed.rest())
        asks = any((price, day, wishes, where.area, where.deliver_to))
        runs = self._wanted(text, rest, literal=literal, asks=asks)[:MOST_WORDS]
        # A word being typed goes on; a finished one has a space behind it.
        typing = bool(rest) and rest[-1].end == len(text)
        units = self._made(rest, runs, typing=typing)
        claims = () if literal else tuple(self._claims(rest))
        if claims and any(run[-1].folded == WITHOUT for run in runs):
            # Nothing but "ohne Alkohol" was asked for.
            units, claims = tuple(map(self._units.claim, claims)), ()
        return Understood(
            text=" ".join(text[word.start : word.end] for run in runs for word in run),
            units=units,
            area=where.area,
            place_text=where.place_text,
            radius_km=where.radius_km,
            radius_words=where.radius_words,
            collect=day,
            deliver_to=where.deliver_to,
            deliver_words=where.deliver_words,
            price_to=price.cents if price else None,
            price_words=price.words if price else "",
            meanings=tuple(self._other_meanings(text, runs)),
            wishes=wishes,
            claims=claims,
        )

    def _made(self, rest: list[Word], runs: list[list[Word]], *, typing: bool) -> tuple[Unit, ...]:
        """A unit for each run; one for two that "oder" joins."""
        after_or = {after for word, after in pairwise(rest) if word.folded == "oder"}
        occasions = {after for word, after in pairwise(rest) if word.folded in _ON_OCCASION}
        units: list[Unit] = []
        for run in runs:
            unit = self._units.make(run, is_prefix=typing and run[-1] is rest[-1])
            if run[0] in occasions and any(said.says_little for said in units):
                unit = replace(unit, is_known=True)  # "Geschenk zur Taufe": the Taufe says what
            if units and run[0] in after_or:
                unit = either(units.pop(), unit)
            units.append(unit)
        return tuple(units)

    def _wanted(
        self, text: str, rest: list[Word], *, literal: bool, asks: bool
    ) -> list[list[Word]]:
        """The runs that are searched: without fillers, if that `asks` for anything."""
        runs = list(self._runs(rest))
        wanted = _without_unwanted(list(self._without_receivers(runs)))
        said = [run for run in wanted if not _is_one_of(run, STOP_WORDS)]
        if literal:
            return said or runs
        full = [run for run in said if not _is_one_of(run, EMPTY_WORDS)]
        return self._without_counts(text, full) if full or asks else said or runs

    def _runs(self, rest: list[Word]) -> Iterator[list[Word]]:
        """The words, those together that have a meaning together."""
        position = 0
        while position < len(rest):
            length = self._units.length_at(rest, position)
            yield rest[position : position + length]
            position += length

    def _claims(self, rest: list[Word]) -> Iterator[str]:
        """Unless the words mean something together: "ohne Gluten" is a word like any other."""
        alone = [run[0] for run in self._runs(rest) if len(run) == 1]
        yield from dict.fromkeys(map(claim_without, unwanted(alone)))

    def _without_receivers(self, runs: list[list[Word]]) -> Iterator[list[Word]]:
        """A gift "für die Oma" is no grandmother; but spice "für die Suppe" is for soup."""
        is_for = False
        for run in runs:
            word = run[-1].folded
            if not is_for or word in _FOR_WHOM or len(run) > 1 or self._compounds.knows(word):
                yield run
            is_for = word == "fur" or (is_for and word in _FOR_WHOM)

    def _without_counts(self, text: str, runs: list[list[Word]]) -> list[list[Word]]:
        """Who wants six rolls, or a pound of them, wants rolls; flour of type 405 is called so."""
        return [
            run
            for run, after in zip_longest(runs, runs[1:])
            if after is None
            or not (_is_count(text, run) or _is_one_of(run, _MEASURES))
            or not self._compounds.knows(after[0].folded)
        ]

    def _other_meanings(self, text: str, runs: list[list[Word]]) -> Iterator[Meaning]:
        """Of the first ambiguous word, each asked for with the rest of what was typed."""
        for run in runs:
            if others := self._meanings.of(run):
                for other in others:
                    asked = f"{text[: run[0].start]}{other.q}{text[run[-1].end :]}"
                    yield Meaning(other.name, asked.strip())
                return


def _is_one_of(run: list[Word], among: frozenset[str]) -> bool:
    """Alone: "aus der Region" means something."""
    return len(run) == 1 and run[0].folded in among


def _is_count(text: str, run: list[Word]) -> bool:
    """ "6", "sechs", and amounts that are spoken: "ein halbes Kilo"."""
    word = run[0].folded
    if len(run) > 1 or not word[0].isdecimal():
        return len(run) == 1 and word in _SPOKEN_COUNTS
    return text[run[0].start].isalpha() or (word.isdecimal() and int(word) <= _LARGEST_COUNT)


def _without_unwanted(runs: list[list[Word]]) -> Iterator[list[Word]]:
    """Without what follows "ohne": who wants bread without nuts does not want to find nuts."""
    unwanted = False
    for run, after in zip_longest(runs, runs[1:]):
        word = run[-1].folded
        if len(run) == 1 and word == WITHOUT:
            unwanted = True
        elif not unwanted:
            yield run
        elif word not in _AND:
            unwanted = after is not None and after[-1].folded in _AND
