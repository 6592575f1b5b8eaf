"""The price per unit, and how goods measured in different units are ordered by it."""

from search.domain.document import UnitPrice

_BASE = {"100 g": ("kg", 10), "100 ml": ("l", 10)}
# Food first, as it is what most people compare; then pieces, then what is sold by the metre.
_ORDER = ("kg", "l", "Stück", "Anwendung", "m", "m²", "m³")
_SPAN = 10**10
"""More cents than anything costs."""
UNRANKED = (len(_ORDER) + 1) * _SPAN


def unit_rank(price: UnitPrice | None) -> int:
    """Orders by unit price: unit by unit, the cheapest first, goods without one last.

    A kilogram is not compared with a litre: what 100 g and 100 ml cost is counted up, then all that
    is sold by the kilogram comes first, then litres, pieces, applications, metres, square and cubic
    metres. An unknown unit comes after the known ones.
    """
    if price is None:
        return UNRANKED
    unit, times = _BASE.get(price.per, (price.per, 1))
    place = _ORDER.index(unit) if unit in _ORDER else len(_ORDER)
    return place * _SPAN + min(price.amount * times, _SPAN - 1)
