"""Faults on demand: what goes wrong next, how often, and where."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

API_FAULTS = ("error_after_commit", "409", "429", "500", "timeout")
WEBHOOK_FAULTS = ("duplicate", "reorder", "delay", "drop")


class Fault(BaseModel):
    model_config = ConfigDict(extra="forbid")

    fault: Literal[
        "error_after_commit", "409", "429", "500", "timeout",
        "duplicate", "reorder", "delay", "drop",
    ]  # fmt: skip
    # How many calls or events it still meets; reorder: how many leave together, backwards.
    times: int = Field(1, ge=1, le=1000)
    # Calls: "POST" and a path such as /v1/refunds; events: their type. Any when empty.
    method: str | None = None
    path: str | None = None
    event: str | None = None
    # timeout: how long the answer is held back; delay: how long the webhook is.
    seconds: float = Field(30, ge=0, le=600)
    # timeout: is the work done before or after the wait?
    when: Literal["before", "after"] = "after"
    # duplicate: deliveries altogether.
    copies: int = Field(2, ge=2, le=100)

    def meets_call(self, method: str, path: str) -> bool:
        return (
            self.fault in API_FAULTS
            and self.method in (None, method)
            and (self.path is None or path.startswith(self.path))
        )

    def meets_event(self, kind: str) -> bool:
        return self.fault in WEBHOOK_FAULTS and self.event in (None, kind)


@dataclass
class Faults:
    waiting: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        self.waiting.append(fault)

    def clear(self) -> None:
        self.waiting.clear()

    def for_call(self, method: str, path: str) -> Fault | None:
        return self._take([fault for fault in self.waiting if fault.meets_call(method, path)])

    def for_event(self, kind: str) -> Fault | None:
        return self._take([fault for fault in self.waiting if fault.meets_event(kind)])

    def _take(self, fitting: Sequence[Fault]) -> Fault | None:
        if not fitting:
            return None
        fault = fitting[0]
        fault.times -= 1
        if fault.times == 0:
            self.waiting.remove(fault)
        return fault
