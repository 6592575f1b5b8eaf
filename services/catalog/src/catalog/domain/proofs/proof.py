"""A number or document by which others vouch for a business."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

from catalog.domain.proofs.register import Outcome


class ProofState(StrEnum):
    UNCHECKED = "unchecked"
    """A document alone: nobody has looked at it."""
    FORM_OK = "form_ok"
    CONFIRMED_LIVE = "confirmed_live"
    REJECTED = "rejected"
    RESUBMITTED = "resubmitted"
    """Handed in again after a no: it counts once somebody has accepted it."""


RECHECK_AFTER = timedelta(days=90)
RETRY_AFTER = timedelta(hours=1)
MIRRORED = {"vat_id": "imprint.vat_id", "organic": "organic_code"}
"""Proofs whose number also stands at the shop for everyone to read."""


@dataclass(frozen=True, slots=True)
class Proof:
    shop_id: UUID
    kind: str
    number: str
    state: ProofState
    updated_at: datetime
    document_id: UUID | None = None
    valid_until: date | None = None
    """The last day on which it counts."""
    checked_at: datetime | None = None
    by_id: UUID | None = None
    by_name: str = ""
    note: str = ""
    version: int = 1
    next_check_at: datetime | None = None
    reminded: int | None = None

    def has_expired(self, today: date) -> bool:
        return self.valid_until is not None and today > self.valid_until

    def rejected(self, reason: str, at: datetime) -> Self:
        return replace(
            self,
            state=ProofState.REJECTED,
            note=reason,
            checked_at=at,
            version=self.version + 1,
        )

    def answered(self, outcome: Outcome, at: datetime) -> Self:
        """What the register said, and when it is asked again."""
        if outcome is Outcome.UNAVAILABLE:
            note = "Noch nicht im EU-Register geprüft, das wird wiederholt."
            return replace(self, note=note, next_check_at=at + RETRY_AFTER)
        valid = outcome is Outcome.VALID
        return replace(
            self,
            state=ProofState.CONFIRMED_LIVE if valid else ProofState.REJECTED,
            note="" if valid else "Das EU-Register kennt diese USt-IdNr. nicht.",
            checked_at=at,
            next_check_at=at + RECHECK_AFTER,
            version=self.version + 1,
        )

    def accepted(self, at: datetime) -> Self:
        """Somebody looked at it; what a register confirmed stays confirmed."""
        if not self.was_refused:
            return self
        state = ProofState.FORM_OK if self.number else ProofState.UNCHECKED
        return replace(self, state=state, note="", checked_at=at, version=self.version + 1)

    def counts_on(self, today: date) -> bool:
        """Whether words and labels may lean on it that day."""
        return not self.was_refused and not self.has_expired(today)

    @property
    def was_refused(self) -> bool:
        """And nobody has accepted it since."""
        return self.state in {ProofState.REJECTED, ProofState.RESUBMITTED}
