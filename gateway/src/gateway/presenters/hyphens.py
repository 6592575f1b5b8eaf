"""Soft hyphens for long German words, so that narrow phones can break them."""

import re
from functools import lru_cache

SHY = "\u00ad"
_VOWELS = "aeiouyäöü"
# Letters that begin a syllable together: Sommer-blüten, Schweine-schmalz, Apfel-strudel.
_BEGINNING = re.compile(r"(sch[lmnrw]?|s[pt]r|[bdfgkpt][lr]|ch|ck|ph|th|qu|pf|[^aeiouyäöü])$")
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]+")


@lru_cache(maxsize=4096)
def soft_hyphens(text: str, longer_than: int = 12) -> str:
    """Put break points into words with more letters than that; narrow boxes want less."""
    return _WORD.sub(
        lambda match: (
            _hyphenate(match.group()) if len(match.group()) > longer_than else match.group()
        ),
        text,
    )


def _hyphenate(word: str) -> str:
    points = _break_points(word.lower())
    parts, start = [], 0
    for point in points:
        parts.append(word[start:point])
        start = point
    return SHY.join([*parts, word[start:]])


def _break_points(word: str) -> list[int]:
    """Before the last consonant between two vowels, at least four letters from each other."""
    points: list[int] = []
    for match in re.finditer(rf"(?<=[{_VOWELS}])[^{_VOWELS}]+(?=[{_VOWELS}])", word):
        beginning = _BEGINNING.search(match.group())
        point = match.end() - (len(beginning.group()) if beginning else 1)
        far_enough = point - (points[-1] if points else 0) >= 4  # noqa: PLR2004 - letters
        if far_enough and len(word) - point >= 4:  # noqa: PLR2004 - letters
            points.append(point)
    return points
