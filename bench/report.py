"""How results are told: the figure, its reference, the ratio, the target, the delays."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Delays:
    """Milliseconds."""

    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Delays":
        ordered = sorted(seconds)

        def at(share: float) -> float:
            return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000

        return cls(at(0.50), at(0.95), at(0.99))

    def __str__(self) -> str:
        return f"p50 {self.p50:.1f}  p95 {self.p95:.1f}  p99 {self.p99:.1f} ms"


@dataclass(frozen=True)
class Rate:
    """So many per second, and how long each took."""

    per_second: float
    delays: Delays
    errors: int = 0

    def __str__(self) -> str:
        failed = f"  {self.errors} ERRORS" if self.errors else ""
        return f"{self.per_second:9.1f} /s   {self.delays}{failed}"


class Report:
    """Prints as it goes, and remembers which targets were missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def title(self, text: str) -> None:
        print(f"\n{text}\n{'-' * len(text)}", flush=True)

    def line(self, name: str, value: object) -> None:
        print(f"  {name:<44} {value}", flush=True)

    def ratio(self, name: str, ours: float, reference: float, *, at_least: float) -> None:
        """Ours as a share of the reference's rate."""
        share = ours / reference
        self._verdict(name, f"{share:.1%} of it", f"≥ {at_least:.0%}", met=share >= at_least)

    def at_most(self, name: str, value: float, limit: float, unit: str) -> None:
        self._verdict(name, f"{value:.1f} {unit}", f"≤ {limit:g} {unit}", met=value <= limit)

    def must(self, name: str, *, holds: bool, seen: object) -> None:
        self._verdict(name, str(seen), "exact", met=holds)

    def _verdict(self, name: str, value: str, target: str, *, met: bool) -> None:
        print(
            f"  {name:<44} {value:<16} target {target:<10} {'ok' if met else 'MISSED'}", flush=True
        )
        if not met:
            self.missed.append(name)
