"""Asking somebody by mail to work in a shop."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, Self, TypeAlias
from uuid import UUID

from marketkit.errors import ConflictError, GoneError

VALID_FOR = timedelta(days=14)
Role: TypeAlias = Literal["owner", "staff", "packer"]
_RANK = {"packer": 0, "staff": 1, "owner": 2}


class InvitationUsedError(ConflictError):
    code = "invitation_used"
    message = "Diese Einladung hat schon jemand angenommen."


class InvitationExpiredError(GoneError):
    code = "invitation_expired"
    message = "Diese Einladung gilt nicht mehr. Bitte im Laden nach einer neuen fragen."


class LastOwnerError(ConflictError):
    code = "last_owner"
    message = (
        "Ohne Inhaberin oder Inhaber geht es nicht. Mach zuerst jemand anderen dazu, "
        "dann kannst du gehen."
    )


@dataclass(frozen=True, slots=True)
class Invitation:
    id: UUID
    shop_id: UUID
    email: str
    role: str
    invited_by: UUID
    invited_by_name: str
    created_at: datetime
    expires_at: datetime
    accepted_by: UUID | None = None
    accepted_at: datetime | None = None

    def accept(self, account: UUID, at: datetime) -> Self:
        """Bound to the account that follows the link first."""
        if self.accepted_by is not None:
            raise InvitationUsedError
        self.check_open(at)
        return replace(self, accepted_by=account, accepted_at=at)

    def check_open(self, at: datetime) -> None:
        if at >= self.expires_at:
            raise InvitationExpiredError

    def end(self, at: datetime) -> Self:
        """Taken back; what was accepted or is over stays as it is."""
        return self if self.accepted_by or at >= self.expires_at else replace(self, expires_at=at)


def higher(role: str | None, invited: str) -> str:
    """An invitation makes nobody less than they are."""
    return max(role, invited, key=_RANK.__getitem__) if role in _RANK else invited
