"""Quotes as the orders service answers them."""

from datetime import date, datetime

from gateway.pages.answers.base import FREE, Answer, Cents
from gateway.pages.answers.orders import Contact


class QuoteShop(Answer):
    slug: str = ""
    name: str = ""
    place: str = ""


class QuoteAddress(Answer):
    street: str = ""
    postal_code: str = ""
    place: str = ""


class QuoteLine(Answer):
    title: str = ""
    quantity: int = 1
    price: Cents = FREE
    line_total: Cents = FREE
    vat_class: str = ""


class Offered(Answer):
    lines: tuple[QuoteLine, ...] = ()
    total: Cents = FREE
    start: datetime
    end: datetime
    valid_until: datetime
    note: str = ""


class QuotePhoto(Answer):
    id: str
    width: int = 0
    height: int = 0


class QuoteStep(Answer):
    state: str
    at: datetime
    reason: str = ""


class Quote(Answer):
    id: str
    number: str = ""
    created_at: datetime
    shop: QuoteShop = QuoteShop()
    product_id: str = ""
    title: str = ""
    contact: Contact = Contact()
    address: QuoteAddress | None = None
    wish_date: date | None = None
    text: str = ""
    photos: tuple[QuotePhoto, ...] = ()
    state: str = "asked"
    version: int = 1
    reason: str = ""
    offer: Offered | None = None
    order_id: str = ""
    history: tuple[QuoteStep, ...] = ()
    allowed: tuple[str, ...] = ()
    token: str = ""
