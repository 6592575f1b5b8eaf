"""Two books side by side: what the provider says has moved, and what we say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

COMPARED: Final = ("ch_", "py_", "re_", "pyr_", "tr_", "trr_", "du_", "dp_")
"""Charges, refunds, transfers, their reversals, disputes. Payouts and fees have no other side."""


@dataclass(frozen=True, slots=True)
class Ours:
    """What should have moved at the provider because of this, in cents; out when negative."""

    amount: int
    order_id: UUID | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The two sides for one thing at the provider; None: that side knows nothing of it."""

    source: str
    theirs: int | None
    ours: int | None
    order_id: UUID | None


def is_compared(source: str | None) -> bool:
    return source is not None and source.startswith(COMPARED)


def sums(movements: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    """What moved for each source; something may go out and come back."""
    found: dict[str, int] = {}
    for source, amount in movements:
        if source is not None and is_compared(source):
            found[source] = found.get(source, 0) + amount
    return found


def differing(theirs: Mapping[str, int], ours: Mapping[str, Ours]) -> list[str]:
    """The sources on which the sides do not agree, in a stable order."""
    return sorted(
        source
        for source in {*theirs, *ours}
        if theirs.get(source) != (ours[source].amount if source in ours else None)
    )
