"""Which crop of the seasonal calendar a product is, told by its name."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

_FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


class _Word(Protocol):
    def name(self, language: str) -> str: ...


class _Crop(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def word(self) -> _Word: ...


C = TypeVar("C", bound=_Crop)


def crop_named(crops: Sequence[C], title: str) -> C | None:
    """The crop whose name the title holds: `Äpfel, Boskoop` is Apfel; the longest name decides."""
    words = _folded(title)
    found = [
        (max(map(len, names)), crop)
        for crop in crops
        if (names := [name for name in _names(crop) if name in words])
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _names(crop: _Crop) -> tuple[str, str]:
    return _folded(crop.word.name("de")), crop.key.replace("_", " ").replace("oe", "o")


def _folded(text: str) -> str:
    return text.casefold().translate(_FOLDED)
