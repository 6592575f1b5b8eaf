"""What a shop has earned with one order, from everything that happened to it. Pure arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orders.domain.commission import NO_FEE, Fee, Left, fee_of, frozen_of


@dataclass(frozen=True, slots=True)
class Line:
    """Gross cents as agreed."""

    position: int
    goods: int
    deposit: int


@dataclass(frozen=True, slots=True)
class Off:
    """A reduction; without a position it concerns the part as a whole."""

    position: int | None
    goods: int
    deposit: int
    fee: int


@dataclass(frozen=True, slots=True)
class Facts:
    """One shop's part of an order, as it stands now."""

    handed_over: bool
    online: bool
    total: int
    fee: int
    """For bringing it, as agreed."""
    lines: Sequence[Line]
    off: Sequence[Off]
    withdrawn: frozenset[int]
    """Positions the buyer has withdrawn from, where the shop has accepted that."""
    paid: int
    """What was captured for this part."""
    sent_back: int
    """What flows or flowed back to the buyer at the shop's cost."""
    lost: int
    """What a bank has given back to the buyer for good."""
    paid_back_in_cash: int
    terms: Mapping[str, object] | None
    is_over: bool = False
    """Declined or cancelled: all of it flows back."""
    goodwill: int = 0
    """What the operator has given the buyer beside that."""
    withdrawn_back: int = 0
    """What the shop agreed to pay back of goods that were handed over."""


@dataclass(frozen=True, slots=True)
class Earned:
    """What the shop keeps of the buyer's money, and the commission on it."""

    amount: int
    fee: Fee


def goodwill_back(facts: Facts) -> int:
    """What of the operator's gift was owed to the buyer anyway, as nothing flows back twice."""
    if not facts.online or facts.lost or not facts.paid:
        return 0
    not_taken = facts.total - facts.paid
    off = sum(each.goods + each.deposit + each.fee for each in facts.off) - not_taken
    owed = facts.paid if facts.is_over else off + facts.withdrawn_back
    return max(0, min(facts.goodwill, owed - facts.sent_back))


def earned(facts: Facts) -> Earned:
    if not facts.handed_over:
        return Earned(0, NO_FEE)
    if facts.online:
        amount = facts.paid - facts.sent_back - facts.lost - goodwill_back(facts)
    else:
        off = sum(each.goods + each.deposit + each.fee for each in facts.off)
        amount = facts.total - off - facts.paid_back_in_cash
    amount = max(0, amount)
    left = _left(facts)
    due = sum(line.goods + line.deposit for line in left) + _fee_left(facts)
    return Earned(amount, fee_of(frozen_of(facts.terms), left, due, amount))


def _left(facts: Facts) -> list[Left]:
    """What each line still costs. A reduction of no line in particular thins all of them alike."""
    off: dict[int | None, tuple[int, int]] = {}
    for each in facts.off:
        goods, deposit = off.get(each.position, (0, 0))
        off[each.position] = (goods + each.goods, deposit + each.deposit)
    kept = []
    for line in facts.lines:
        if line.position not in facts.withdrawn:
            goods, deposit = off.get(line.position, (0, 0))
            kept.append(Left(line.position, line.goods - goods, line.deposit - deposit))
    return kept


def _fee_left(facts: Facts) -> int:
    loose = sum(each.goods + each.deposit for each in facts.off if each.position is None)
    return facts.fee - sum(each.fee for each in facts.off) - loose
