"""Invoices as the orders service answers them."""

from datetime import datetime

from gateway.pages.answers.base import FREE, Answer, Cents
from gateway.pages.answers.catalog import ShopCard


class Invoice(Answer):
    """An invoice, or what corrects one: then its sums are what is taken off."""

    id: str
    number: str = ""
    kind: str = "invoice"
    issued_at: datetime | None = None
    order_id: str = ""
    shop_order_id: str = ""
    shop_order_number: str = ""
    shop: ShopCard
    buyer: str = ""
    refers_to: str = ""
    total: Cents = FREE
    formats: tuple[str, ...] = ("pdf",)


class Missing(Answer):
    code: str
    words: str = ""


class Waiting(Answer):
    """What cannot be issued yet."""

    kind: str = "invoice"
    shop_order_number: str = ""
    shop: ShopCard
    since: datetime | None = None
    missing: tuple[Missing, ...] = ()


class SmallLimit(Answer):
    """How near a shop without VAT has come to where that ends."""

    key: str
    limit: Cents = FREE
    percent: int = 0
    nearness: str = "far"


class InvoiceSettings(Answer):
    prefix: str = ""
    tax_number: str = ""
    at_pickup: bool = True
    vat_id: str = ""
    legal_name: str = ""
    tax_mode: str = ""
    year: int = 0
    turnover: Cents = FREE
    turnover_before: Cents = FREE
    limits: tuple[SmallLimit, ...] = ()

    @property
    def warnings(self) -> tuple[SmallLimit, ...]:
        return tuple(limit for limit in self.limits if limit.nearness != "far")
