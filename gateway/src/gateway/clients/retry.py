"""When a call may be made a second time, and how many second calls are affordable."""

from dataclasses import dataclass

from gateway.clients.upstream import Headers

SAFE_TO_REPEAT = frozenset({"GET", "HEAD"})


@dataclass(slots=True)
class RetryBudget:
    """At most one retry per ten calls: retries must not multiply the load on a sick service."""

    share: float = 0.1
    ceiling: float = 10.0
    _saved: float = 10.0

    def earn(self) -> None:
        self._saved = min(self._saved + self.share, self.ceiling)

    def spend(self) -> bool:
        if self._saved < 1:
            return False
        self._saved -= 1
        return True


def may_repeat(method: str, headers: Headers) -> bool:
    if method in SAFE_TO_REPEAT:
        return True
    return any(name.lower() == b"idempotency-key" for name, _ in headers)
