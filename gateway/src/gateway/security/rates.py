"""How fast one address may ask this process: a token bucket each, a bounded number of them."""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from gateway.security.refusal import Refusal

MOST_ADDRESSES = 20_000


@dataclass(slots=True)
class Rates:
    """Per process on purpose: this only keeps one client from filling the house."""

    per_second: float
    burst: int
    now: Callable[[], float] = monotonic
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def require_calm(self, address: str) -> None:
        """Raises Refusal (429) when the bucket is empty."""
        if not self.per_second:
            return
        now = self.now()
        tokens, since = self._buckets.pop(address, (float(self.burst), now))
        tokens = min(self.burst, tokens + (now - since) * self.per_second)
        granted = tokens >= 1
        self._buckets[address] = (tokens - 1 if granted else tokens, now)
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        if not granted:
            raise self._too_fast(1 - tokens)

    def _too_fast(self, missing: float) -> Refusal:
        seconds = str(math.ceil(missing / self.per_second))
        return Refusal(
            429,
            "too_many_requests",
            "Das waren sehr viele Anfragen auf einmal. Bitte einen Moment warten.",
            headers={
                "Retry-After": seconds,
                "RateLimit-Limit": str(self.burst),
                "RateLimit-Remaining": "0",
                "RateLimit-Reset": seconds,
            },
        )
