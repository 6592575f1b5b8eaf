"""The answers' shapes of imports."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from catalog.http.shapes import NamedShape, Shape


class ColumnShape(Shape):
    index: int
    header: str
    means: str
    example: str


class CountsShape(Shape):
    new: int
    changed: int
    unchanged: int
    faulty: int
    products: int
    ready: int


class ImportShape(Shape):
    id: UUID
    state: Literal[
        "uploaded", "reading", "preview", "applying", "undoing", "done", "undone", "failed"
    ]
    file_name: str
    by: str
    created_at: datetime
    applied_at: datetime | None
    undone_at: datetime | None
    undo_until: datetime | None
    done: int
    total: int
    columns: list[ColumnShape]
    meanings: list[NamedShape]
    category: str | None
    counts: CountsShape
    leave_out: bool
    publish: bool
    problem: str | None
    can_apply: bool


class FaultShape(Shape):
    column: str
    message: str


class ChangeShape(Shape):
    field: str
    before: Any
    after: Any


class ImportLineShape(Shape):
    number: int
    state: Literal["new", "changed", "unchanged", "faulty"]
    title: str
    sku: str
    faults: list[FaultShape]
    changes: list[ChangeShape]
    notes: list[str]
    product_id: UUID | None
