"""Shapes of answers about statements, looks and ways back, for the API's description."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from marketkit.money import Money

from catalog.http.shapes import NamedShape, ProductShape, Shape


class StatementShape(Shape):
    key: str
    field: str
    name: str
    help: str
    kind: Literal["text", "longtext", "choice", "choices", "number", "date", "bool", "address"]
    choices: list[NamedShape]
    format: str
    law: str
    needed: Literal["always", "maybe", "no"]
    public: bool
    conditions: dict[str, dict[str, list[str]]]


class StatementsShape(Shape):
    category: str
    profile: str
    profile_name: str
    statements: list[StatementShape]
    age: int | None
    temperature: str | None
    withdrawal: str
    effects: list[str]
    looked_at_first: bool


class DefaultsShape(StatementsShape):
    defaults: dict[str, Any]


class FieldShape(Shape):
    field: str
    message: str


class ReviewShape(Shape):
    reasons: list[str]
    asked_at: datetime
    decision: Literal["open", "approved", "refused", "dropped"]
    statement: str
    decided_at: datetime | None


class WayBackShape(Shape):
    id: UUID
    until: datetime


class EditingShape(Shape):
    product_id: UUID
    version: int
    details: dict[str, str]
    template: bool
    owed: list[FieldShape]
    looked_at_first: list[str]
    review: ReviewShape | None
    undo: WayBackShape | None


class WaitingShape(Shape):
    reasons: list[str]
    asked_at: datetime
    product: ProductShape


class BulkSideShape(Shape):
    prices: list[Money]
    category: str
    labels: list[str]
    status: str


class BulkItemShape(Shape):
    id: UUID
    title: str
    version: int
    before: BulkSideShape
    after: BulkSideShape
    changes: bool
    problem: str


class BulkShape(Shape):
    items: list[BulkItemShape]
    changed: int
    undo: UUID | None


class UndoneShape(Shape):
    product_ids: list[UUID]
