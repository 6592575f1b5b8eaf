"""For how long a cart at the checkout holds its goods, and for whom it does not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class NotHeld(StrEnum):
    """Why nothing is held; ordering is possible all the same, while there is enough."""

    TOO_LONG = "too_long"
    TOO_MANY_CARTS = "too_many_carts"


@dataclass(frozen=True, slots=True)
class HoldRules:
    """Set by the operator; long enough to fill in a form, too short to empty a shelf."""

    accounts: timedelta = timedelta(minutes=10)
    guests: timedelta = timedelta(minutes=10)
    at_most: timedelta = timedelta(hours=1)
    """However busy somebody is at it; then as long a pause."""
    most_pieces: int = 20
    """Of one kind: who wants more can order more, but not keep it from others meanwhile."""
    most_carts: int = 3
    """Of one account at a time."""

    def length(self, account_id: UUID | None) -> timedelta:
        return self.guests if account_id is None else self.accounts


@dataclass(frozen=True, slots=True)
class Holding:
    """A cart's holds as they are; times are the database's."""

    now: datetime
    since: datetime | None
    until: datetime | None
    other_carts: int


def why_not(rules: HoldRules, holding: Holding) -> NotHeld | None:
    """None: it may hold, or hold on."""
    if holding.other_carts >= rules.most_carts:
        return NotHeld.TOO_MANY_CARTS
    held_for = holding.now - holding.since if holding.since else timedelta()
    if rules.at_most <= held_for < 2 * rules.at_most:
        return NotHeld.TOO_LONG
    return None


def begins_anew(rules: HoldRules, holding: Holding) -> bool:
    """Whether the time for which it may hold is counted from now on."""
    return holding.since is None or holding.now - holding.since >= 2 * rules.at_most
