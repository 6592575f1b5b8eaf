"""Words that everybody knows: spelt right, whether or not goods here are called so."""

from collections.abc import Iterator

from search.domain.german import EVERYDAY
from search.domain.stemming import inflections, stem

_STEMS = frozenset(stem(word) for word in EVERYDAY)


def is_everyday(folded: str) -> bool:
    """Whether this is a form of such a word, and so no slip for another."""
    return stem(folded) in _STEMS or stem(folded.removesuffix("s")) in _STEMS


def everyday_forms() -> Iterator[str]:
    """Every form a query may use, for an engine that compares forms."""
    return (form for base in _STEMS for form in (*inflections(base), f"{base}s"))
