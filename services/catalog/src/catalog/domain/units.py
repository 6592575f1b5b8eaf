"""Content units and the words people say for amounts, as the region's files list them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal

Base = Literal["kg", "l", "m", "m²", "m³", "Anwendung"]

PIECE: Final = "stueck"
"""Sold by the piece: a price per piece is the price itself."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that content is measured in."""

    key: str
    base: Base | None
    """The unit the law wants the price for; None for pieces."""
    size: Decimal
    """How much of the base unit one of these is."""
    kind: str | None = None
    """Firewood: a cubic metre stacked, loose or solid is not the same amount of wood."""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuantityWord:
    """A dozen, a pound, a bunch: `amount` of `unit`, or, without an amount, just a word."""

    key: str
    names: tuple[str, ...]
    amount: Decimal | None = None
    unit: str | None = None


def _nothing() -> Mapping[str, "Unit"]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Units:
    """Everything content can be said in."""

    measures: Mapping[str, Unit] = field(default_factory=_nothing)
    words: Mapping[str, QuantityWord] = field(default_factory=lambda: MappingProxyType({}))

    def knows(self, key: str) -> bool:
        return key in self.measures or key in self.words

    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.measures, *self.words)))

    def measured(self, amount: Decimal, key: str) -> tuple[Decimal, str]:
        """Two pounds are one kilogram; a bunch stays a bunch."""
        word = self.words.get(key)
        if word is None or word.amount is None or word.unit is None:
            return amount, key
        # No trailing zeros, and no exponent either: 0.5, 120.
        return Decimal(format((amount * word.amount).normalize(), "f")), word.unit

    def find(self, text: str) -> str | None:
        """The key of what somebody wrote: `Pfund`, `KG`, `m²`; None for no such unit."""
        wanted = text.strip().rstrip(".").casefold()
        return self._by_name.get(wanted)

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        entries = [(entry.key, entry.names) for entry in self.measures.values()]
        entries += [(entry.key, entry.names) for entry in self.words.values()]
        for key, names in entries:
            for name in (key, *names):
                found.setdefault(name.casefold(), key)
        return found
