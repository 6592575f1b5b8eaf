"""What each column of an uploaded table means, guessed from its head."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from catalog.domain.imports.numbers import text_of
from catalog.domain.imports.table import Line

PRODUCT_FIELDS: Final = (
    "title", "category", "description", "ingredients", "allergens", "may_contain", "additives",
    "origin", "labels", "lead_days", "pictures", "group",
)  # fmt: skip
VARIANT_FIELDS: Final = (
    "label", "sku", "ean", "price", "vat_class", "content_amount", "content_unit",
    "content_count", "weighed.per_kg", "weighed.grams", "weighed.max_grams", "deposit",
    "deposit_kind", "on_hand",
)  # fmt: skip
WEIGHED: Final = "weighed."
"""Before what is said of goods sold by weight."""
DETAIL: Final = "details."
"""Before the key of a statement that only some kinds of product make."""
_LONGEST_HEADER: Final = 80
_BRACKETS: Final = re.compile(r"\[(\w+)\]$")
_LEAST_CONTAINED: Final = 4


@dataclass(frozen=True)
class Words:
    """How people head their columns, and what they write in them."""

    columns: Mapping[str, Sequence[str]]
    vat: Mapping[str, Sequence[str]]
    deposit_kinds: Mapping[str, Sequence[str]]
    allergens: Mapping[str, Sequence[str]]
    allergen_kinds: Mapping[str, Sequence[str]]
    categories: Mapping[str, Sequence[str]]
    on_order: Sequence[str]
    nothing: Sequence[str]
    free_of: Sequence[str]
    traces_of: Sequence[str]
    details: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Names of statements by key."""

    def header(self, key: str) -> str:
        """Our own word for the column."""
        if not key.startswith(DETAIL):
            return self.columns[key][0]
        plain = key.removeprefix(DETAIL)
        name = next(iter(self.details.get(plain, ())), key)
        return f"{name} [{plain}]" if bare(name) in self._ambiguous else name

    @cached_property
    def _ambiguous(self) -> frozenset[str]:
        """Names that mean a column of our own, or two statements."""
        own = {bare(name) for names in self.columns.values() for name in names}
        first = [bare(names[0]) for names in self.details.values() if names]
        return frozenset(own | {name for name in first if first.count(name) > 1})

    def meanings(self) -> tuple[str, ...]:
        """Everything a column may mean, in the order of templates."""
        return (*PRODUCT_FIELDS, *VARIANT_FIELDS, *(DETAIL + key for key in self.details))


@dataclass(frozen=True, slots=True)
class Column:
    index: int
    header: str
    means: str
    """A field, or nothing: then the column is left alone."""
    example: str = ""


def bare(text: str) -> str:
    """`Art.-Nr.` → `artnr`, `Größe` → `grosse`: what two spellings of a word share."""
    lowered = text.casefold()
    plain = unicodedata.normalize("NFKD", lowered)
    return re.sub(r"[^a-z0-9%€]", "", plain).replace("€", "").replace("%", "")


def guess(header: Line, examples: Sequence[Line], words: Words) -> tuple[Column, ...]:
    """Each column with the field it most likely means; no field twice, the exact head wins."""
    heads = {i: text_of(cell)[:_LONGEST_HEADER] for i, cell in enumerate(header.cells)}
    means: dict[int, str] = {}
    for match in (_by_key, _exactly, _containing):
        for index, head in heads.items():
            if index in means or not bare(head):
                continue
            found = match(bare(head), head, words, means.values())
            if found:
                means[index] = found
    return tuple(
        Column(index, head, means.get(index, ""), _example(index, examples))
        for index, head in heads.items()
        if head or _example(index, examples)
    )


def _exactly(head: str, _full: str, words: Words, taken: Iterable[str]) -> str:
    return next(
        (key for key, names in _names(words) if head in map(bare, names) and key not in taken), ""
    )


def _by_key(_head: str, full: str, words: Words, taken: Iterable[str]) -> str:
    in_brackets = _BRACKETS.search(full)
    key = f"{DETAIL}{in_brackets[1]}" if in_brackets else full.strip().casefold()
    return key if key in words.meanings() and key not in taken else ""


def _containing(head: str, _full: str, words: Words, taken: Iterable[str]) -> str:
    """`Preis pro Stück in EUR` is a price; `Kilopreis`, which begins otherwise, is not."""
    fitting = [
        (len(bare(name)), key)
        for key, names in _names(words)
        for name in names
        if len(bare(name)) >= _LEAST_CONTAINED and head.startswith(bare(name)) and key not in taken
    ]
    return max(fitting, default=(0, ""))[1]


def _names(words: Words) -> Iterable[tuple[str, Sequence[str]]]:
    yield from words.columns.items()
    for key, names in words.details.items():
        yield DETAIL + key, names


def _example(index: int, lines: Sequence[Line]) -> str:
    found = (text_of(line.cell(index)) for line in lines)
    return next((text[:60] for text in found if text), "")
