"""One business and what its advisor keeps about it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from marketkit.errors import ConflictError, NotFoundError

from catalog.domain.cases.stages import (
    CaseStage,
    DropReason,
    ShopFacts,
    ShopStep,
    check_move,
    check_reason,
    follow,
)

MOST_CONTACTS = 20


class BusinessKind(StrEnum):
    FOOD = "food"
    FARM = "farm"
    CRAFT = "craft"
    RETAIL = "retail"
    MAKER = "maker"
    SERVICE = "service"


class Origin(StrEnum):
    """How the business came to us."""

    VISIT = "visit"
    PHONE = "phone"
    EVENT = "event"
    DEMAND = "demand"
    APPLICATION = "application"
    OTHER = "other"


class NoSuchCaseError(NotFoundError):
    code = "case_not_found"
    message = "Diesen Betrieb gibt es hier nicht."


class NoSuchContactError(NotFoundError):
    code = "contact_not_found"
    message = "Diesen Kontakt gibt es nicht."


class TooManyContactsError(ConflictError):
    code = "too_many_contacts"
    message = "Mehr als zwanzig Kontakte je Betrieb gehen nicht."


class ShopTakenError(ConflictError):
    code = "shop_has_case"
    message = "Zu diesem Betrieb gehört schon ein anderer Laden."


@dataclass(frozen=True, slots=True)
class Contact:
    id: UUID
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    preferred: str = ""
    """`phone`, `email`, `visit` or nothing said."""


@dataclass(frozen=True, slots=True)
class StageChange:
    """One step of the history; free words are kept elsewhere, so that history never changes."""

    before: CaseStage | None
    after: CaseStage
    cause: str
    """`by_hand`, or the shop's step."""
    reason: DropReason | None = None


@dataclass(frozen=True, slots=True)
class Case:
    id: UUID
    name: str
    kind: BusinessKind
    place: str
    postal_code: str
    municipality: str
    origin: Origin
    created_at: datetime
    updated_at: datetime
    touched_at: datetime
    stage_since: datetime
    occasion: str = ""
    advisor_id: UUID | None = None
    advisor_name: str = ""
    stage: CaseStage = CaseStage.CONTACT
    drop_reason: DropReason | None = None
    drop_words: str = ""
    dropped_at: datetime | None = None
    next_step: str = ""
    next_step_on: date | None = None
    shop_id: UUID | None = None
    erased_at: datetime | None = None
    version: int = 1
    contacts: tuple[Contact, ...] = ()

    def changed(self, at: datetime) -> Self:
        """One version on; whoever changes something has looked after the business."""
        return replace(self, version=self.version + 1, updated_at=at, touched_at=at)

    def move(
        self,
        to: CaseStage,
        shop: ShopFacts,
        at: datetime,
        reason: DropReason | None = None,
        words: str = "",
    ) -> tuple[Self, StageChange | None]:
        """By hand. To where it stands already: nothing happens, the same request twice is once."""
        if to is self.stage:
            return self, None
        check_move(self.stage, to, shop)
        if to is CaseStage.DROPPED:
            check_reason(reason, words)
        else:
            reason, words = None, ""
        return self._to(to, at, reason, words), StageChange(self.stage, to, "by_hand", reason)

    def follow(self, step: ShopStep, at: datetime) -> tuple[Self, StageChange | None]:
        """The shop has moved, and the case with it."""
        to = follow(self.stage, step)
        if to is self.stage:
            return self, None
        return self._to(to, at), StageChange(self.stage, to, step.value)

    def _to(
        self, to: CaseStage, at: datetime, reason: DropReason | None = None, words: str = ""
    ) -> Self:
        return replace(
            self,
            stage=to,
            stage_since=at,
            drop_reason=reason,
            drop_words=words,
            dropped_at=at if to is CaseStage.DROPPED else None,
        ).changed(at)

    def hand_to(self, advisor: UUID, name: str, at: datetime) -> Self:
        """Into another caseload, or one's own; whose it is already keeps it."""
        if self.advisor_id == advisor:
            return self
        return replace(self, advisor_id=advisor, advisor_name=name).changed(at)

    def with_shop(self, shop_id: UUID, at: datetime) -> Self:
        if self.shop_id is not None:
            raise ShopTakenError
        return replace(self, shop_id=shop_id).changed(at)

    def contact_by_id(self, contact_id: UUID) -> Contact:
        for contact in self.contacts:
            if contact.id == contact_id:
                return contact
        raise NoSuchContactError

    def with_contact(self, contact: Contact, at: datetime) -> Self:
        """Added, or in the place of the one with its id."""
        if any(known.id == contact.id for known in self.contacts):
            kept = tuple(contact if known.id == contact.id else known for known in self.contacts)
        elif len(self.contacts) >= MOST_CONTACTS:
            raise TooManyContactsError
        else:
            kept = (*self.contacts, contact)
        return replace(self, contacts=kept).changed(at)

    def without_contact(self, contact_id: UUID, at: datetime) -> Self:
        self.contact_by_id(contact_id)
        kept = tuple(known for known in self.contacts if known.id != contact_id)
        return replace(self, contacts=kept).changed(at)
