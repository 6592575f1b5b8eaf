"""Makes spellings equal: ä, ae and a, ß and ss, upper and lower case."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+", re.UNICODE)
# "ue" is an umlaut in "Bruehe" but not in "Bauer", "neue" or "Quark".
_UE = re.compile(r"(?<![aeoqäöü])ue")


class Word(NamedTuple):
    """One word of a text: where it stands, and its folded form."""

    start: int
    end: int
    folded: str

    @property
    def is_number(self) -> bool:
        return self.folded[0].isdigit()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The spelling under which a text is compared: "Brühe", "Bruehe" and "BRUHE" → "bruhe"."""
    lowered = text.lower().replace("ß", "ss")
    plain = _UE.sub("u", lowered).replace("ae", "a").replace("oe", "o")
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[Word]:
    """The words and numbers of a text, in order; a hyphen parts words."""
    found = (
        Word(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)
    )
    return [word for word in found if word.folded]
