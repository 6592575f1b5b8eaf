"""What a business lets its advisor do, until when, and who said so."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

from marketkit.clock import HERE
from marketkit.errors import ConflictError, FieldError, GoneError, InvalidError

LONGEST_MONTHS = 24
OPEN_FOR = timedelta(days=14)
"""How long a request waits for an answer."""


class Action(StrEnum):
    """What a business can let its advisor do, one by one."""

    PROFILE = "profile"
    PRODUCTS = "products"
    PRICES = "prices"
    STOCK = "stock"
    ORDERS = "orders"
    PROOFS = "proofs"
    VISIBILITY = "visibility"
    """Opening and pausing the shop."""
    PEOPLE = "people"


GRANTABLE = frozenset(Action) - {Action.PEOPLE}
"""Who belongs to a shop is never the advisor's to decide."""


class MandateState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    """By a newer one of the same advisor."""


class MandateAnsweredError(ConflictError):
    code = "mandate_answered"
    message = "Diese Anfrage ist schon beantwortet."


class MandateExpiredError(GoneError):
    code = "mandate_expired"
    message = "Diese Anfrage ist abgelaufen. Bitte bei der Beratung eine neue holen."


@dataclass(frozen=True, slots=True)
class Mandate:
    """One advisor's mandate of one shop, from the question to its end."""

    id: UUID
    shop_id: UUID
    advisor_id: UUID
    actions: frozenset[Action]
    until: datetime
    """The first moment at which it no longer holds."""
    asked_at: datetime
    advisor_name: str = ""
    advisor_email: str = ""
    contact: str = ""
    """The address at which the business is asked; empty when it is told the code."""
    state: MandateState = MandateState.ASKED
    wording: str = ""
    """The version of the words that were agreed to."""
    decided_at: datetime | None = None
    decided_by: str = ""

    def holds(self, at: datetime) -> bool:
        return self.state is MandateState.GRANTED and at < self.until

    @property
    def last_day(self) -> date:
        return last_day_of(self.until)

    def grant(self, by: str, wording: str, at: datetime) -> Self:
        """The business agrees. The same again changes nothing."""
        if self.state is MandateState.GRANTED:
            return self
        self._check_open(at)
        return replace(
            self, state=MandateState.GRANTED, decided_by=by, wording=wording, decided_at=at
        )

    def refuse(self, by: str, at: datetime) -> Self:
        if self.state is MandateState.REFUSED:
            return self
        self._check_open(at)
        return replace(self, state=MandateState.REFUSED, decided_by=by, decided_at=at)

    def withdraw(self, by: str, at: datetime) -> Self:
        """At once, and for whatever reason; what was never granted has nothing to withdraw."""
        if self.state is MandateState.WITHDRAWN:
            return self
        if self.state is not MandateState.GRANTED:
            raise MandateAnsweredError
        return replace(self, state=MandateState.WITHDRAWN, decided_by=by, decided_at=at)

    def give(self, by: str, wording: str, at: datetime) -> Self:
        """By the owner, who may take back every no: an open question, a refusal, a withdrawal."""
        if self.state is MandateState.GRANTED:
            return self
        if self.state is MandateState.REPLACED:
            raise MandateAnsweredError
        if at >= self.until:
            raise MandateExpiredError
        return replace(
            self, state=MandateState.GRANTED, decided_by=by, wording=wording, decided_at=at
        )

    def change(self, actions: frozenset[Action], until: datetime) -> Self:
        """Other actions or another end, for a mandate that is granted."""
        if self.state is not MandateState.GRANTED:
            raise MandateAnsweredError
        return replace(self, actions=actions, until=until)

    def replaced(self) -> Self:
        return replace(self, state=MandateState.REPLACED)

    def _check_open(self, at: datetime) -> None:
        if self.state is not MandateState.ASKED:
            raise MandateAnsweredError
        if at >= min(self.until, self.asked_at + OPEN_FOR):
            raise MandateExpiredError


def end_of(day: date, today: date) -> datetime:
    """The end of that day here; raises InvalidError for a day that has passed or lies too far."""
    if day < today:
        raise InvalidError(errors=[FieldError("until", "Dieser Tag ist schon vorbei.")])
    if day > latest_day(today):
        message = f"Eine Vollmacht gilt höchstens {LONGEST_MONTHS} Monate."
        raise InvalidError(errors=[FieldError("until", message)])
    return datetime.combine(day + timedelta(days=1), time(), HERE)


def last_day_of(until: datetime) -> date:
    return (until.astimezone(HERE) - timedelta(microseconds=1)).date()


def latest_day(today: date) -> date:
    years = LONGEST_MONTHS // 12
    try:
        return today.replace(year=today.year + years)
    except ValueError:  # 29 February
        return today.replace(year=today.year + years, day=28)


def grantable(actions: Iterable[Action]) -> frozenset[Action]:
    """The actions, if each can be granted at all and there is one."""
    wanted = frozenset(actions)
    if not wanted:
        raise InvalidError(errors=[FieldError("actions", "Wähl mindestens eine Sache aus.")])
    if not wanted <= GRANTABLE:
        message = "Über die Leute im Laden entscheidet nur die Inhaberin oder der Inhaber."
        raise InvalidError(errors=[FieldError("actions", message)])
    return wanted
