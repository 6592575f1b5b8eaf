"""Matters of money as the orders service answers them."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from gateway.pages.answers.base import Answer, Page


class Matter(Answer):
    """Something a person has to look at; `details` say what is known, by its kind."""

    id: str
    kind: str
    number: str = ""
    details: dict[str, Any] = Field(default_factory=dict)
    due_at: datetime | None = None
    at: datetime
    ended_at: datetime | None = None
    note: str = ""
    can_try: bool = False

    def cents(self, name: str) -> int | None:
        """Whole cents, or None where that side knows of nothing."""
        found = self.details.get(name)
        return found if isinstance(found, int) else None

    def word(self, name: str) -> str:
        return str(self.details.get(name) or "")


class ComparedDay(Answer):
    """A day whose books were laid beside the provider's."""

    day: date
    entries: int = 0
    differences: int = 0


class Matters(Page[Matter]):
    open: int = 0
    days: tuple[ComparedDay, ...] = ()
