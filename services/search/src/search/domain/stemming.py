"""A light German stemmer: takes off what plural and case put on, nothing more.

Works on folded words, where umlaut plurals have become equal already (Äpfel, Apfel). It must never
join two goods: where a rule would (Kohle, Kohl), `german.IRREGULAR` has the last word.
"""

from functools import lru_cache

from search.domain.german import IRREGULAR

_ENDINGS = (("ern", 4), ("en", 3), ("er", 3), ("es", 3), ("em", 3), ("e", 3))
"""Ending, and how many letters must stay."""

_NO_ENDINGS = ("beer", "kern", "stern")
"""What looks like an ending and is the word: Erdbeer-Quark, Kürbiskern, Zimtstern."""

_SHORTEST_BASE = 3
_INFLECTIONS = ("e", "en", "er", "ern", "n", "s", "es")


@lru_cache(maxsize=65_536)
def stem(folded: str) -> str:
    """The stem of one folded word; numbers and short words stay as they are."""
    if known := IRREGULAR.get(folded):
        return known
    # Shorter words carry no ending.
    if len(folded) < 4 or not folded.isalpha() or folded.endswith(_NO_ENDINGS):  # noqa: PLR2004
        return folded
    for ending, keep in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= keep:
            return _tidy(folded[: -len(ending)])
    if folded[-1] == "n" and folded[-2] in "lr" and len(folded) > 5:  # noqa: PLR2004 -- Nudeln, not Korn
        return stem(folded[:-1])
    if folded[-1] == "s" and folded[-2] not in "aiousz" and len(folded) > 4:  # noqa: PLR2004 -- Honigs, not Keks
        return folded if folded.endswith("chs") else folded[:-1]
    return folded


def _tidy(stemmed: str) -> str:
    """Kürbisse → Kürbis (but weiße → weiß), gebackene → geback (as gebacken)."""
    if stemmed.endswith("iss") and not stemmed.endswith("eiss"):
        return stemmed[:-1]
    if stemmed.endswith("en") and len(stemmed) > 6:  # noqa: PLR2004 -- trockenes, not ebenes
        return stemmed[:-2]
    return stemmed


@lru_cache(maxsize=65_536)
def inflections(base: str) -> tuple[str, ...]:
    """A stem and the forms a query may use for it, for an engine that compares forms."""
    endings = _INFLECTIONS if base.isalpha() and len(base) >= _SHORTEST_BASE else ()
    regular = (form for ending in endings if stem(form := base + ending) == base)
    irregular = (form for form, of in IRREGULAR.items() if of == base)
    return tuple(dict.fromkeys((base, *regular, *irregular)))
