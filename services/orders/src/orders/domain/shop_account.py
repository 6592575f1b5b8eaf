"""A shop's account at the provider: what state it is in, and what that means for its money."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID


class AccountState(StrEnum):
    NONE = "none"
    """The shop has none: its shares wait, or the operator pays by hand."""
    ONBOARDING = "onboarding"
    """Begun, and not everything said yet."""
    PENDING = "pending"
    """Everything said; the provider is checking."""
    ACTIVE = "active"
    """Shares are sent there."""
    RESTRICTED = "restricted"
    """Something is missing: shares wait, sales go on."""
    REJECTED = "rejected"
    """The provider will not have this shop."""


@dataclass(frozen=True, slots=True)
class ShopAccount:
    shop_id: UUID
    state: AccountState = AccountState.NONE
    provider_id: str | None = None
    requirements: Mapping[str, Any] = field(default_factory=dict)
    """What the provider still wants, in its own words."""
    call_number: int = 1

    @property
    def may_continue(self) -> bool:
        """There is something to say on the provider's page."""
        return self.state not in {AccountState.ACTIVE, AccountState.REJECTED}


def state_of(
    *, transfers: str | None, submitted: bool, disabled_reason: str | None, past_due: bool,
    pending: bool,
) -> AccountState:  # fmt: skip
    """What the provider's many fields come to."""
    if disabled_reason and disabled_reason.startswith("rejected"):
        return AccountState.REJECTED
    if transfers == "active":
        return AccountState.ACTIVE
    if not submitted:
        return AccountState.ONBOARDING
    if (pending or transfers == "pending") and not past_due:
        return AccountState.PENDING
    return AccountState.RESTRICTED
