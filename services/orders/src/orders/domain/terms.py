"""What a contract is judged by later: frozen when it is made."""

from typing import Final

from orders.domain.cart import Shop
from orders.domain.shown import Document

EDITION: Final = "1"
"""Of the paper that says it all; words and layout of an edition never change."""


def terms_of(shop: Shop) -> Document:
    """Which version of the shop's texts held, and how the shop is taxed."""
    return {"texts": list(shop.legal), "tax_mode": shop.tax_mode, "edition": EDITION}
