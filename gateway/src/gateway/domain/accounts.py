"""What an account is, and which roles may be stored with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from marketkit.auth import Principal
from marketkit.errors import FieldError, InvalidError

STORED_ROLES: Final = frozenset({"resident", "advisor", "operator"})
"""`shop_staff` is not among them: it follows from the catalogue's own list of staff."""
MANDATE: Final = "advisor"
"""The staff role of an advisor with a mandate; it makes nobody shop staff."""


@dataclass(frozen=True, slots=True)
class Account:
    id: UUID
    email: str
    name: str
    roles: frozenset[str]
    created_at: datetime
    is_shop_staff: bool = False

    def principal(self) -> Principal:
        derived = {"shop_staff"} if self.is_shop_staff else set()
        return Principal(self.id, self.roles | derived, self.name, self.email)


def require_stored_role(role: str) -> str:
    if role not in STORED_ROLES:
        allowed = ", ".join(sorted(STORED_ROLES))
        raise InvalidError(errors=[FieldError("role", f"Möglich sind: {allowed}.")])
    return role
