"""Something else instead: of the same shop, and never dearer than what was ordered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from orders.domain.cart import Line
from orders.domain.errors import (
    SubstituteTooDearError,
    SubstituteTooLateError,
    SubstituteUnsuitableError,
    SubstituteUnwantedError,
)
from orders.domain.reducing import Rest


class SubstituteState(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    """Nobody answered in time: taken as refused."""
    VOID = "void"
    """The shop's part ended meanwhile."""


class Wish(StrEnum):
    """What the buyer said at the checkout about something missing."""

    ASK = "ask"
    SIMILAR = "similar"
    NEVER = "never"

    @classmethod
    def said(cls, wishes: Any) -> "Wish":
        """Who has said nothing is asked."""
        said = (wishes or {}).get("substitutes")
        return cls(said) if said in set(cls) else cls.ASK


@dataclass(frozen=True, slots=True)
class Substitute:
    id: UUID
    shop_order_id: UUID
    position: int
    pieces: int
    variant_id: UUID
    quantity: int
    shown: dict[str, Any]
    price: int
    deposit: int
    goods_less: int
    deposit_less: int
    state: SubstituteState
    answer_by: datetime
    account_id: UUID | None
    at: datetime
    decided_at: datetime | None = None
    held: int = 0
    """Pieces that are held for it; none of what cannot run out."""

    @property
    def is_open(self) -> bool:
        return self.state is SubstituteState.PROPOSED


def replaced(left: Rest, line_price: int, line_deposit: int, pieces: int) -> tuple[int, int]:
    """Goods and deposit that are agreed for so many pieces of what is left of a line."""
    if pieces >= left.quantity:
        return left.goods, left.deposit
    return min(pieces * line_price, left.goods), min(pieces * line_deposit, left.deposit)


def saving(agreed: tuple[int, int], instead: Line) -> tuple[int, int]:
    """What the buyer pays less for goods and deposit. Raises SubstituteTooDearError."""
    goods_less = agreed[0] - instead.line_total
    deposit_less = agreed[1] - instead.deposit_total
    if goods_less < 0 or deposit_less < 0:
        raise SubstituteTooDearError
    return goods_less, deposit_less


def first_state(wish: Wish) -> SubstituteState:
    """Raises SubstituteUnwantedError for who wants nothing else."""
    if wish is Wish.NEVER:
        raise SubstituteUnwantedError
    return SubstituteState.AGREED if wish is Wish.SIMILAR else SubstituteState.PROPOSED


def answer_by(slot_start: datetime, preparation_minutes: int, now: datetime) -> datetime:
    """As long as the shop could still prepare it. Raises SubstituteTooLateError."""
    last = slot_start - timedelta(minutes=preparation_minutes)
    if last <= now:
        raise SubstituteTooLateError
    return last


def check_suits(instead: Line, shop_id: UUID, replaced: UUID | None, age: int) -> None:
    """Raises SubstituteUnsuitableError: of another shop, gone, weighed, or for adults only."""
    offer = instead.offer
    if (
        offer.shop_id != shop_id
        or offer.withdrawn
        or offer.variant_id == replaced
        or "weighed" in offer.facts
        or offer.facts.get("age", 0) > age
    ):
        raise SubstituteUnsuitableError
