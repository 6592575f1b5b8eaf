"""Invoices as the orders service answers them."""

from datetime import date, datetime

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
    cancelled: bool = False
    total: Cents = FREE
    formats: tuple[str, ...] = ("pdf",)


class Named(Answer):
    """Whom an invoice names as its buyer."""

    name: str = ""
    contact: str = ""
    street: str = ""
    postal_code: str = ""
    place: str = ""
    vat_id: str = ""
    reference: str = ""
    email: str = ""
    is_business: bool = False


class Correction(Answer):
    """An invoice that may be taken back and written anew, while it `stands`."""

    stands: bool = True
    number: str = ""
    issued_on: date | None = None
    shop_order_number: str = ""
    total: Cents = FREE
    buyer: Named = Named()


class Changed(Answer):
    side: str = "buyer"
    field: str = ""
    words: str = ""
    before: str = ""
    after: str = ""


class Preview(Correction):
    changes: tuple[Changed, ...] = ()


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
