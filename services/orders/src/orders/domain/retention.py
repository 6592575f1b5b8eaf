"""How long what is kept, and what is due to go. The periods are the region's data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from marketkit.clock import HERE

FROM_HOUR: Final = 2
"""The job begins when the night is quiet; after an outage it makes up for it during the day."""


class Action(StrEnum):
    DELETE = "delete"
    ANONYMISE = "anonymise"
    KEEP = "keep"
    ELSEWHERE = "elsewhere"


JOBS: Final = frozenset(
    ("carts", "payment_news", "quote_photos", "guest_contacts", "age_checks", "guest_names",
     "mails", "withdrawals")
)  # fmt: skip
"""What the nightly job knows how to do."""


@dataclass(frozen=True, slots=True)
class Rule:
    key: str
    action: Action
    what: Mapping[str, str]
    why: Mapping[str, str]
    source: str
    days: int | None = None
    years: int | None = None

    @property
    def is_job(self) -> bool:
        return self.action in {Action.DELETE, Action.ANONYMISE}

    def cutoff(self, now: datetime) -> datetime:
        """What came to be before this is due. Years are whole: the count begins when one ends."""
        if self.years is None:
            return now - timedelta(days=self.days or 0)
        first = date(now.astimezone(HERE).year - self.years, 1, 1)
        return datetime.combine(first, time(), HERE)

    def until(self, at: datetime) -> date:
        """The last day on which something of this moment is kept."""
        day = at.astimezone(HERE).date()
        if self.years is None:
            return day + timedelta(days=self.days or 0)
        return date(day.year + self.years, 12, 31)


@dataclass(frozen=True, slots=True)
class Matrix:
    source: str = ""
    rules: Sequence[Rule] = ()

    @property
    def jobs(self) -> list[Rule]:
        return [rule for rule in self.rules if rule.is_job]

    def rule(self, key: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.key == key), None)


def is_time(now: datetime) -> bool:
    return now.astimezone(HERE).hour >= FROM_HOUR
