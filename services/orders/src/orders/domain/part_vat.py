"""The VAT within one shop's part: rates fixed when it is sold, shares of what is due in the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from marketkit.money import split_by_weights
from marketkit.pickup.windows import day_of

from orders.domain.new_order import NewPart
from orders.domain.order_view import ShopOrderView
from orders.domain.vat import Share, VatTable, by_rate


def with_vat(parts: Iterable[NewPart], table: VatTable) -> tuple[NewPart, ...]:
    """Each line with the rate of the day on which it is to be handed over (§ 27 UStG)."""
    return tuple(replace(part, vat=_rates(part, table)) for part in parts)


def _rates(part: NewPart, table: VatTable) -> tuple[int | None, ...]:
    day, mode = day_of(part.slot.start), part.shop.tax_mode
    return tuple(table.permille(line.offer.vat_class, mode, day) for line in part.lines)


@dataclass(frozen=True, slots=True)
class Taxed:
    """What is left of one line after all reductions, gross cents, and the rate it has."""

    permille: int
    goods: int
    deposit: int

    @property
    def gross(self) -> int:
        return self.goods + self.deposit


@dataclass(frozen=True, slots=True)
class Due:
    """A part after its reductions: what concerned a line is taken off that line.

    What concerns no line in particular is spread over the rates of what is sold.
    """

    lines: tuple[Taxed, ...]
    loose_goods: int
    loose_deposit: int
    fee: int

    def fees(self) -> list[tuple[int, int]]:
        """Pairs of rate and gross cents, as all these."""
        return spread(self.fee, self._weights("gross"))

    def allowances(self) -> list[tuple[int, int]]:
        return spread(-self.loose_goods, self._weights("goods"))

    def deposits_returned(self) -> list[tuple[int, int]]:
        """Empties have the rate of what was in them; bought elsewhere, that of what is sold."""
        enough = sum(line.deposit for line in self.lines) >= self.loose_deposit
        return spread(-self.loose_deposit, self._weights("deposit" if enough else "gross"))

    def amounts(self) -> list[tuple[int, int]]:
        """All of it: adds up to what is due."""
        sold = [(line.permille, line.gross) for line in self.lines]
        return sold + self.fees() + self.allowances() + self.deposits_returned()

    def _weights(self, what: Literal["gross", "goods", "deposit"]) -> dict[int, int]:
        """By rate, highest rate first; when nothing is left every rate counts the same."""
        found: dict[int, int] = {}
        for line in sorted(self.lines, key=lambda each: -each.permille):
            found[line.permille] = found.get(line.permille, 0) + max(getattr(line, what), 0)
        return found if any(found.values()) else dict.fromkeys(found, 1)


def spread(amount: int, weights: Mapping[int, int]) -> list[tuple[int, int]]:
    """Something that follows the goods (a delivery fee, an allowance), divided like their rates."""
    if not amount:
        return []
    rates = list(weights)
    shares = split_by_weights(amount, [weights[rate] for rate in rates])
    return [(rate, share) for rate, share in zip(rates, shares, strict=True) if share]


def due_of(
    lines: Sequence[Mapping[str, Any]],
    rates: Sequence[int | None],
    reductions: Iterable[Mapping[str, Any]],
    fee: int,
) -> Due | None:
    """The lines as they are shown, with their rates; None when one has no rate."""
    if len(rates) != len(lines):
        return None
    off: dict[int | None, list[int]] = {}
    for each in reductions:
        sums = off.setdefault(each["position"], [0, 0])
        sums[0] += each["goods"]
        sums[1] += each["deposit"]
        fee -= each["fee"]
    known = []
    for position, (line, rate) in enumerate(zip(lines, rates, strict=True), 1):
        if rate is None:
            return None
        goods, deposit = off.get(position, (0, 0))
        known.append(Taxed(rate, _cents(line, "line_total") - goods,
                           _cents(line, "deposit_total") - deposit))  # fmt: skip
    loose_goods, loose_deposit = off.get(None, (0, 0))
    return Due(tuple(known), loose_goods, loose_deposit, fee)


def _cents(line: Mapping[str, Any], name: str) -> int:
    money = line.get(name)
    return int(money["amount"]) if money else 0


def vat_of(part: ShopOrderView) -> list[Share]:
    """`darin MwSt.`: what of the part's due has which rate; nothing where a rate is unknown."""
    due = due_of(part.lines, part.vat, part.reductions, part.fee)
    return [share for share in by_rate(due.amounts()) if share.permille] if due else []
