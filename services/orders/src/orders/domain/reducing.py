"""What may be taken off a shop order: never more than it costs, and nothing twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from orders.domain.errors import AlreadyReducedError, ReductionTooLargeError
from orders.domain.reduction import Reduction, ReductionKind, due

_ONCE = frozenset({ReductionKind.WEIGHED, ReductionKind.SUBSTITUTED})
"""Weighed again, or replaced again, a line would be lowered for the same reason twice."""


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """What was agreed for a line: the most it can cost, and the most that can be missing."""

    position: int
    quantity: int
    price: int
    deposit: int
    title: str = ""
    variant_id: UUID | None = None
    age: int = 0
    """From which age it may be sold."""

    @property
    def goods(self) -> int:
        return self.quantity * self.price

    @property
    def deposits(self) -> int:
        return self.quantity * self.deposit


@dataclass(frozen=True, slots=True)
class Rest:
    """What is still to be delivered of a line, and what that costs at most."""

    quantity: int
    goods: int
    deposit: int


def rest(line: OrderedLine, reductions: Iterable[Reduction]) -> Rest:
    own = [each for each in reductions if each.position == line.position]
    paid = [] if any(each.kind is ReductionKind.WITHDRAWN for each in own) else own
    return Rest(
        line.quantity - sum(each.quantity for each in own),
        line.goods - sum(each.goods for each in own) - _still_paid(paid, "goods"),
        line.deposits - sum(each.deposit for each in own) - _still_paid(paid, "deposit"),
    )


def _still_paid(reductions: Iterable[Reduction], name: str) -> int:
    """What of replaced pieces is paid for their substitute; it is no longer the line's.

    Who withdraws from the line withdraws from what came instead too.
    """
    instead = [(each.details or {}).get("instead", {}) for each in reductions]
    return sum(int(each.get(f"{name}_total", 0)) for each in instead)


def is_replaced(line: OrderedLine, reductions: Iterable[Reduction]) -> bool:
    """Whether something else is delivered for pieces of it."""
    kinds = {each.kind for each in reductions if each.position == line.position}
    return ReductionKind.SUBSTITUTED in kinds and ReductionKind.WITHDRAWN not in kinds


def check(
    total: int,
    lines: Mapping[int, OrderedLine],
    before: Sequence[Reduction],
    new: Sequence[Reduction],
) -> None:
    """Raises AlreadyReducedError or ReductionTooLargeError; `new` holds no key of `before`."""
    done = [*before]
    for each in new:
        again = any((one.kind, one.position) == (each.kind, each.position) for one in done)
        if again and each.kind in _ONCE:
            raise AlreadyReducedError(position=each.position)
        done.append(each)
    for position in {each.position for each in new if each.position is not None}:
        left = rest(lines[position], done) if position in lines else Rest(-1, -1, -1)
        if min(left.quantity, left.goods, left.deposit) < 0:
            raise ReductionTooLargeError(position=position)
    if due(total, done) < 0:
        raise ReductionTooLargeError


def missing_pieces(
    line: OrderedLine, before: Sequence[Reduction], pieces: int
) -> tuple[int, int, int] | None:
    """Pieces, goods and deposit to take off so that `pieces` are missing of the line in all.

    None when as many are missing already. The last piece takes along whatever is left of the line,
    so that nothing of it is due when nothing of it is delivered.
    """
    left = rest(line, before)
    more = pieces - sum(
        each.quantity
        for each in before
        if each.position == line.position and each.kind is ReductionKind.MISSING
    )
    if more <= 0:
        return None
    if more >= left.quantity:
        return left.quantity, left.goods, left.deposit
    return more, min(more * line.price, left.goods), min(more * line.deposit, left.deposit)
