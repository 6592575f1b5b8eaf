"""Why a hit stands where it stands, in words: worked out from what the document says and what was
asked, alike for both engines, by the declared weights.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from search.domain.folding import words
from search.domain.language import Language
from search.domain.query import QueryWord, Unit
from search.domain.ranking import BEGUN, MISSPELT, WHOLE, Weighed
from search.domain.result import Hit, Reason
from search.domain.spelling import within_typos
from search.domain.stemming import stem
from search.domain.units import APART, EQUAL, GUESSED, INCLUDED

_MEANING = {EQUAL: "equal", INCLUDED: "included", APART: "apart", GUESSED: "guessed"}
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Match:
    """The strongest way in which a hit has one of the words asked for."""

    weight: float
    """By the declared order, 0 to 1."""
    field: Weighed
    term: str
    spelling: Weighed | None = None
    meaning: Weighed | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a hit's shop can be collected from next, and what day it is."""

    today: date
    collect_from: date | None = None


class Reasons:
    """For one question; `of` is pure."""

    def __init__(self, language: Language, units: Sequence[Unit]) -> None:
        self._language = language
        self._ranking = language.ranking
        self._units = units
        self._fields: dict[str, dict[str, list[str]]] = {}
        self._field = {each.key: each for each in language.ranking.fields}
        self._spelling = {each.key: each for each in language.ranking.spelling}
        self._meaning = {each.key: each for each in language.ranking.meaning}

    def of(self, hit: Hit, calendar: Calendar | None = None) -> tuple[Reason, ...]:
        """The words first, each as strongly as it was found, then what decides between equals."""
        found = [(unit, match) for unit in self._units if (match := self.match(unit, hit))]
        reasons = [each for unit, match in found for each in self._of_word(unit, match, hit)]
        if len(found) < len(self._units) and (why := self._ranking.criteria[0].why):
            reasons.append(Reason("words", why.format(found=len(found), all=len(self._units))))
        return tuple(dict.fromkeys([*reasons, *self._besides(hit, calendar)]))

    def match(self, unit: Unit, hit: Hit) -> Match | None:
        """None where the hit has the word only in what is not shown of it, or not at all."""
        fields = self._fields_of(hit)
        ways = [*self._typed(unit, fields), *self._meant(unit, fields)]
        return max(ways, key=lambda way: way.weight, default=None)

    def is_only_near(self, hit: Hit) -> bool:
        """Whether the hit only mentions what was asked for, resembles it or stands beside it."""
        # Nearly always the first word is in a name, and the others need no look.
        matches = (self.match(unit, hit) for unit in self._units)
        return bool(self._units) and all(
            each is None or self._says_little(each, hit) for each in matches
        )

    def _says_little(self, match: Match, hit: Hit) -> bool:
        """Something said about it, a slip in what stands before (Legemehl for Lego), or the name of
        goods that only a department has: pickles under Fleisch & Wurst are no Wurst.
        """
        if match.field.key == "parts":
            return match.spelling is not None and match.spelling.key != "begun"
        if match.field.key == "kind":
            return self._language.is_name_elsewhere(match.term, hit.card.category)
        return match.field.key == "body"

    def _fields_of(self, hit: Hit) -> dict[str, list[str]]:
        """Cut once, however many words are looked for in them."""
        fields = self._fields.get(hit.card.product_id)
        if fields is None:
            fields = self._fields[hit.card.product_id] = self._cut(hit)
        return fields

    def _cut(self, hit: Hit) -> dict[str, list[str]]:
        card = hit.card
        text = self._language.text_of(
            card.name, self._path(card.category), card.shop, (hit.summary, *card.labels)
        )
        known = {each.key: getattr(text, each.key).split() for each in self._ranking.fields}
        return known | {"forms": text.forms.split()}

    def _path(self, key: str) -> tuple[str, ...]:
        node = self._language.categories.get(key)
        parent = self._path(node.parent) if node and node.parent else ()
        return (*parent, key)

    def _typed(self, unit: Unit, fields: dict[str, list[str]]) -> Iterator[Match]:
        """What goods are called is not misspelt; it begins something only where it is not there."""
        match = self._together([word.stem for word in unit.words], fields)
        if match:
            yield match
        if len(unit.words) == 1 and not (unit.is_known and match):
            yield from (
                near
                for near in self._nearly(unit.words[0], fields)
                if not unit.is_known or (near.spelling and near.spelling.key == "begun")
            )

    def _together(self, terms: Sequence[str], fields: dict[str, list[str]]) -> Match | None:
        """All of them, weighing as one; said of the weakest, for it must be there as well."""
        strongest = [
            next((each for each in self._ranking.fields if term in fields[each.key]), None)
            for term in terms
        ]
        found = [(each, term) for each, term in zip(strongest, terms, strict=True) if each]
        if not found or len(found) < len(terms):
            return None
        weight = sum(each.weight for each, _ in found) / len(found) / WHOLE
        field, term = min(found, key=lambda pair: pair[0].weight)
        return Match(weight, field, term)

    def _nearly(self, word: QueryWord, fields: dict[str, list[str]]) -> Iterator[Match]:
        for name, of in MISSPELT.items():
            field = self._field[of]
            for term in fields[name]:
                how = _nearness(word, term)
                if how and (how != "begun" or name in BEGUN):
                    spelling = self._spelling[how]
                    weight = field.weight * spelling.weight / WHOLE**2
                    yield Match(weight, field, stem(term), spelling)

    def _meant(self, unit: Unit, fields: dict[str, list[str]]) -> Iterator[Match]:
        for other in unit.alternatives:
            meaning = self._meaning[_MEANING.get(other.weight, "guessed")]
            if match := self._together(other.phrase, fields):
                weight = match.weight * meaning.weight / WHOLE
                yield replace(match, weight=weight, meaning=meaning)

    def _of_word(self, unit: Unit, match: Match, hit: Hit) -> Iterator[Reason]:
        typed = " ".join(word.folded for word in unit.words)
        says = {
            "word": self._as_written(match.term, hit.card.name) or typed,
            "category": self._category(match.term, hit.card.category),
            "shop": _shop(match.term, hit),
            "typed": typed,
        }
        for part in (match.field, match.spelling, match.meaning):
            if part is not None and part.why:
                yield Reason(part.key, part.why.format(**says))

    def _as_written(self, term: str, title: str) -> str:
        """The word of the title that has the term, whole or as a part."""
        for word in words(title):
            parts = self._language.compounds.split(word.folded)
            inside = (*parts.heads, *parts.modifiers) if parts else ()
            if term in (stem(word.folded), *inside):
                return title[word.start : word.end]
        return ""

    def _category(self, term: str, key: str) -> str:
        """The one whose name has the term, the product's own if that is another name for it."""
        for each in reversed(self._path(key)):
            node = self._language.categories.get(each)
            if node and any(stem(word.folded) == term for word in words(node.name)):
                return node.name
        own = self._language.categories.get(key)
        return own.name if own else key

    def _besides(self, hit: Hit, calendar: Calendar | None) -> Iterator[Reason]:
        card, facts = hit.card, self._ranking.facts
        available = next(each for each in self._ranking.standing if each.key == "available")
        if available.why and (card.on_order or card.available is None or card.available > 0):
            yield Reason("available", available.why)
        if hit.distance_km is not None and "distance" in facts:
            kilometres = f"{hit.distance_km:.1f}".replace(".", ",")
            yield Reason("distance", facts["distance"].format(km=kilometres))
        if calendar and calendar.collect_from:
            days = {calendar.today: "collect_today", calendar.today + _A_DAY: "collect_tomorrow"}
            fact = days.get(calendar.collect_from, "")
            if fact in facts:
                yield Reason(fact, facts[fact])


def _nearness(word: QueryWord, term: str) -> str | None:
    """Which spelling it is; None for another word."""
    if word.is_prefix and term.startswith(word.folded):
        return "begun"
    for slips, key in ((1, "misspelt"), (2, "misspelt_twice")):
        near = any(within_typos(typed, term, slips) for typed in (word.folded, word.stem))
        if slips <= word.typos and near:
            return key
    return None


def _shop(term: str, hit: Hit) -> str:
    in_name = any(stem(word.folded) == term for word in words(hit.card.shop.name))
    in_place = any(stem(word.folded) == term for word in words(hit.card.shop.place))
    return hit.card.shop.place if in_place and not in_name else hit.card.shop.name
