"""Packing, empties and quotes as the orders service answers them."""

from gateway.pages.answers.base import FREE, Answer, Cents
from gateway.pages.answers.orders import ShopOrder


class Scales(Answer):
    """A line that is weighed, a weight for each piece."""

    position: int
    title: str = ""
    pieces: int = 1
    per_kg: Cents = FREE
    usual_grams: int = 0
    max_grams: int = 0
    most: Cents = FREE
    grams: tuple[int, ...] = ()
    amounts: tuple[Cents, ...] = ()
    total: Cents | None = None
    too_heavy: tuple[int, ...] = ()


class Empties(Answer):
    deposit_kind: str
    quantity: int = 0
    credited: Cents = FREE
    paid_out: Cents = FREE


class DepositKind(Answer):
    key: str
    name: str = ""
    amount: Cents = FREE


class Packing(ShopOrder):
    """A shop order for who packs it and hands it over."""

    weighing: tuple[Scales, ...] = ()
    weighed: bool = True
    empties: tuple[Empties, ...] = ()
    paid_out: Cents = FREE
    deposit_kinds: tuple[DepositKind, ...] = ()

    def counted(self, kind: str) -> int:
        return next((each.quantity for each in self.empties if each.deposit_kind == kind), 0)
