"""Words that need proof, or that the market does not carry at all."""

import re
from collections.abc import Iterable
from functools import cache

from catalog.domain.region import WordRule

# "bio" opens a compound (Bioeier) or follows a hyphen (Demeter-Bio); the ordinary words that
# merely begin the same way are let through.
_ORGANIC = re.compile(
    r"""
      \b bio (?! graf | graph | log | top | sph | rhythm | metr | chem | psie | nik )
    | \b (?: öko | oeko ) (?! nom | system )
    | \b (?: biologisch (?! \s+ abbaubar) | organic )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CERTIFICATE = re.compile(r"[A-Z]{2}-(?:ÖKO|BIO)-\d{2,3}")


def organic_word(texts: Iterable[str]) -> str | None:
    """The first word that claims organic farming, as it was written."""
    for text in texts:
        found = _ORGANIC.search(text)
        if found:
            word = re.match(r"[\w-]+", text[found.start() :])
            return word[0] if word else found[0]
    return None


def is_organic_certificate(code: str) -> bool:
    """Whether `code` looks like a control body's number, e.g. `DE-ÖKO-006`."""
    return _CERTIFICATE.fullmatch(code) is not None


def broken_rules(rules: Iterable[WordRule], texts: Iterable[str]) -> list[WordRule]:
    """The rules whose words stand in one of the texts."""
    # A line between texts: no rule may find its words across two of them.
    folded = "\n".join(texts).casefold()
    return [rule for rule in rules if may_break(rule, folded) and _matches(rule, folded)]


def may_break(rule: WordRule, folded: str) -> bool:
    """Whether a look is worth it: cheap, and never no where the rule is broken."""
    return any(stem in folded for stem in _stems(rule.words))


@cache
def _stems(words: tuple[str, ...]) -> tuple[str, ...]:
    """The first word of each, without its stars."""
    return tuple(word.casefold().strip("*").split(" ")[0] for word in words)


def found_word(rule: WordRule, text: str) -> str | None:
    """The first of the rule's words in the text, as it was written."""
    folded = text.casefold()
    if not may_break(rule, folded):
        return None
    # "ß" folds into two letters: then the word is shown as it was found.
    shown = text if len(text) == len(folded) else folded
    for exception in rule.exceptions:
        # As long as before, so that what is found can be shown as it was written.
        folded = _pattern(exception).sub(lambda found: " " * len(found[0]), folded)
    for word in rule.words:
        if found := _pattern(word).search(folded):
            return shown[found.start() : found.end()]
    return None


def _matches(rule: WordRule, folded: str) -> bool:
    if not any(_pattern(word).search(folded) for word in rule.words):
        return False
    for exception in rule.exceptions:
        folded = _pattern(exception).sub(" ", folded)
    return any(_pattern(word).search(folded) for word in rule.words)


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """A star before or after stands for more letters."""
    stem = re.escape(word.casefold().strip("*")).replace(r"\ ", r"\s+")
    before = r"\b\w*" if word.startswith("*") else r"\b"
    after = r"\w*" if word.endswith("*") else r"\b"
    return re.compile(before + stem + after)
