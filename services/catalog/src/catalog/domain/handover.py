"""Handing a prepared shop to its owner by a link that works once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from marketkit.errors import ConflictError, GoneError

from catalog.domain.handover_check import Block, HandoverState, state_of

VALID_FOR = timedelta(days=14)
CODE_BYTES = 16
"""128 random bits: nobody guesses a link."""


class HandoverUsedError(ConflictError):
    code = "handover_used"
    message = "Dieser Link ist schon benutzt worden."


class HandoverExpiredError(GoneError):
    code = "handover_expired"
    message = "Dieser Link ist abgelaufen. Bitte bei der Beratung einen neuen holen."


def hash_code(code: str) -> bytes:
    """What is stored: a stolen database opens no shop."""
    return hashlib.sha256(code.encode()).digest()


@dataclass(frozen=True, slots=True)
class Handover:
    id: UUID
    shop_id: UUID
    email: str
    prepared_by: UUID
    prepared_by_name: str
    created_at: datetime
    expires_at: datetime
    accepted_by: UUID | None = None
    accepted_at: datetime | None = None
    prepared_by_email: str = ""
    checks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What the owner said to each part of the shop: `{"prices": {"ok": false, "note": …}}`."""

    @property
    def state(self) -> HandoverState:
        return state_of(self.checks, accepted=self.accepted_by is not None)

    def check(self, block: Block, *, ok: bool, note: str, at: datetime) -> Self:
        """The owner has looked at one part; the last word counts."""
        if self.accepted_by is not None:
            raise HandoverUsedError
        self.check_open(at)
        said = {"ok": ok, "note": note, "at": at.isoformat()}
        return replace(self, checks={**self.checks, block.value: said})

    def is_accepted_by(self, account: UUID) -> bool:
        return self.accepted_by == account

    def accept(self, account: UUID, at: datetime) -> Self:
        """Bind the link to the account that opened it first."""
        if self.accepted_by is not None:
            raise HandoverUsedError
        self.check_open(at)
        return replace(self, accepted_by=account, accepted_at=at)

    def check_open(self, at: datetime) -> None:
        if at >= self.expires_at:
            raise HandoverExpiredError
