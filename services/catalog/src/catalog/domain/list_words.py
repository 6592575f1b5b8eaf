"""The words by which a shop finds its goods in its own list."""

import re
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST_TAIL: Final = 3
_LONGEST: Final = 40
_MOST_ASKED: Final = 6


def lexemes(shop_id: object, texts: Iterable[str]) -> str:
    """All words and their tails, parted by spaces: `brot` is also found in `Roggenmischbrot`.

    The shop's own mark stands among them, so that one index parts the shops as well.
    """
    found = {_mark(shop_id)}
    for text in texts:
        for word in _WORD.findall(text.casefold()):
            short = word[:_LONGEST]
            found.add(short)
            found |= {short[at:] for at in range(1, len(short) - _SHORTEST_TAIL + 1)}
    return " ".join(sorted(found))


def question(shop_id: object, asked: str) -> str | None:
    """Rows of this shop in which each asked word begins a word or one of its tails."""
    words = _WORD.findall(asked.casefold())[:_MOST_ASKED]
    if not words:
        return None
    # Only letters and digits: nothing in them means anything to the query's own grammar.
    return " & ".join([f"'{_mark(shop_id)}'", *(f"'{word[:_LONGEST]}':*" for word in words)])


def _mark(shop_id: object) -> str:
    return f"#{shop_id}"
