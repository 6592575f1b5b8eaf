"""One shop's part of an order: every status change is a verb that refuses from the wrong state."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from orders.domain.errors import PaymentPendingError, WrongStateError


class ShopOrderStatus(StrEnum):
    PLACED = "placed"
    ACCEPTED = "accepted"
    READY = "ready"
    HANDED_OVER = "handed_over"
    DECLINED = "declined"
    CANCELLED = "cancelled"


TRANSITIONS: Mapping[ShopOrderStatus, frozenset[ShopOrderStatus]] = {
    ShopOrderStatus.PLACED: frozenset(
        {ShopOrderStatus.ACCEPTED, ShopOrderStatus.DECLINED, ShopOrderStatus.CANCELLED}
    ),
    ShopOrderStatus.ACCEPTED: frozenset({ShopOrderStatus.READY, ShopOrderStatus.CANCELLED}),
    ShopOrderStatus.READY: frozenset({ShopOrderStatus.HANDED_OVER, ShopOrderStatus.CANCELLED}),
    ShopOrderStatus.HANDED_OVER: frozenset(),
    ShopOrderStatus.DECLINED: frozenset(),
    ShopOrderStatus.CANCELLED: frozenset(),
}
FINAL = frozenset(status for status, following in TRANSITIONS.items() if not following)
"""Nothing more happens after these."""

UNDONE: Mapping[ShopOrderStatus, ShopOrderStatus] = {
    ShopOrderStatus.ACCEPTED: ShopOrderStatus.PLACED,
    ShopOrderStatus.READY: ShopOrderStatus.ACCEPTED,
}
"""What a step that was a slip of the finger is taken back to."""

VERBS: Mapping[ShopOrderStatus, tuple[str, ...]] = {
    ShopOrderStatus.PLACED: ("accept", "decline"),
    ShopOrderStatus.ACCEPTED: ("ready", "cancel"),
    ShopOrderStatus.READY: ("hand-over", "cancel"),
}
"""What the shop's people may do next, by the names the routes use."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history: what it became, and when."""

    status: ShopOrderStatus
    at: datetime
    version: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ShopOrder:
    """`opened_at` is the moment the shop may see it: at once, or when the money has come."""

    id: UUID
    order_id: UUID
    shop_id: UUID
    status: ShopOrderStatus
    total: int
    version: int
    opened_at: datetime | None
    reason: str | None = None
    steps: tuple[Step, ...] = ()
    """What this object did since it was loaded; the store writes it to the history."""

    @property
    def allowed(self) -> tuple[str, ...]:
        return VERBS.get(self.status, ()) if self.opened_at else ()

    def open(self, *, at: datetime) -> Self:
        """Show it to the shop; the history begins here."""
        if self.opened_at:
            return self
        if self.status is not ShopOrderStatus.PLACED:
            raise WrongStateError(state=self.status)
        step = Step(self.status, at, self.version + 1)
        return replace(self, opened_at=at, version=step.version, steps=(*self.steps, step))

    def accept(self, *, at: datetime) -> Self:
        return self._become(ShopOrderStatus.ACCEPTED, at)

    def decline(self, *, reason: str, at: datetime) -> Self:
        return self._become(ShopOrderStatus.DECLINED, at, reason)

    def ready(self, *, at: datetime) -> Self:
        return self._become(ShopOrderStatus.READY, at)

    def undo(self, step: ShopOrderStatus, *, at: datetime) -> Self:
        """Take that step back; the history keeps both. Taken back twice it is taken back once."""
        before = UNDONE[step]
        if self.status is before:
            return self
        if self.opened_at is None or self.status is not step:
            raise WrongStateError(state=self.status)
        return self._step_to(before, at, None)

    def hand_over(self, *, at: datetime) -> Self:
        return self._become(ShopOrderStatus.HANDED_OVER, at)

    def cancel(self, *, reason: str, at: datetime) -> Self:
        """The shop gives up what it had accepted; before that it declines."""
        if self.status is ShopOrderStatus.PLACED:
            raise WrongStateError(state=self.status)
        return self._become(ShopOrderStatus.CANCELLED, at, reason)

    def take_back(self, *, reason: str, at: datetime) -> Self:
        """The buyer changes their mind before the shop has begun."""
        return self._become(ShopOrderStatus.CANCELLED, at, reason)

    def abandon(self, *, reason: str, at: datetime) -> Self:
        """End it before any shop saw it: the money never came."""
        if self.opened_at or self.status is not ShopOrderStatus.PLACED:
            raise WrongStateError(state=self.status)
        return self._step_to(ShopOrderStatus.CANCELLED, at, reason)

    def revive(self, *, at: datetime) -> Self:
        """Back from being abandoned unpaid: the shop sees it now for the first time."""
        if self.opened_at or self.status is not ShopOrderStatus.CANCELLED:
            raise WrongStateError(state=self.status)
        return replace(self._step_to(ShopOrderStatus.PLACED, at, None), opened_at=at)

    def _become(self, status: ShopOrderStatus, at: datetime, reason: str | None = None) -> Self:
        if self.status is status:
            return self  # the same verb again: a repeated click changes nothing
        if self.opened_at is None:
            raise PaymentPendingError
        if status not in TRANSITIONS[self.status]:
            raise WrongStateError(state=self.status)
        return self._step_to(status, at, reason)

    def _step_to(self, status: ShopOrderStatus, at: datetime, reason: str | None) -> Self:
        step = Step(status, at, self.version + 1, reason)
        return replace(
            self,
            status=status,
            reason=reason,
            version=step.version,
            steps=(*self.steps, step),
        )
