"""Craft work is not bought at a tap: somebody asks, the shop offers, the buyer accepts or not.

asked → offered → accepted (an order) · declined (by the buyer) · refused (by the shop) · lapsed.
An offer may be made anew while it is open or has lapsed; who accepts says which one they saw.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Self
from uuid import UUID

from orders.domain.errors_kinds import QuoteChangedError, QuoteLapsedError, QuoteStateError
from orders.domain.offering import Offering

REMIND_BEFORE: Final = timedelta(days=2)
MOST_PHOTOS: Final = 3
MOST_OPEN: Final = 20
"""Of one account: a letter to a shop for each is enough."""


class QuoteState(StrEnum):
    ASKED = "asked"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REFUSED = "refused"
    LAPSED = "lapsed"


OPEN: Final = frozenset({QuoteState.ASKED, QuoteState.OFFERED})
_MAY_OFFER: Final = OPEN | {QuoteState.LAPSED}


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history; an offer is kept as it was made."""

    state: QuoteState
    version: int
    at: datetime
    account_id: UUID | None = None
    reason: str | None = None
    offer: Offering | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A request and what became of it. Verbs answer a new, changed quote."""

    id: UUID
    number: str
    shop_id: UUID
    product_id: UUID | None
    title: str
    account_id: UUID | None
    contact: Mapping[str, Any]
    language: str
    text: str
    state: QuoteState
    version: int
    offer: Offering | None = None
    order_id: UUID | None = None
    reason: str | None = None
    steps: tuple[Step, ...] = ()
    """What this object did since it was loaded; the store writes it to the history."""

    def make_offer(self, offer: Offering, at: datetime, by: UUID) -> Self:
        """The same offer again changes nothing; another one takes its place."""
        if self.state is QuoteState.OFFERED and self.offer == offer:
            return self
        if self.state not in _MAY_OFFER:
            raise QuoteStateError(state=self.state)
        offered = replace(self, offer=offer)
        return offered._become(QuoteState.OFFERED, at, by, offer=offer)  # noqa: SLF001 -- itself

    def accept(self, order_id: UUID, seen: int, at: datetime, by: UUID | None) -> Self:
        """`seen` is the version the buyer had before their eyes."""
        if self.state is QuoteState.LAPSED:
            raise QuoteLapsedError
        if self.state is not QuoteState.OFFERED or self.offer is None:
            raise QuoteStateError(state=self.state)
        if seen != self.version:
            raise QuoteChangedError
        if self.offer.valid_until <= at:
            raise QuoteLapsedError
        accepted = replace(self, order_id=order_id)
        return accepted._become(QuoteState.ACCEPTED, at, by)  # noqa: SLF001 -- itself

    def decline(self, reason: str | None, at: datetime, by: UUID | None) -> Self:
        """By who asked; before or after there is an offer."""
        return self._end(QuoteState.DECLINED, reason, at, by)

    def refuse(self, reason: str, at: datetime, by: UUID) -> Self:
        """By the shop: it cannot, or not in time."""
        return self._end(QuoteState.REFUSED, reason, at, by)

    def lapse(self, at: datetime) -> Self:
        """Nobody accepted in time."""
        if self.state is not QuoteState.OFFERED or not self.offer or self.offer.valid_until > at:
            return self
        return self._become(QuoteState.LAPSED, at, None)

    def _end(self, state: QuoteState, reason: str | None, at: datetime, by: UUID | None) -> Self:
        if self.state is state:
            return self
        if self.state not in OPEN:
            raise QuoteStateError(state=self.state)
        return self._become(state, at, by, reason=reason)

    def _become(
        self,
        state: QuoteState,
        at: datetime,
        by: UUID | None,
        *,
        reason: str | None = None,
        offer: Offering | None = None,
    ) -> Self:
        step = Step(state, self.version + 1, at, by, reason, offer)
        return replace(
            self, state=state, version=step.version, reason=reason, steps=(*self.steps, step)
        )


def quote_number(prefix: str, year: int, sequence: int) -> str:
    """E.g. `ZZ-A-2026-000007`: A for Anfrage, apart from orders and withdrawals."""
    return f"{prefix}-A-{year}-{sequence:06d}"
