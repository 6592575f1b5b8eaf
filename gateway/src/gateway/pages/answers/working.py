"""What the catalog asks about products, and what it answers to those who work on them."""

from datetime import datetime

from pydantic import Field

from gateway.pages.answers.base import Answer, Cents
from gateway.pages.answers.catalog import Named, Product


class AskedStatement(Answer):
    """One thing a product of the category must, may have to, or can state."""

    key: str
    field: str = ""
    name: str = ""
    help: str = ""
    kind: str = "text"
    choices: tuple[Named, ...] = ()
    law: str = ""
    needed: str = "no"
    conditions: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)

    @property
    def is_detail(self) -> bool:
        return self.field.startswith("details.")


class Defaults(Answer):
    details: dict[str, str] = Field(default_factory=dict)
    origin: str = ""
    labels: tuple[str, ...] = ()
    content_unit: str = ""
    vat_class: str = ""
    deposit_kind: str = ""
    deposit: int = 0


class Asked(Answer):
    """Everything a form needs to know about a category."""

    category: str = ""
    profile: str = ""
    profile_name: str = ""
    statements: tuple[AskedStatement, ...] = ()
    age: int | None = None
    withdrawal: str = ""
    looked_at_first: bool = False
    defaults: Defaults = Defaults()

    def needs(self, key: str) -> bool:
        return any(one.key == key and one.needed != "no" for one in self.statements)

    def asks(self, key: str) -> bool:
        return any(one.key == key for one in self.statements)


class Owed(Answer):
    field: str = ""
    message: str = ""


class Review(Answer):
    reasons: tuple[str, ...] = ()
    decision: str = "open"
    statement: str = ""
    asked_at: datetime | None = None


class WayBack(Answer):
    id: str
    until: datetime | None = None


class Editing(Answer):
    """What the shop's people see of a product beyond what everyone sees."""

    version: int = 0
    details: dict[str, str] = Field(default_factory=dict)
    template: bool = False
    owed: tuple[Owed, ...] = ()
    looked_at_first: tuple[str, ...] = ()
    review: Review | None = None
    undo: WayBack | None = None


class Waiting(Answer):
    """A product in the operator's queue."""

    reasons: tuple[str, ...] = ()
    asked_at: datetime | None = None
    product: Product


class BulkSide(Answer):
    prices: tuple[Cents, ...] = ()
    category: str = ""
    labels: tuple[str, ...] = ()
    status: str = ""


class BulkItem(Answer):
    id: str
    title: str = ""
    version: int = 0
    before: BulkSide = BulkSide()
    after: BulkSide = BulkSide()
    changes: bool = False
    problem: str = ""


class BulkAnswer(Answer):
    items: tuple[BulkItem, ...] = ()
    changed: int = 0
    undo: str = ""
