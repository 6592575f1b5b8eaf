"""How many attempts are borne, per client address and per account."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoginLimits:
    per_address: int
    per_account: int
    sign_ups: int
    password_links: int = 5
    """Per account, so that nobody can fill a mailbox."""
