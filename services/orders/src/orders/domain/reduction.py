"""What a shop order costs less than was agreed: amounts agreed at checkout are upper bounds.

Weighed goods that came out lighter, lines a shop could not deliver, a cheaper substitute: each
lowers what is due, none ever raises it. What was paid already flows back by that much.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class ReductionKind(StrEnum):
    WEIGHED = "weighed"
    """Weighed at packing: it came out at less than the agreed maximum."""
    MISSING = "missing"
    """So many pieces of a line cannot be delivered."""
    SUBSTITUTED = "substituted"
    """Something cheaper instead, which the buyer agreed to."""
    ALLOWANCE = "allowance"
    """The shop lets go of a part of its price."""
    WITHDRAWN = "withdrawn"
    """The buyer withdrew from a line before it was handed over."""
    DEPOSIT_RETURN = "deposit_return"
    """Empties brought along and counted at the counter."""


@dataclass(frozen=True, slots=True)
class Reduction:
    """Whole cents, none negative. `key` makes saying it twice the same as saying it once."""

    id: UUID
    shop_order_id: UUID
    kind: ReductionKind
    key: str
    at: datetime
    position: int | None = None
    """The line it concerns; None: the part as a whole."""
    quantity: int = 0
    """Pieces that are not delivered."""
    goods: int = 0
    deposit: int = 0
    fee: int = 0
    reason: str = ""
    details: dict[str, Any] | None = None
    account_id: UUID | None = None

    @property
    def is_gone(self) -> bool:
        """The pieces are not on the shelf either: the shop sells them to nobody."""
        return bool((self.details or {}).get("gone"))

    @property
    def amount(self) -> int:
        return self.goods + self.deposit + self.fee


def due(total: int, reductions: Iterable[Reduction]) -> int:
    """What is to be paid in the end, in cents."""
    return total - sum(each.amount for each in reductions)
