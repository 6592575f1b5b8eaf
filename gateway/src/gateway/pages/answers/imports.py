"""Imports and the shop's own list, as the catalog answers them."""

from datetime import datetime
from typing import Any

from gateway.pages.answers.base import Answer, Page
from gateway.pages.answers.catalog import Product


class Column(Answer):
    index: int
    header: str = ""
    means: str = ""
    example: str = ""


class Meaning(Answer):
    key: str
    name: str = ""


class Counts(Answer):
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    faulty: int = 0
    products: int = 0
    ready: int = 0

    @property
    def rows(self) -> int:
        return self.new + self.changed + self.unchanged + self.faulty


class Import(Answer):
    id: str
    state: str
    file_name: str = ""
    by: str = ""
    created_at: datetime | None = None
    undo_until: datetime | None = None
    done: int = 0
    total: int = 0
    columns: tuple[Column, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    category: str = ""
    counts: Counts = Counts()
    leave_out: bool = False
    publish: bool = False
    problem: str = ""

    @property
    def is_working(self) -> bool:
        return self.state in {"uploaded", "reading", "applying", "undoing"}

    def name_of(self, key: str) -> str:
        return next((meaning.name for meaning in self.meanings if meaning.key == key), key)


class Fault(Answer):
    column: str = ""
    message: str = ""


class Change(Answer):
    field: str
    before: Any = None
    after: Any = None


class ImportLine(Answer):
    number: int
    state: str
    title: str = ""
    sku: str = ""
    faults: tuple[Fault, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    product_id: str = ""


class Inventory(Page[Product]):
    previous: str | None = None
    total: int = 0
    more_than_total: bool = False
