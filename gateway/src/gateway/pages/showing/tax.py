"""What must stand beside every price about tax and delivery (§ 6 PAngV)."""

from gateway.pages.answers.catalog import Product
from gateway.pages.context import Context

_SMALL_BUSINESS = frozenset({"small_19"})


def tax_words(here: Context, product: Product) -> str:
    small = product.shop is not None and product.shop.tax_mode in _SMALL_BUSINESS
    return str(here.text("price.tax.small" if small else "price.tax"))
