"""A number or document by which others vouch for a business."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID


class ProofState(StrEnum):
    UNCHECKED = "unchecked"
    """A document alone: nobody has looked at it."""
    FORM_OK = "form_ok"
    CONFIRMED_LIVE = "confirmed_live"
    REJECTED = "rejected"


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

    def counts_on(self, today: date) -> bool:
        """Whether words and labels may lean on it that day."""
        return self.state is not ProofState.REJECTED and not self.has_expired(today)


RECHECK_AFTER = timedelta(days=90)
RETRY_AFTER = timedelta(hours=1)
