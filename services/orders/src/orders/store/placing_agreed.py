"""The placing statement for what was agreed on in a quote: made for one buyer, never in stock."""

from orders.store.placing_statement import PLACE

_IN_STOCK = "            AND NOT coalesce(locked.endless, false)\n"


def _without_stock() -> str:
    assert PLACE.count(_IN_STOCK) == 1
    return PLACE.replace(_IN_STOCK, "            AND false\n")


PLACE_AGREED = _without_stock()
