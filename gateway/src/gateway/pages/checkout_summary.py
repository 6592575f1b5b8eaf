"""What stands directly above the button (§ 312j BGB): for each shop who, what, when, how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from marketkit.money import Money

from gateway.pages.answers.base import FREE
from gateway.pages.answers.contracts import HeldCart, Seller
from gateway.pages.answers.orders import CartShop, Line, ShopSlots
from gateway.pages.answers.ways import AgreedPart, Fees
from gateway.pages.checkout_values import Values
from gateway.pages.context import Context
from gateway.pages.fulfilment import is_brought
from gateway.presenters.dates import day, span

_NO_VAT: Final = frozenset({"small_19"})
_CLASSES: Final = frozenset(
    {
        "1_custom",
        "2_perishable",
        "3_hygiene_seal",
        "4_mixed",
        "6_media_seal",
        "7_press",
        "9_dated",
        "11_urgent_repair",
    }
)


@dataclass(frozen=True, slots=True)
class PartSummary:
    """One contract, as it would be made now."""

    group: CartShop
    seller: Seller
    when: str
    """Empty until a time is chosen."""
    tax: str
    """The message that says how it is taxed."""
    agreed: AgreedPart | None = None
    """How it would reach the buyer, and what that costs."""
    waits_for_address: bool = False
    """It is to be brought, and nobody knows where to; then no fee is known either."""

    @property
    def may_cost_less(self) -> bool:
        return any(line.estimate for line in self.group.lines)

    @property
    def fee(self) -> Money:
        return self.agreed.fee if self.agreed else FREE

    @property
    def total(self) -> Money:
        return Money(amount=self.group.total.amount + self.fee.amount)


def parts_of(
    here: Context,
    held: HeldCart,
    shops: Sequence[ShopSlots],
    values: Values,
    agreed: Fees,
) -> list[PartSummary]:
    sellers = {seller.id: seller for seller in held.sellers}
    offered = {shop.shop_id: shop for shop in shops}
    return [
        PartSummary(
            group,
            sellers.get(group.shop.id) or Seller(id=group.shop.id, name=group.shop.name),
            _agreed_when(here, agreed.of(group.shop.id))
            or _when(here, offered.get(group.shop.id), values.slots),
            _tax(sellers.get(group.shop.id)),
            agreed.of(group.shop.id),
            waits_for_address=not agreed.shops and is_brought(values.slots.get(group.shop.id, "")),
        )
        for group in held.cart.shops
    ]


def no_debit(here: Context, agreed: Fees) -> str:
    """Why the pay page will offer no direct debit; empty where it will, or never does."""
    if agreed.debit_from is None or agreed.first is None:
        return ""
    first, later = (day(at, here.language) for at in (agreed.first, agreed.debit_from))
    return str(here.text("payment.no_debit", first=first, later=later))


def withdrawal_key(line: Line) -> str:
    """Which short sentence on withdrawal stands beside a line."""
    return line.withdrawal_class if line.withdrawal_class in _CLASSES else "none"


def _agreed_when(here: Context, part: AgreedPart | None) -> str:
    if part is None or part.fulfilment.way == "shop":
        return ""
    if part.fulfilment.arranged:
        return str(here.text("ways.arranged"))
    return f"{day(part.start, here.language)}, {span(part.start, part.end, here.language)}"


def _when(here: Context, shop: ShopSlots | None, chosen: Mapping[str, str]) -> str:
    start = chosen.get(shop.shop_id, "") if shop else ""
    found = [slot for slot in shop.slots if _same(slot.start, start)] if shop else []
    if not found:
        return ""
    slot = found[0]
    words = f"{day(slot.start, here.language)}, {span(slot.start, slot.end, here.language)}"
    return f"{words}, {slot.label}" if slot.label else words


def _same(moment: datetime, text: str) -> bool:
    try:
        return bool(text) and moment == datetime.fromisoformat(text)
    except (ValueError, TypeError):
        return False


def _tax(seller: Seller | None) -> str:
    return "summary.tax.small" if seller and seller.tax_mode in _NO_VAT else "summary.tax"


def for_template(parts: Sequence[PartSummary]) -> dict[str, Any]:
    whole = Money(amount=sum(part.total.amount for part in parts))
    return {"parts": parts, "whole": whole, "withdrawal_key": withdrawal_key}
