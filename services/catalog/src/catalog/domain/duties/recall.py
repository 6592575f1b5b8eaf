"""A recall: goods that were sold turn out to be dangerous (Art. 22, 35 and 36 GPSR)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from marketkit.errors import ConflictError, FieldError, InvalidError, NotFoundError

from catalog.domain.duties.days import add_working_days
from catalog.domain.duties.rules import DutyRules

MOST_PRODUCTS = 50


class Source(StrEnum):
    AUTHORITY_ORDER = "authority_order"
    SAFETY_NOTICE = "safety_notice"
    MAKER = "maker"
    """The maker or the shop itself found it; no law sets a day, but at once is meant."""


class RecallStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    ENDED = "ended"


_CONSTANT: Mapping[Source, str] = {
    Source.AUTHORITY_ORDER: "authority_order_days",
    Source.SAFETY_NOTICE: "safety_notice_days",
}


class NoSuchRecallError(NotFoundError):
    code = "recall_not_found"
    message = "Diesen Rückruf gibt es nicht."


class RecallStateError(ConflictError):
    code = "recall_state"
    message = "Das geht bei diesem Rückruf nicht mehr."


class UnfitRecallError(InvalidError):
    code = "recall_incomplete"
    message = "Für den Rückruf fehlt noch etwas."


@dataclass(frozen=True, slots=True)
class RecalledProduct:
    """One product, or one of its variants; named as it was called."""

    product_id: UUID
    shop_id: UUID
    title: str
    variant_id: UUID | None = None
    variant: str = ""


@dataclass(frozen=True, slots=True)
class RecallText:
    """What buyers read (Art. 36 (2) GPSR)."""

    title: str
    danger: str
    action: str
    remedy: str
    contact: str


@dataclass(frozen=True, slots=True)
class Recall:
    id: UUID
    number: str
    source: Source
    reference: str
    received_at: datetime
    due_on: date | None
    products: tuple[RecalledProduct, ...]
    text: RecallText
    created_at: datetime
    created_by: UUID
    created_by_name: str
    by_shop: bool = False
    """The shop itself calls its goods back; the operator is told."""
    batch: str = ""
    sold_from: date | None = None
    sold_to: date | None = None
    status: RecallStatus = RecallStatus.DRAFT
    version: int = 1
    published_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def shop_ids(self) -> list[UUID]:
        return sorted({product.shop_id for product in self.products})

    @property
    def product_ids(self) -> list[UUID]:
        return sorted({product.product_id for product in self.products})

    @property
    def is_public(self) -> bool:
        return self.status is not RecallStatus.DRAFT

    def publish(self, at: datetime) -> Self:
        """Twice is once."""
        if self.status is RecallStatus.PUBLISHED:
            return self
        if self.status is RecallStatus.ENDED:
            raise RecallStateError
        return replace(
            self, status=RecallStatus.PUBLISHED, published_at=at, version=self.version + 1
        )

    def correct(self, text: RecallText) -> Self:
        """Other words; what was published before stays readable as its own version."""
        if self.status is RecallStatus.ENDED:
            raise RecallStateError
        if text == self.text:
            return self
        return replace(self, text=text, version=self.version + 1)

    def end(self, at: datetime) -> Self:
        """Over, but still there to be read. A draft has nothing to end."""
        if self.status is RecallStatus.ENDED:
            return self
        if self.status is RecallStatus.DRAFT:
            raise RecallStateError
        return replace(self, status=RecallStatus.ENDED, ended_at=at, version=self.version + 1)


def due_on(source: Source, received: date, rules: DutyRules) -> date | None:
    """Until when the law wants it done, on the working days of the region."""
    if source not in _CONSTANT:
        return None
    days = rules.constant(_CONSTANT[source], received)
    return add_working_days(received, days, rules.holidays)


def check_period(begin: date | None, end: date | None) -> None:
    if begin and end and end < begin:
        error = FieldError("sold_to", "Das Ende liegt vor dem Anfang.")
        raise UnfitRecallError(errors=[error])
