"""A circuit breaker: after repeated failures nobody waits for a dead service."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic


@dataclass(slots=True)
class Breaker:
    """Closed until `threshold` failures in a row; then open for `pause`; then one trial call.

    Only silence counts as failure. A service that answers 500 is alive, and cutting it off would
    turn one broken route into a broken market.
    """

    threshold: int = 5
    pause: float = 2.0
    longest_pause: float = 15.0
    now: Callable[[], float] = monotonic
    _failures: int = 0
    _opened_at: float | None = None
    _trial_since: float | None = None
    _current_pause: float = field(default=0.0)

    @property
    def is_open(self) -> bool:
        return self._opened_at is not None

    def allows(self) -> bool:
        if self._opened_at is None:
            return True
        now = self.now()
        if now - self._opened_at < self._current_pause:
            return False
        # A trial whose caller vanished must not hold the door shut for ever.
        if self._trial_since is not None and now - self._trial_since < self.longest_pause:
            return False
        self._trial_since = now
        return True

    def succeeded(self) -> None:
        self._failures = 0
        self._opened_at = None
        self._trial_since = None
        self._current_pause = 0.0

    def failed(self) -> None:
        self._failures += 1
        if self._failures < self.threshold:
            return
        # A failed trial doubles the pause, so a long outage costs ever fewer waiting callers.
        if self._trial_since is not None or not self._current_pause:
            doubled = self._current_pause * 2 or self.pause
            self._current_pause = min(doubled, self.longest_pause)
        self._opened_at = self.now()
        self._trial_since = None
