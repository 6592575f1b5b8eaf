"""Synonyms that the operator adds to the region's own: checked, and joined to the groups there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from marketkit.errors import ConflictError, FieldError, InvalidError

from search.domain.synonyms import Phrase, SynonymRule, Synonyms, phrase_of

MOST_RULES: Final = 2000
_MOST_WORDS, _SHORTEST, _LONGEST = 12, 2, 60
_WORDS = re.compile(r"[^\W_]+(?:[ .'-]{1,2}[^\W_]+)*\.?").fullmatch


class TooManyRulesError(ConflictError):
    code = "too_many_rules"
    message = f"Mehr als {MOST_RULES} eigene Wortregeln gehen nicht. Bitte erst alte entfernen."


class AlreadySaidError(ConflictError):
    code = "rule_exists"
    message = "Das steht schon in den Wortregeln."


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule in force, and who said it when."""

    id: UUID
    rule: SynonymRule
    created_at: datetime
    created_by: UUID


def checked_rule(
    left: Sequence[str], right: Sequence[str], *, two_way: bool, known: Synonyms
) -> SynonymRule:
    """Raises InvalidError by field; AlreadySaidError when it adds nothing to what is `known`."""
    errors: list[FieldError] = []
    words = _terms("words", left, errors)
    finds = () if two_way else _terms("finds", right, errors)
    if not errors:
        errors += _missing(words, finds, two_way=two_way)
    if errors:
        raise InvalidError(errors=errors)
    rule = SynonymRule(words, words if two_way else finds, two_way)
    if clash := never_clash([rule], known.never):
        raise InvalidError(errors=[FieldError("words", _clash_words(clash, rule))])
    check_adds_something(rule, known)
    return rule


def check_adds_something(rule: SynonymRule, known: Synonyms) -> None:
    """Raises AlreadySaidError when each of its words finds the others already."""
    for text in rule.left:
        phrase = phrase_of(text)
        ways = known.of(phrase)
        found = {other.phrase for other in ways if other.equal or not rule.two_way}
        if not (found | {phrase}).issuperset(phrase_of(other) for other in rule.right):
            return
    raise AlreadySaidError


def rule_key(rule: SynonymRule) -> str:
    """The same for the same rule, in whatever order and case it is typed."""
    left, right = _sorted(rule.left), _sorted(rule.right)
    return left if rule.two_way else f"{left}>{right}"


def extended(known: Synonyms, own: Iterable[SynonymRule]) -> Synonyms:
    """The region's rules with the operator's on top.

    A new word said to equal a word of one group becomes part of that group: whoever calls a
    Zwetschge "Quetsche" means a Pflaume too. What would break a never-rule stays outside.
    """
    rules = list(known.rules)
    for rule in own:
        if not rule.two_way:
            rules.append(rule)
            continue
        touched = [at for at, other in enumerate(rules) if other.two_way and _meet(rule, other)]
        merged = _merged(rules[touched[0]], rule) if len(touched) == 1 else rule
        if never_clash([merged], known.never):
            merged = rule
        if merged is rule:
            rules.append(rule)
        else:
            rules[touched[0]] = merged
    return Synonyms(tuple(rules), known.never)


def oldest_first(own: Iterable[OwnRule]) -> list[SynonymRule]:
    """In the order in which they were said, as they are laid on top of the region's."""
    return [said.rule for said in sorted(own, key=lambda said: said.id)]


def never_clash(
    rules: Iterable[SynonymRule], never: Iterable[tuple[Phrase, Phrase]]
) -> tuple[Phrase, Phrase] | None:
    """A pair that must never be equal, and that one of the rules makes so."""
    pairs = tuple(never)
    for rule in rules:
        said = {phrase_of(text) for text in rule.left} if rule.two_way else frozenset()
        for one, other in pairs:
            if {one, other} <= said:
                return one, other
    return None


def _terms(field: str, typed: Sequence[str], errors: list[FieldError]) -> tuple[str, ...]:
    terms = tuple(dict.fromkeys(" ".join(text.lower().split()) for text in typed if text.strip()))
    if len(terms) > _MOST_WORDS:
        errors.append(FieldError(field, f"Höchstens {_MOST_WORDS} Wörter in einer Regel."))
    for term in terms:
        if not _SHORTEST <= len(term) <= _LONGEST or not _WORDS(term) or not phrase_of(term):
            message = f"„{term[:_LONGEST]}“ ist kein Wort: nur Buchstaben, Ziffern, Bindestriche."
            errors.append(FieldError(field, message))
    return terms


def _missing(words: Sequence[str], finds: Sequence[str], *, two_way: bool) -> list[FieldError]:
    said = {phrase_of(text) for text in words}
    if two_way and len(said) < 2:  # noqa: PLR2004 -- a group of one says nothing
        return [FieldError("words", "Bitte mindestens zwei verschiedene Wörter angeben.")]
    if two_way:
        return []
    if not said:
        return [FieldError("words", "Bitte angeben, wonach gesucht wird.")]
    if not {phrase_of(text) for text in finds} - said:
        return [FieldError("finds", "Bitte angeben, was dann auch gefunden wird.")]
    return []


def _meet(one: SynonymRule, other: SynonymRule) -> bool:
    return not {phrase_of(text) for text in one.left}.isdisjoint(
        phrase_of(text) for text in other.left
    )


def _merged(group: SynonymRule, rule: SynonymRule) -> SynonymRule:
    """The group's first word stays the usual one."""
    said = {phrase_of(text) for text in group.left}
    words = (*group.left, *(text for text in rule.left if phrase_of(text) not in said))
    return SynonymRule(words, words, two_way=True)


def _sorted(texts: Iterable[str]) -> str:
    return ",".join(sorted({" ".join(phrase_of(text)) for text in texts}))


def _clash_words(clash: tuple[Phrase, Phrase], rule: SynonymRule) -> str:
    one, other = (next(text for text in rule.left if phrase_of(text) == phrase) for phrase in clash)
    return f"„{one}“ und „{other}“ sind zweierlei: Die Region schließt aus, dass sie dasselbe sind."
