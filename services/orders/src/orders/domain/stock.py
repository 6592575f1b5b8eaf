"""Stock of one variant: what is on the shelf, what of it is promised, what can still be sold."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self
from uuid import UUID

from orders.domain.errors import BelowReservedError


class HoldState(StrEnum):
    HELD = "held"
    COMMITTED = "committed"
    RELEASED = "released"
    EXPIRED = "expired"


class Movement(StrEnum):
    """Why the count on the shelf changed; the sum of all deltas is the count."""

    COUNTED = "counted"
    CORRECTED = "corrected"
    SOLD = "sold"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Stock:
    """`reserved` of the `on_hand` pieces are held for orders. On order: it cannot run out."""

    variant_id: UUID
    product_id: UUID
    shop_id: UUID
    on_hand: int
    reserved: int
    on_order: bool
    version: int

    @property
    def available(self) -> int | None:
        return None if self.on_order else self.on_hand - self.reserved

    def count(self, on_hand: int) -> Self:
        """Somebody counted the shelf. Fewer than are promised to buyers is refused."""
        if on_hand < self.reserved:
            raise BelowReservedError(
                f"{self.reserved} Stück sind für Bestellungen zurückgelegt. "
                "Sage erst eine davon ab, wenn es wirklich weniger sind.",
                reserved=self.reserved,
            )
        return self._changed_to(on_hand=on_hand, on_order=False)

    def make_on_order(self) -> Self:
        """From now on it is made when ordered; what is already promised stays held."""
        return self._changed_to(on_hand=self.on_hand, on_order=True)

    def learn_count(self, on_hand: int | None, *, on_order: bool) -> Self:
        """Take over a count made in the catalogue; promised pieces are never counted away."""
        known = self.on_hand if on_hand is None else max(on_hand, self.reserved)
        return self._changed_to(on_hand=known, on_order=on_order)

    def _changed_to(self, *, on_hand: int, on_order: bool) -> Self:
        if (on_hand, on_order) == (self.on_hand, self.on_order):
            return self
        return replace(self, on_hand=on_hand, on_order=on_order, version=self.version + 1)
