"""One row of a table as the values it states, and what in it nobody can understand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.domain.imports.columns import DETAIL, VARIANT_FIELDS, WEIGHED, Column
from catalog.domain.imports.numbers import text_of
from catalog.domain.imports.table import Cell, Line
from catalog.domain.imports.values import NotUnderstoodError, Reader

_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell, and what to do about it."""

    column: str
    message: str

    def as_json(self) -> dict[str, str]:
        return {"column": self.column, "message": self.message}


@dataclass(slots=True)
class Row:
    """What a row says about a product, and about one variant of it; only filled cells count."""

    number: int
    product: dict[str, Any] = field(default_factory=dict)
    variant: dict[str, Any] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    group: str = ""
    pictures: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    guessed: bool = False
    """Whether the category was taken from the title; one that is known wins."""

    @property
    def title(self) -> str:
        return str(self.product.get("title", ""))

    @property
    def sku(self) -> str:
        return str(self.variant.get("sku", ""))


def read_row(
    line: Line, columns: Sequence[Column], defaults: Mapping[str, str], reader: Reader
) -> Row:
    """Each cell by the meaning of its column; what cannot be read becomes a fault."""
    row = Row(line.number)
    for column in columns:
        cell = line.cell(column.index)
        if not column.means or cell is None:
            continue
        try:
            _take(row, column.means, reader.value(column.means, cell))
        except NotUnderstoodError as error:
            row.faults.append(Fault(column.header, _sentence(column.header, cell, error)))
    for key, value in defaults.items():
        if key == "category":
            row.product.setdefault("category", value)
    _complete(row, reader)
    return row


def _take(row: Row, means: str, value: Any) -> None:
    if means.startswith(DETAIL):
        row.details[means.removeprefix(DETAIL)] = value
    elif means.startswith(WEIGHED):
        row.variant.setdefault("weighed", {})[means.removeprefix(WEIGHED)] = value
    elif means == "group":
        row.group = value
    elif means == "pictures":
        row.pictures = value
    elif means in {"content_amount", "content_count", "on_hand"} and isinstance(value, dict):
        # One cell that says several things: `6 x 0,33 l`, `auf Bestellung`.
        row.variant.update({key: each for key, each in value.items() if key not in row.variant})
    elif means in VARIANT_FIELDS:
        row.variant[means] = value
    elif means in {"allergens", "may_contain"}:
        known = {a["key"]: a for a in row.product.get("allergens", ())}
        row.product["allergens"] = [*(known | {a["key"]: a for a in value}).values()]
    else:
        row.product[means] = value


def _complete(row: Row, reader: Reader) -> None:
    """What follows from the rest of the row."""
    if "allergens" in row.product:
        row.product["allergens_reviewed"] = True
    if "category" not in row.product and (guessed := reader.category_in(row.title)):
        row.product["category"] = guessed
        row.guessed = True
    if "weighed" in row.variant:
        # It follows from the weight; a table that was exported has both.
        row.variant.pop("price", None)
    deposit = row.variant.get("deposit")
    if deposit and "deposit_kind" not in row.variant:
        row.variant["deposit_kind"] = reader.deposit_kind_of(deposit["amount"])


def _sentence(header: str, cell: Cell, error: NotUnderstoodError) -> str:
    text = text_of(cell)
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return f"Spalte „{header}“: „{shown}“ {error}"
