"""Commission: visible rules in their order, the first that fits a line counts, frozen at sale.

The base is net: goods without VAT, without deposit and without the fee for bringing them. The fixed
amount falls due once for each shop order: that of the topmost rule which fits one of its lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final
from uuid import UUID

from orders.domain.category_tree import CategoryTree
from orders.domain.new_order import NewPart
from orders.domain.shown import Document
from orders.domain.vat import PERMILLE

HIGHEST_VAT: Final = 190
UNKNOWN_RATE: Final = HIGHEST_VAT
"""Where nobody knows a line's VAT the highest rate is taken off, which favours the shop."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is not said does not narrow: a rule without any condition fits everything."""

    id: UUID
    position: int
    name: str
    permille: int
    fixed: int
    """Cents for a shop order, without VAT."""
    valid_from: date
    valid_until: date | None = None
    category: str | None = None
    shop_id: UUID | None = None
    way: str | None = None

    @property
    def fits_everything(self) -> bool:
        return self.category is None and self.shop_id is None and self.way is None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def fits(self, shop_id: UUID | None, categories: AbstractSet[str], way: str | None) -> bool:
        """`categories`: the line's own and all it lies under."""
        return (
            self.shop_id in {None, shop_id}
            and (self.category is None or self.category in categories)
            and self.way in {None, way}
        )


def in_force(rules: Iterable[Rule], day: date) -> list[Rule]:
    """Those that hold on a day, in their order."""
    return sorted((rule for rule in rules if rule.holds_on(day)), key=lambda rule: rule.position)


def hidden_behind(rules: Sequence[Rule], tree: CategoryTree) -> set[UUID]:
    """Rules that never count, because one above them fits everything they fit."""
    return {
        rule.id
        for place, rule in enumerate(rules)
        if any(
            above.fits(rule.shop_id, tree.path(rule.category) if rule.category else set(), rule.way)
            for above in rules[:place]
        )
    }


@dataclass(frozen=True, slots=True)
class Tariff:
    """The rules that hold on a day, in their order, and what they need to be read."""

    rules: Sequence[Rule] = ()
    tree: CategoryTree = field(default_factory=CategoryTree)
    vat_permille: int = HIGHEST_VAT
    """On the commission itself; 0 where the operator owes none."""

    def first(self, shop_id: UUID, category: str, way: str) -> Rule | None:
        path = self.tree.path(category)
        return next((rule for rule in self.rules if rule.fits(shop_id, path, way)), None)


def with_commission(parts: Iterable[NewPart], tariff: Tariff) -> tuple[NewPart, ...]:
    """Each part with the rules that hold now, written into its terms for good."""
    return tuple(_with_frozen(part, tariff) for part in parts)


@dataclass(frozen=True, slots=True)
class Sold:
    """One line as far as rules look at it; the rate of its VAT where somebody knows it."""

    position: int
    category: str
    vat_permille: int | None


def _with_frozen(part: NewPart, tariff: Tariff) -> NewPart:
    rates = part.vat or (None,) * len(part.lines)
    lines = [
        Sold(position, line.offer.category, rate)
        for position, (line, rate) in enumerate(zip(part.lines, rates, strict=True), 1)
    ]
    frozen = freeze(tariff, part.shop.id, part.fulfilment.way, lines)
    return replace(part, terms={**(part.terms or {}), "commission": frozen}) if frozen else part


def freeze(tariff: Tariff, shop_id: UUID, way: str, lines: Iterable[Sold]) -> Document | None:
    """What is written into the terms; None where no rule fits anything."""
    fitting = [(line, tariff.first(shop_id, line.category, way)) for line in lines]
    used = sorted({rule for _, rule in fitting if rule}, key=lambda rule: rule.position)
    if not used:
        return None
    return {
        "vat_permille": tariff.vat_permille,
        "fixed": used[0].fixed,
        "rules": [_shown(rule) for rule in used],
        "lines": [
            {
                "position": line.position,
                "permille": rule.permille if rule else 0,
                "vat_permille": UNKNOWN_RATE if line.vat_permille is None else line.vat_permille,
            }
            for line, rule in fitting
        ],
    }


def _shown(rule: Rule) -> Document:
    return {
        "id": str(rule.id),
        "name": rule.name,
        "permille": rule.permille,
        "fixed": rule.fixed,
    }


@dataclass(frozen=True, slots=True)
class Frozen:
    """The commission as it was agreed at sale."""

    vat_permille: int
    fixed: int
    lines: Mapping[int, tuple[int, int]]
    """By position: the rate of the commission, and that of the VAT in the price; permille."""


def frozen_of(terms: Mapping[str, object] | None) -> Frozen | None:
    found = (terms or {}).get("commission")
    if not isinstance(found, dict):
        return None
    lines = {each["position"]: (each["permille"], each["vat_permille"]) for each in found["lines"]}
    return Frozen(found["vat_permille"], found["fixed"], lines)


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of one line after everything that was taken off; gross cents."""

    position: int
    goods: int
    deposit: int


@dataclass(frozen=True, slots=True)
class Fee:
    net: int = 0
    vat: int = 0

    @property
    def gross(self) -> int:
        return self.net + self.vat


NO_FEE: Final = Fee()


def fee_of(frozen: Frozen | None, lines: Sequence[Left], due: int, earned: int) -> Fee:
    """The commission on what the shop keeps: `earned` of the `due` that these lines come to.

    What flows back beyond whole lines lowers the base in proportion. Never more than is earned.
    """
    if frozen is None or earned <= 0 or due <= 0:
        return NO_FEE
    exact = sum((_on(frozen, line) for line in lines), Fraction(0))
    net = _rounded(exact * min(Fraction(1), Fraction(earned, due))) + frozen.fixed
    vat = _rounded(Fraction(net * frozen.vat_permille, PERMILLE))
    if net + vat <= earned:
        return Fee(net, vat)
    net = _rounded(Fraction(earned * PERMILLE, PERMILLE + frozen.vat_permille))
    return Fee(net, earned - net)


def _on(frozen: Frozen, line: Left) -> Fraction:
    permille, vat = frozen.lines.get(line.position, (0, UNKNOWN_RATE))
    return Fraction(max(0, line.goods) * permille, PERMILLE + vat)


def _rounded(exact: Fraction) -> int:
    """Half a cent goes up."""
    return int(exact + Fraction(1, 2))
