"""The VAT within one shop's part: rates fixed when it is sold, shares of what is due in the end."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from marketkit.money import split_by_weights
from marketkit.pickup.windows import day_of

from orders.domain.cart import GRAMS
from orders.domain.new_order import NewPart
from orders.domain.order_view import ShopOrderView
from orders.domain.vat import Share, VatTable, by_rate

Shown = Mapping[str, Any]
RateOf = Callable[[str], int | None]
"""The rate of a class of goods, if there is one."""


def with_vat(parts: Iterable[NewPart], table: VatTable) -> tuple[NewPart, ...]:
    """Each line with the rate of the day on which it is to be handed over (§ 27 UStG)."""
    return tuple(replace(part, vat=_rates(part, table)) for part in parts)


def _rates(part: NewPart, table: VatTable) -> tuple[int | None, ...]:
    day, mode = day_of(part.slot.start), part.shop.tax_mode
    return tuple(table.permille(line.offer.vat_class, mode, day) for line in part.lines)


@dataclass(frozen=True, slots=True)
class Taxed:
    """What is left of one line, or came instead: gross cents, and the rate they have."""

    permille: int
    goods: int
    deposit: int
    title: str = ""
    quantity: int = 1
    detail: str = ""

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
    sold_at: frozenset[int] = frozenset()
    """The rates of what was ordered, also where nothing of it is left."""

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
        return found if any(found.values()) else dict.fromkeys(found or self._sold_at(), 1)

    def _sold_at(self) -> list[int]:
        return sorted(self.sold_at, reverse=True)


def spread(amount: int, weights: Mapping[int, int]) -> list[tuple[int, int]]:
    """Something that follows the goods (a delivery fee, an allowance), divided like their rates."""
    if not amount:
        return []
    rates = list(weights)
    shares = split_by_weights(amount, [weights[rate] for rate in rates])
    return [(rate, share) for rate, share in zip(rates, shares, strict=True) if share]


def due_of(
    lines: Sequence[Shown],
    rates: Sequence[int | None],
    reductions: Sequence[Shown],
    fee: int,
    rate_of: RateOf | None = None,
) -> Due | None:
    """The lines as they are shown, with their rates; None when one has no rate.

    `rate_of` tells the rate of what came instead of something; without it, as its class has here.
    """
    if len(rates) != len(lines) or None in rates:
        return None
    known = {str(line.get("vat_class")): rate for line, rate in zip(lines, rates, strict=True)}
    found: list[Taxed] = []
    for position, (line, rate) in enumerate(zip(lines, rates, strict=True), 1):
        concerning = [each for each in reductions if each["position"] == position]
        own = _own(line, rate or 0, concerning)
        if own.quantity > 0 or own.gross:
            found.append(own)
        for instead in _instead(concerning):
            other = (rate_of or known.get)(str(instead.get("vat_class")))
            if other is None:
                return None
            found.append(_taxed_instead(instead, other))
    loose = [each for each in reductions if each["position"] is None]
    return Due(
        tuple(found),
        loose_goods=sum(each["goods"] for each in loose),
        loose_deposit=sum(each["deposit"] for each in loose),
        fee=fee - sum(each["fee"] for each in reductions),
        sold_at=frozenset(rate or 0 for rate in rates),
    )


def _own(line: Shown, rate: int, reductions: Sequence[Shown]) -> Taxed:
    """What is left of the line itself: without what is missing, and without what came instead."""
    replaced = list(_instead(reductions))
    goods = sum(each["goods"] for each in reductions)
    goods += sum(int(each["goods_total"]) for each in replaced)
    deposit = sum(each["deposit"] for each in reductions)
    deposit += sum(int(each["deposit_total"]) for each in replaced)
    quantity = int(line.get("quantity", 1)) - sum(int(each["quantity"]) for each in reductions)
    return Taxed(
        permille=rate,
        goods=_cents(line, "line_total") - goods,
        deposit=_cents(line, "deposit_total") - deposit,
        title=_title(line),
        quantity=quantity,
        detail="; ".join(filter(None, (_remark(each) for each in reductions))),
    )


def _instead(reductions: Sequence[Shown]) -> Iterator[Shown]:
    """Nothing, when the buyer has withdrawn from the line and so from what stood in for it."""
    if any(each.get("kind") == "withdrawn" for each in reductions):
        return
    for each in reductions:
        if instead := (each["details"] or {}).get("instead"):
            yield instead


def _taxed_instead(instead: Shown, rate: int) -> Taxed:
    return Taxed(
        permille=rate,
        goods=int(instead["goods_total"]),
        deposit=int(instead["deposit_total"]),
        title=_title(instead),
        quantity=int(instead["quantity"]),
    )


def _title(line: Shown) -> str:
    return ", ".join(filter(None, (line.get("title"), line.get("label"))))


def _remark(reduction: Shown) -> str:
    """Why a line costs less, where its quantity does not say it already."""
    details = reduction["details"] or {}
    if grams := details.get("grams"):
        kilograms = f"{sum(grams) / GRAMS:.3f}".replace(".", ",")
        return f"gewogen: {kilograms} kg"
    return "" if reduction["quantity"] else str(reduction["reason"] or "")


def _cents(line: Shown, name: str) -> int:
    money = line.get(name)
    return int(money["amount"]) if money else 0


def vat_of(part: ShopOrderView) -> list[Share]:
    """`darin MwSt.`: what of the part's due has which rate; nothing where a rate is unknown."""
    due = due_of(part.lines, part.vat, part.reductions, part.fee)
    return [share for share in by_rate(due.amounts()) if share.permille] if due else []
