"""What a withdrawal pays back: the lines, and their share of what was paid for delivery (§ 357).

Only what was paid for a line counts: what was taken off it before was not paid, or has flowed back.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from marketkit.money import split_by_weights

from orders.domain.reducing import OrderedLine
from orders.domain.reduction import Reduction, ReductionKind

_NOT_A_PRICE = frozenset({ReductionKind.DEPOSIT_RETURN})
"""Money for empties that were brought along: a business of its own, which stands."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What is paid back, split as it was paid, in cents."""

    goods: int = 0
    deposit: int = 0
    fee: int = 0

    @property
    def total(self) -> int:
        return self.goods + self.deposit + self.fee


def worths(
    lines: Mapping[int, OrderedLine], fee: int, reductions: Iterable[Reduction]
) -> dict[int, Worth]:
    """By line what all of it pays back; all lines together the whole of what was paid."""
    taken = [each for each in reductions if each.kind not in _NOT_A_PRICE]
    goods = {key: line.goods for key, line in lines.items()}
    deposit = {key: line.deposits for key, line in lines.items()}
    let_go = 0
    for each in taken:
        fee -= each.fee
        if each.position is not None and each.position in lines:
            goods[each.position] -= each.goods
            deposit[each.position] -= each.deposit
        else:
            let_go += each.goods + each.deposit
    keys = sorted(lines)
    weights = [goods[key] for key in keys]
    fees = _shares(fee, weights, lines)
    allowances = _shares(min(let_go, sum(weights)), weights, lines)
    return {
        key: Worth(goods[key] - less, deposit[key], share)
        for key, share, less in zip(keys, fees, allowances, strict=True)
    }


def _shares(amount: int, weights: list[int], lines: Mapping[int, OrderedLine]) -> list[int]:
    """By largest remainder; when nothing of the goods was paid every line bears the same."""
    return split_by_weights(amount, weights if sum(weights) else [1] * len(lines))


def together(found: Mapping[int, Worth], positions: Collection[int]) -> Worth:
    chosen = [found[position] for position in positions if position in found]
    return Worth(
        sum(each.goods for each in chosen),
        sum(each.deposit for each in chosen),
        sum(each.fee for each in chosen),
    )
