"""Words that mean the same here, read from the region's `synonyms.txt`.

a, b, c     two-way: each finds the others
a > b, c    one-way: a query for a also finds b and c
a ! b       never two-way, however near they look; checked while reading
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.domain.folding import words
from search.domain.stemming import stem

Phrase = tuple[str, ...]
"""A word or several, as stems: "gelbe Rübe" → ("gelb", "rub")."""


class SynonymError(ValueError):
    """The file contradicts itself; says where."""


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another way to say it, and whether it says exactly that."""

    phrase: Phrase
    equal: bool


@dataclass(frozen=True, slots=True)
class SynonymRule:
    """One line: everything on the left finds everything on the right."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    two_way: bool
    is_foreign: bool = False
    """The left is of another language: it finds, and is never proposed."""


def phrase_of(text: str) -> Phrase:
    return tuple(stem(word.folded) for word in words(text))


class Synonyms:
    """Looks a phrase up; knows nothing of engines."""

    def __init__(
        self, rules: tuple[SynonymRule, ...] = (), never: tuple[tuple[Phrase, Phrase], ...] = ()
    ) -> None:
        self.rules = rules
        self.never = never
        self._equal: dict[Phrase, dict[Phrase, None]] = {}
        self._wider: dict[Phrase, dict[Phrase, None]] = {}
        self._canonical: dict[Phrase, str] = {}
        for rule in rules:
            target = self._equal if rule.two_way else self._wider
            right = [phrase_of(text) for text in rule.right]
            for text in rule.left:
                target.setdefault(phrase_of(text), {}).update(dict.fromkeys(right))
                if rule.two_way:
                    usual = " ".join(word.folded for word in words(rule.left[0]))
                    self._canonical.setdefault(phrase_of(text), usual)
        self.single_words = tuple(
            dict.fromkeys(phrase[0] for phrase in (*self._equal, *self._wider) if len(phrase) == 1)
        )
        self.longest = max(
            (len(phrase) for phrase in (*self._equal, *self._wider)),
            default=1,
        )

    def of(self, phrase: Phrase) -> tuple[Synonym, ...]:
        """Equal ones first, then what the phrase includes, with their equals."""
        found = dict.fromkeys(self._equal.get(phrase, ()), True)
        for wider in self._wider.get(phrase, ()):
            for other in (wider, *self._equal.get(wider, ())):
                found.setdefault(other, False)
        found.pop(phrase, None)
        return tuple(Synonym(other, equal) for other, equal in found.items())

    def canonical(self, phrase: Phrase) -> str | None:
        """The usual word for it, folded; None when there is none or this is it."""
        found = self._canonical.get(phrase)
        return found if found and phrase_of(found) != phrase else None

    def includes_more(self, phrase: Phrase) -> bool:
        """Whether it finds something narrower, too."""
        return phrase in self._wider

    def knows(self, phrase: Phrase) -> bool:
        return phrase in self._equal or phrase in self._wider

    def vocabulary(self) -> Iterator[str]:
        """Every folded word that goods may be called."""
        for rule in self.rules:
            for text in (*(() if rule.is_foreign else rule.left), *rule.right):
                yield from (word.folded for word in words(text))

    def foreign(self) -> frozenset[str]:
        """The folded words of another language."""
        texts = (text for rule in self.rules if rule.is_foreign for text in rule.left)
        return frozenset(word.folded for text in texts for word in words(text))


def parse_synonyms(text: str) -> Synonyms:
    """Read the file. Raises SynonymError with the line at fault."""
    rules: list[SynonymRule] = []
    never: list[tuple[Phrase, Phrase]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.partition("#")[0].strip()
        if "!" in content:
            never += _never(content, number)
        elif content:
            rules.append(_rule(content, number))
    for one, other in never:
        _refuse_equal(rules, one, other)
    return Synonyms(tuple(rules), tuple(never))


def parse_foreign(text: str) -> tuple[SynonymRule, ...]:
    """Read a file of another language's words. Raises SynonymError for what is not one-way."""
    rules = parse_synonyms(text).rules
    if wrong := next((rule for rule in rules if rule.two_way), None):
        message = f"{', '.join(wrong.left)}: another language's words find one-way only"
        raise SynonymError(message)
    return tuple(replace(rule, is_foreign=True) for rule in rules)


def with_narrower(rule: SynonymRule, rules: Sequence[SynonymRule]) -> SynonymRule:
    """A guest's word finds what the region's word includes: red wine is Rotwein, and Dornfelder."""
    meant = {phrase_of(text) for text in rule.right}
    more = (
        text
        for other in rules
        if not other.two_way and not meant.isdisjoint(phrase_of(text) for text in other.left)
        for text in other.right
    )
    return replace(rule, right=tuple(dict.fromkeys((*rule.right, *more))))


def _rule(content: str, number: int) -> SynonymRule:
    left, arrow, right = content.partition(">")
    sides = _terms(left), _terms(right) if arrow else _terms(left)
    if not all(sides) or ">" in right or (not arrow and len(sides[0]) < 2):  # noqa: PLR2004 -- a group of one says nothing
        message = f"line {number}: nothing to equate in {content!r}"
        raise SynonymError(message)
    return SynonymRule(*sides, two_way=not arrow)


def _never(content: str, number: int) -> list[tuple[Phrase, Phrase]]:
    one, _, other = content.partition("!")
    if not one.strip() or not other.strip():
        message = f"line {number}: '!' needs a word on either side"
        raise SynonymError(message)
    return [(phrase_of(one), phrase_of(other))]


def _refuse_equal(rules: list[SynonymRule], one: Phrase, other: Phrase) -> None:
    for rule in rules:
        if rule.two_way and {one, other} <= {phrase_of(text) for text in rule.left}:
            message = f"{' '.join(one)} and {' '.join(other)} must not be synonyms"
            raise SynonymError(message)


def _terms(side: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in side.split(",") if term.strip())
