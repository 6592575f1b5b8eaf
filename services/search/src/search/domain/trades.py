"""What people call a kind of shop: Tischler and Tischlerei, and Schreiner as the region has it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from search.domain.folding import words

_MASTER: Final = "meister"
_SHORTEST: Final = 4


@lru_cache(maxsize=8192)
def trade_key(folded: str) -> str:
    """The same for who does it, her, several of them, and where it is done.

    Bäcker, Bäckerin, Bäckermeister and Bäckereien all give "backer".
    """
    word = folded
    for plural, single in (("ereien", "erei"), ("innen", ""), ("ern", "er"), ("ers", "er")):
        if word.endswith(plural) and len(word) - len(plural) >= _SHORTEST:
            word = word.removesuffix(plural) + single
            break
    if word.endswith(("erin", "istin")):
        word = word.removesuffix("in")
    if word.endswith(_MASTER) and len(word) - len(_MASTER) >= _SHORTEST:
        word = word.removesuffix(_MASTER)
    if word.endswith("rei") and len(word) > _SHORTEST + 1:
        word = word.removesuffix("ei")
    return word


class Trades:
    """Groups of words for one and the same kind of shop, from the region's `trades.yaml`."""

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        self._texts = tuple(tuple(group) for group in groups)
        self._group: dict[str, frozenset[int]] = {}
        for number, group in enumerate(self._texts):
            for text in group:
                for word in words(text):
                    key = trade_key(word.folded)
                    self._group[key] = self._group.get(key, frozenset()) | {number}

    def called(self, kind: str) -> tuple[str, ...]:
        """What else people call a shop of this kind."""
        groups = {
            number for word in words(kind) for number in self._group.get(trade_key(word.folded), ())
        }
        return tuple(text for number in sorted(groups) for text in self._texts[number])
