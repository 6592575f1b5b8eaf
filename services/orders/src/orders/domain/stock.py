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
    """`reserved` of the `on_hand` pieces are held for orders.

    What is made on order, or is there without being counted, cannot run out: nothing is held.
    """

    variant_id: UUID
    product_id: UUID
    shop_id: UUID
    on_hand: int
    reserved: int
    on_order: bool
    version: int
    not_counted: bool = False
    """The shop says it is there and does not count how much."""

    @property
    def available(self) -> int | None:
        return None if self.on_order or self.not_counted else self.on_hand - self.reserved

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
        """Take over a count made in the catalogue; promised pieces are never counted away.

        Neither a number nor on order: it is there, and nobody counts.
        """
        known = self.on_hand if on_hand is None else max(on_hand, self.reserved)
        not_counted = on_hand is None and not on_order
        return self._changed_to(on_hand=known, on_order=on_order, not_counted=not_counted)

    def _changed_to(self, *, on_hand: int, on_order: bool, not_counted: bool = False) -> Self:
        after = replace(self, on_hand=on_hand, on_order=on_order, not_counted=not_counted)
        return self if after == self else replace(after, version=self.version + 1)
