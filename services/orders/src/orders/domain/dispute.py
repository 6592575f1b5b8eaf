"""Disputes: a buyer's bank takes money back, asks what speaks against it, and decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from marketkit.money import split_by_weights

WON: Final = "won"
LOST: Final = "lost"
OVER: Final = frozenset({WON, LOST, "warning_closed", "prevented"})
"""What an inquiry or a dispute has become when nothing more happens to it."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute as the provider has it."""

    id: str
    charge_id: str | None
    payment_id: str | None
    amount: int
    fee: int
    reason: str
    status: str
    took_money: bool
    """An inquiry asks without taking any."""
    evidence_until: datetime | None
    begun_at: datetime

    @property
    def is_over(self) -> bool:
        return self.status in OVER

    @property
    def is_lost(self) -> bool:
        """The buyer keeps the money."""
        return self.status == LOST and self.took_money


@dataclass(frozen=True, slots=True)
class Stake:
    """What of an order's money a shop's part still has, in cents."""

    shop_order_id: UUID
    shop_id: UUID
    left: int
    total: int


def shares_of(amount: int, stakes: list[Stake]) -> Mapping[UUID, int]:
    """How much of a dispute is about which part: as much as each has left, to the cent."""
    if not stakes:
        return {}
    weights = [max(0, stake.left) for stake in stakes]
    if not any(weights):
        weights = [stake.total for stake in stakes]
    shares = split_by_weights(amount, weights)
    return {stake.shop_order_id: share for stake, share in zip(stakes, shares, strict=True)}
