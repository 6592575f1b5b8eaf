"""When a question is asked: what time it is, and which shops there are then."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from marketkit.clock import Clock

from search.domain.directory import ShopDirectory

_MINUTE = 60


class State(Protocol):
    """What the app holds for all of its life."""

    clock: Clock
    directory: ShopDirectory


@dataclass(frozen=True, slots=True)
class Moment:
    """Taken once for each question, so that all of its answer is of one time."""

    now: datetime
    directory: ShopDirectory

    @property
    def state(self) -> Hashable:
        """Changes as soon as an answer may: another window is over, another minute has begun.

        The minute is for offers, which end when they end.
        """
        return self.directory.period(self.now), int(self.now.timestamp()) // _MINUTE


def moment_of(state: State) -> Moment:
    return Moment(state.clock.now(), state.directory)
