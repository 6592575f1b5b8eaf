"""The shop window of the start page: a few goods, each from another shop, others every day."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def one_of_each(goods: Sequence[T], shop_of: Callable[[T], str], day: int, most: int) -> list[T]:
    """The first of each shop, beginning with another shop each day; nobody pays for a place."""
    firsts: dict[str, T] = {}
    for item in goods:
        firsts.setdefault(shop_of(item), item)
    shown = list(firsts.values())
    if not shown:
        return []
    begin = day % len(shown)
    return [*shown[begin:], *shown[:begin]][:most]
