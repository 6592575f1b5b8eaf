"""A step taken by mistake can be taken back for a while, as long as nothing rests on it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from orders.domain.shop_order import UNDONE

UNDO_WITHIN: Final = timedelta(minutes=30)
"""Long enough to notice, too short for anybody to have come for it in vain."""


class Stepped(Protocol):
    @property
    def status(self) -> str: ...
    @property
    def at(self) -> datetime: ...


def stood_since(history: Sequence[Stepped], status: str) -> datetime | None:
    """When it first came to be so; None if that cannot be taken back at all.

    Back from a later step it has stood so since before that step: what was done then counts.
    """
    before = next((back for step, back in UNDONE.items() if step == status), None)
    if before is None:
        return None
    since = None
    for step in reversed(history):
        if step.status == before:
            break
        if step.status == status:
            since = step.at
    return since


def undo_until(history: Sequence[Stepped], status: str) -> datetime | None:
    """The last moment at which it can be taken back."""
    since = stood_since(history, status)
    return since + UNDO_WITHIN if since else None
