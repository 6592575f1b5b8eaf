"""Makes spellings equal: ä, ae and a, ß and ss, upper and lower case, hidden signs."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Soft hyphens and zero-width signs from copied texts, and accents that stand as signs of their own.
_HIDDEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_ACCENTS = "\u0300-\u036f"
_APOSTROPHES = "'’‘ʼ´`"  # noqa: RUF001 -- all that keyboards make of one
_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)*|{_LETTER}(?:{_LETTER}|[{_HIDDEN}{_ACCENTS}]|[{_APOSTROPHES}](?={_LETTER}))*"
)
_DROPPED = re.compile(f"[{_HIDDEN}{_APOSTROPHES}]")
# "ue" is an umlaut in "Bruehe" but not in "Bauer", "neue" or "Quark".
_UE = re.compile(r"(?<![aeoqäöü])ue")
_LETTERS = str.maketrans({"ß": "ss", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d"})


class Word(NamedTuple):
    """One word of a text: where it stands, and its folded form."""

    start: int
    end: int
    folded: str

    @property
    def is_number(self) -> bool:
        return self.folded[0].isdecimal()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The spelling under which a text is compared: "Brühe", "Bruehe" and "BRUHE" → "bruhe"."""
    lowered = text.lower()
    if not lowered.isascii():
        lowered = _plain(lowered)
    elif "'" in lowered or "`" in lowered:
        lowered = _DROPPED.sub("", lowered)
    folded = _without_digraphs(lowered)
    while (again := _without_digraphs(folded)) != folded:
        folded = again
    return folded


def words(text: str) -> list[Word]:
    """The words and numbers of a text, in order; a hyphen parts words, an apostrophe does not."""
    found = (
        Word(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)
    )
    return [word for word in found if word.folded]


def _plain(lowered: str) -> str:
    """In the letters of the alphabet. The umlauts go last, for "äue" is not "aue"."""
    composed = unicodedata.normalize("NFKC", _DROPPED.sub("", lowered)).translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", _UE.sub("u", composed).lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)


def _without_digraphs(plain: str) -> str:
    if "e" not in plain:
        return plain
    return _UE.sub("u", plain).replace("ae", "a").replace("oe", "o")
