"""What the seeder needs of a market: one call with an answer, wherever the market runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

JsonObject = Mapping[str, Any]
TOO_MANY = 429
TOO_FAST_PAUSE = 1.0


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any
    retry_after: float = 0.0

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004  the class of successful answers


class RefusedError(Exception):
    """The market said no; `reasons` are its own words, field by field."""

    def __init__(self, doing: str, answer: Answer) -> None:
        self.status = answer.status
        self.reasons = _reasons(answer.body)
        super().__init__(f"{doing}: {answer.status} {'; '.join(self.reasons)}")


class MarketClient(Protocol):
    async def call(
        self,
        method: str,
        path: str,
        body: JsonObject | None = None,
        *,
        token: str = "",
        key: str = "",
    ) -> Answer:
        """One request. `token` says who asks, `key` is the Idempotency-Key.

        Raises UnreachableError when the market did not answer at all.
        """
        ...


class UnreachableError(Exception):
    """The market did not answer, after patient asking."""


def headers_for(token: str, key: str) -> dict[str, str]:
    found = {"Accept": "application/json"}
    if token:
        found["Authorization"] = f"Bearer {token}"
    if key:
        found["Idempotency-Key"] = key
    return found


def _reasons(body: Any) -> list[str]:
    if not isinstance(body, Mapping):
        return [str(body)[:200]]
    errors = [f"{error['field']}: {error['message']}" for error in body.get("errors") or ()]
    return errors or [str(body.get("detail") or body.get("title") or body)[:200]]
