"""Empties brought back at the hand-over: what they take off the order, and what is paid in cash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from marketkit.errors import FieldError

from orders.domain.errors_kinds import EmptiesFewerError, UnknownDepositError

MOST_EMPTIES: Final = 999
"""Of one kind; a van full."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """A kind of container, and what it is worth, in cents."""

    key: str
    amount: int
    name: str


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of a kind lie on the counter in all: saying it again says the same."""

    kind: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What came on top, and how it is made good: off the order first, the rest from the till."""

    deposit: Deposit
    quantity: int
    total_quantity: int
    credited: int
    paid_out: int

    @property
    def amount(self) -> int:
        return self.quantity * self.deposit.amount


def take(
    said: Sequence[Counted],
    before: Mapping[str, int],
    due: int,
    deposits: Mapping[str, Deposit],
) -> list[Taken]:
    """What is new of it. `due` is what the order still costs: it never falls below nothing.

    Raises UnknownDepositError, and EmptiesFewerError when less is said than was taken.
    """
    _check(said, before, deposits)
    found: list[Taken] = []
    left = due
    for each in said:
        more = each.quantity - before.get(each.kind, 0)
        if more <= 0:
            continue
        deposit = deposits[each.kind]
        credited = min(more * deposit.amount, left)
        left -= credited
        paid_out = more * deposit.amount - credited
        found.append(Taken(deposit, more, each.quantity, credited, paid_out))
    return found


def _check(
    said: Sequence[Counted], before: Mapping[str, int], deposits: Mapping[str, Deposit]
) -> None:
    unknown, fewer = [], []
    kinds: set[str] = set()
    for index, each in enumerate(said):
        if each.kind not in deposits:
            message = f"Möglich sind: {', '.join(deposits)}."
            unknown.append(FieldError(f"lines[{index}].deposit_kind", message))
        elif each.kind in kinds:
            unknown.append(FieldError(f"lines[{index}].deposit_kind", "Steht zweimal da."))
        elif each.quantity < before.get(each.kind, 0):
            message = f"Gezählt sind schon {before[each.kind]}."
            fewer.append(FieldError(f"lines[{index}].quantity", message))
        kinds.add(each.kind)
    if unknown:
        raise UnknownDepositError(errors=unknown)
    if fewer:
        raise EmptiesFewerError(errors=fewer)
