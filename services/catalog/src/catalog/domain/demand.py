"""What the region searches: numbers without persons, told by search for three people and more."""

from dataclasses import dataclass
from enum import StrEnum

from marketkit.errors import FieldError, ForbiddenError, InvalidError, UnauthenticatedError
from marketkit.weeks import NoWeekError, monday_of

from catalog.domain.rights import Actor


class Trend(StrEnum):
    NEW = "new"
    """The week before fewer than three people searched for it, or nobody."""
    UP = "up"
    SAME = "same"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Demand:
    """One term in one week and municipality."""

    week: str
    municipality: str
    term: str
    searches: int
    searchers: int
    zero_hits: int
    searchers_before: int | None
    """In the week before; None where it was not told."""

    @property
    def zero_hit_share(self) -> int:
        """Percent of the searches to which nothing was found."""
        return self.zero_hits * 100 // self.searches

    @property
    def trend(self) -> Trend:
        if self.searchers_before is None:
            return Trend.NEW
        if self.searchers == self.searchers_before:
            return Trend.SAME
        return Trend.UP if self.searchers > self.searchers_before else Trend.DOWN


def check_may_look(actor: Actor) -> None:
    """The region's numbers are for those who bring businesses onto the market."""
    if actor.id is None:
        raise UnauthenticatedError
    if not actor.roles & {"advisor", "operator"}:
        raise ForbiddenError


def check_week(week: str) -> None:
    """Raises InvalidError naming the field."""
    try:
        monday_of(week)
    except NoWeekError as error:
        hint = "Bitte eine Woche in der Form 2026-W47."
        raise InvalidError(errors=[FieldError("week", hint)]) from error
