"""What a shop has shown for one requirement, who looked at it, and who let it off."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from marketkit.errors import ConflictError

from catalog.domain.checklist.requirement import Requirement


class Shown(StrEnum):
    """How far the evidence itself has come; the waiver and the calendar come on top."""

    OPEN = "open"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class NothingToDecideError(ConflictError):
    code = "nothing_to_decide"
    message = "Hier liegt nichts vor, worüber zu entscheiden wäre."


class NotWaivableError(ConflictError):
    code = "not_waivable"
    message = "Darauf kann der Markt nicht verzichten."


@dataclass(frozen=True, slots=True)
class By:
    """Who, at what moment."""

    account: UUID
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    shop_id: UUID
    key: str
    shown: Shown = Shown.OPEN
    statement: str = ""
    """The words that were declared, as they stood then."""
    document_id: UUID | None = None
    valid_until: date | None = None
    submitted: By | None = None
    decided: By | None = None
    reason: str = ""
    waived: By | None = None
    waiver_reason: str = ""
    waived_until: date | None = None
    reminded: int | None = None
    version: int = 0

    def submit(
        self,
        requirement: Requirement,
        by: By,
        *,
        by_market: bool,
        document_id: UUID | None = None,
        valid_until: date | None = None,
    ) -> Self:
        """Shown anew. What needs no look, or comes from who would look, counts at once."""
        counts = by_market or not requirement.reviewed
        return replace(
            self,
            shown=Shown.ACCEPTED if counts else Shown.SUBMITTED,
            statement=requirement.declaration,
            document_id=document_id or self.document_id,
            valid_until=valid_until,
            submitted=by,
            decided=by if counts else None,
            reason="",
            reminded=None,
            version=self.version + 1,
        )

    def accept(self, by: By) -> Self:
        """Already accepted: nothing happens."""
        if self.shown is Shown.ACCEPTED:
            return self
        if self.shown is Shown.OPEN:
            raise NothingToDecideError
        return replace(self, shown=Shown.ACCEPTED, decided=by, reason="", version=self.version + 1)

    def reject(self, by: By, reason: str) -> Self:
        """Already rejected for this reason: nothing happens."""
        if self.shown is Shown.REJECTED and self.reason == reason:
            return self
        if self.shown is Shown.OPEN:
            raise NothingToDecideError
        return replace(
            self, shown=Shown.REJECTED, decided=by, reason=reason, version=self.version + 1
        )

    def waive(self, requirement: Requirement, by: By, reason: str, until: date | None) -> Self:
        if not requirement.waivable:
            raise NotWaivableError
        if self.waived and (self.waiver_reason, self.waived_until) == (reason, until):
            return self
        return replace(
            self, waived=by, waiver_reason=reason, waived_until=until, version=self.version + 1
        )

    def end_waiver(self) -> Self:
        if self.waived is None:
            return self
        return replace(
            self, waived=None, waiver_reason="", waived_until=None, version=self.version + 1
        )

    def is_waived_on(self, today: date) -> bool:
        return self.waived is not None and not (self.waived_until and today > self.waived_until)

    def has_expired(self, today: date) -> bool:
        return self.valid_until is not None and today > self.valid_until
