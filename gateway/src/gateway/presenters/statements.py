"""What a product states, in words for buyers, in the order in which the region lists it."""

from collections.abc import Mapping
from typing import Protocol

ELSEWHERE = frozenset(
    {"warnings", "toy_warning", "hazard_text", "signal_word", "pictograms", "temperature",
     "withdrawal_class", "withdrawal_reason", "outside_eu", "packaging"}
)  # fmt: skip
WARNINGS = ("signal_word", "hazard_text", "pictograms", "toy_warning", "warnings")
_UNITS = {"alcohol": "\u00a0% vol", "moisture": "\u00a0%"}
_SILENT = frozenset({"none"})


class _Word(Protocol):
    def name(self, language: str) -> str: ...


class _Statement(Protocol):
    @property
    def word(self) -> _Word: ...

    def said(self, value: str, language: str) -> str: ...


class _Region(Protocol):
    @property
    def statements(self) -> Mapping[str, "_Statement"]: ...


class _Product(Protocol):
    @property
    def details(self) -> Mapping[str, str]: ...

    @property
    def title(self) -> str: ...


def statements_in_words(region: _Region, product: _Product, language: str) -> list[tuple[str, str]]:
    """Name and words; what only repeats the title, or says nothing, is left out."""
    return [
        (statement.word.name(language), words + _UNITS.get(key, ""))
        for key, statement in region.statements.items()
        if key not in ELSEWHERE
        and (words := statement.said(product.details.get(key, ""), language))
        and words != product.title
    ]


def warnings_of(region: _Region, product: _Product, language: str) -> list[str]:
    """What must be read before ordering."""
    found = []
    for key in WARNINGS:
        value = product.details.get(key, "")
        if value and value not in _SILENT and (statement := region.statements.get(key)):
            found.append(statement.said(value, language))
    return found
