"""A lower price for a time, measured against what it really cost before (§ 11 PAngV).

Nobody types a reference, a percentage or an old price. The reference is the lowest price at
which the public could buy in the thirty days before the reduction began (CJEU C-330/23).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from marketkit.errors import ConflictError, FieldError, InvalidError, NotFoundError

from catalog.domain.price_history import REFERENCE_DAYS, PricePeriod, lowest_before

LONGEST: Final = timedelta(days=90)
FURTHEST_AHEAD: Final = timedelta(days=180)
_STEPS_LAST: Final = timedelta(days=REFERENCE_DAYS)


class Reason(StrEnum):
    NORMAL = "normal"
    PERISHABLE = "perishable"
    """Short-dated goods need no reference, but the reason must be said (§ 11 (4) no. 2)."""


class PromotionStatus(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    REFUSED = "refused"
    """It was due to begin and would have been no reduction."""


class NoSuchPromotionError(NotFoundError):
    code = "promotion_not_found"
    message = "Diese Aktion gibt es hier nicht."


class PromotionOverError(ConflictError):
    code = "promotion_over"
    message = "Diese Aktion ist vorbei. Leg eine neue an."


class PromotionOverlapsError(ConflictError):
    code = "promotion_overlaps"
    message = (
        "In dieser Zeit gibt es schon eine Aktion. Ein nächster Schritt muss billiger sein als "
        "der laufende, sonst beende erst die andere."
    )


class FixedPriceError(ConflictError):
    code = "fixed_price"
    message = (
        "Bücher, Noten und Karten haben einen festen Ladenpreis: Rabatte sind nicht erlaubt "
        "(§ 3 BuchPrG)."
    )


class NoReductionError(InvalidError):
    code = "no_reduction"
    message = "Das wäre keine Ermäßigung."


@dataclass(frozen=True, slots=True)
class Reduction:
    """What a running promotion says beside the price."""

    price: int
    reference: int | None
    percent: int | None
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a reduction is measured against; steps of one reduction share the first's reference."""

    reference: int | None
    percent: int | None
    chain_began_at: datetime | None
    chain_reference: int | None


NO_REFERENCE = Terms(None, None, None, None)


@dataclass(frozen=True, slots=True)
class Promotion:
    id: UUID
    shop_id: UUID
    product_id: UUID
    variant_id: UUID
    price: int
    reason: Reason
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    status: PromotionStatus = PromotionStatus.PLANNED
    reference: int | None = None
    percent: int | None = None
    chain_began_at: datetime | None = None
    chain_reference: int | None = None
    refusal: str = ""

    @property
    def is_open(self) -> bool:
        return self.status in {PromotionStatus.PLANNED, PromotionStatus.RUNNING}

    def start(self, terms: Terms) -> Self:
        return replace(
            self,
            status=PromotionStatus.RUNNING,
            reference=terms.reference,
            percent=terms.percent,
            chain_began_at=terms.chain_began_at,
            chain_reference=terms.chain_reference,
        )

    def end(self, at: datetime) -> Self:
        """Over; one that has not begun never happens."""
        ends_at = min(max(at, self.starts_at), self.ends_at)
        return replace(self, status=PromotionStatus.ENDED, ends_at=ends_at)

    def refuse(self, why: str) -> Self:
        return replace(self, status=PromotionStatus.REFUSED, refusal=why)

    def reduction(self) -> Reduction:
        return Reduction(self.price, self.reference, self.percent, self.ends_at, self.reason)


def check_span(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raises InvalidError naming the end of the span that cannot be."""
    if ends_at <= max(starts_at, now):
        raise _wrong("ends_at", "Das Ende liegt vor dem Anfang oder ist schon vorbei.")
    if ends_at - starts_at > LONGEST:
        message = f"Eine Aktion dauert höchstens {LONGEST.days} Tage, sonst ist es der neue Preis."
        raise _wrong("ends_at", message)
    if starts_at - now > FURTHEST_AHEAD:
        message = f"So weit voraus geht es nicht: höchstens {FURTHEST_AHEAD.days} Tage."
        raise _wrong("starts_at", message)


def check_no_overlap(new: Promotion, others: Sequence[Promotion]) -> None:
    """Promotions of one variant follow each other; only a cheaper step may cut one short."""
    for other in others:
        if other.id == new.id or other.variant_id != new.variant_id or not other.is_open:
            continue
        apart = other.ends_at <= new.starts_at or new.ends_at <= other.starts_at
        is_step = other.starts_at < new.starts_at and new.price < other.price
        if not apart and not is_step:
            raise PromotionOverlapsError


def terms_of(
    new: Promotion,
    usual_price: int,
    history: Sequence[PricePeriod],
    previous: Promotion | None,
    at: datetime,
) -> Terms:
    """What the reduction that begins at `at` is measured against.

    `previous` is the promotion before it on the same variant. Raises NoReductionError with the
    reason why it would be none.
    """
    if new.price >= usual_price:
        raise _none(f"Der Aktionspreis muss unter dem jetzigen Preis von {euros(usual_price)} "
                    "liegen.")  # fmt: skip
    if new.reason is Reason.PERISHABLE:
        return NO_REFERENCE
    lowest = lowest_before(history, at)
    began_at, reference = _first_step(new, previous) or (at, lowest)
    if reference is None:
        raise _none(
            "In den letzten 30 Tagen konnte niemand das kaufen. Ohne früheren Preis gibt es "
            "nichts zu ermäßigen (§ 11 PAngV)."
        )
    if new.price >= reference:
        raise _none(
            f"Der niedrigste Preis der letzten 30 Tage war {euros(reference)}. Eine Aktion muss "
            "darunter liegen (§ 11 PAngV)."
        )
    return Terms(reference, percent_off(new.price, reference), began_at, reference)


def percent_off(price: int, reference: int) -> int:
    """Rounded down: never more is promised than is given."""
    return (reference - price) * 100 // reference


def euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d} €"


def _first_step(new: Promotion, previous: Promotion | None) -> tuple[datetime, int] | None:
    """The beginning and reference of the reduction that this one only takes further.

    Without a gap and each time cheaper, for at most thirty days (§ 11 (3) PAngV). A step that
    would last longer is measured anew, against the step before it.
    """
    if previous is None or previous.chain_began_at is None or previous.chain_reference is None:
        return None
    # As planned: however late the change is made, both happen at once.
    unbroken = previous.ends_at >= new.starts_at and previous.price > new.price
    if not unbroken or new.ends_at - previous.chain_began_at > _STEPS_LAST:
        return None
    return previous.chain_began_at, previous.chain_reference


def _none(message: str) -> NoReductionError:
    return NoReductionError(message, errors=[FieldError("price", message)])


def _wrong(field: str, message: str) -> InvalidError:
    return InvalidError(errors=[FieldError(field, message)])
