"""Shelf cards as a paper: eight on a sheet, with marks to cut along."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from catalog.domain.region import Region
from catalog.domain.shelf_card import ShelfCard
from catalog.domain.shop import Shop
from catalog.files import print_words as words
from catalog.files import qr
from marketkit import pdf

_TEMPLATE: Final = Path(__file__).parent / "papers" / "shelf_cards.typ"


async def as_pdf(
    shop: Shop, cards: Sequence[ShelfCard], region: Region, base: str, made_at: datetime
) -> bytes:
    """`base`: where people reach the market. Raises marketkit.pdf.PdfError."""
    data = {
        "title": f"Regalschilder {shop.name}",
        "shop": shop.name,
        "made": words.day(made_at),
        "cards": [_card(card, region, base) for card in cards],
    }
    return await pdf.render(_TEMPLATE, data, made_at=made_at)


def address_of(card: ShelfCard, base: str) -> str:
    """Without the name in it: fewer and larger squares; the market leads on to the full one."""
    return f"{base}/produkt/{card.product_id}"


def _card(card: ShelfCard, region: Region, base: str) -> dict[str, Any]:
    return {
        "title": card.title,
        "size": card.size,
        "price": words.euros(card.price),
        "unit_price": words.per_base(card.unit_price, region.units) if card.unit_price else "",
        "deposit": words.deposit(card),
        "reuse": words.reuse(card),
        "reduced": words.reduced(card),
        "allergens": words.allergens(card),
        "additives": words.additives(card),
        "age": f"Ab {card.age} Jahren" if card.age else "",
        "qr": qr.drawing(address_of(card, base)),
        "alt": f"QR-Code zu {card.title} im Regionalmarkt",
    }
