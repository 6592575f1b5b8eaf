"""Goods held at the checkout, who sells them, and contracts as they were made."""

from datetime import datetime

from gateway.pages.answers.base import Answer
from gateway.pages.answers.orders import Cart


class Imprint(Answer):
    legal_name: str = ""
    legal_form: str = ""
    representative: str = ""
    register_entry: str = ""
    vat_id: str = ""


class Seller(Answer):
    """With whom the contract would be."""

    id: str
    slug: str = ""
    name: str = ""
    street: str = ""
    postal_code: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    tax_mode: str = "standard"
    imprint: Imprint = Imprint()

    @property
    def legal_name(self) -> str:
        """Only where it says more than the shop's own name."""
        full, form = self.imprint.legal_name, self.imprint.legal_form
        if form and not full.endswith(form):
            full = f"{full} {form}".strip()
        return "" if full == self.name else full

    @property
    def address(self) -> str:
        town = f"{self.postal_code} {self.place}".strip()
        return ", ".join(filter(None, (self.street, town)))


class HeldCart(Answer):
    held_until: datetime | None = None
    reason: str = ""
    cart: Cart
    sellers: tuple[Seller, ...] = ()


class Paragraphs(Answer):
    heading: str = ""
    paragraphs: tuple[str, ...] = ()


class Section(Answer):
    title: str
    parts: tuple[Paragraphs, ...] = ()


class ContractLine(Answer):
    quantity: int = 1
    title: str = ""
    total: str = ""
    notes: tuple[str, ...] = ()


class Headings(Answer):
    seller: str = ""
    buyer: str = ""
    facts: str = ""
    goods: str = ""
    table: tuple[str, ...] = ()


class Contract(Answer):
    """One shop's, in the words it was made in."""

    shop_order_id: str
    number: str = ""
    language: str = "de"
    title: str = ""
    intro: str = ""
    headings: Headings = Headings()
    seller: tuple[str, ...] = ()
    buyer: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[ContractLine, ...] = ()
    sums: tuple[tuple[str, str], ...] = ()
    tax: str = ""
    sections: tuple[Section, ...] = ()
