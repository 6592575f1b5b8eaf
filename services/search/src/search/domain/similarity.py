"""How alike two goods are: what they are, what they are made of, what they cost.

Never what somebody looked at or bought, and nothing that is paid for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Final

from search.domain.compounds import Compounds
from search.domain.document import ProductCard
from search.domain.folding import words
from search.domain.german import CONNECTORS, STOP_WORDS
from search.domain.result import Hit
from search.domain.stemming import stem

KIND, CATEGORY, WORDS, PRICE, AVAILABLE, ELSEWHERE = 3.0, 2.0, 1.0, 1.0, 0.6, 0.3
"""What counts how much: what it is, the category, other words, a price close by, that it can be
had, and that another shop makes it."""
_TWICE: Final = log(2)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What one product is compared by."""

    product_id: str
    shop_id: str
    category: str
    price: int
    kinds: frozenset[str]
    others: frozenset[str]


def likeness(card: ProductCard, compounds: Compounds) -> Likeness:
    kinds, others = _said(card.name, compounds)
    return Likeness(card.product_id, card.shop.id, card.category, card.price.amount, kinds, others)


def most_alike(one: Likeness, hits: Iterable[Hit], compounds: Compounds, most: int) -> list[Hit]:
    """Each product once, itself never; equals in the order they came."""
    found = {hit.card.product_id: hit for hit in hits}
    found.pop(one.product_id, None)
    scored = [(alike(one, hit.card, compounds), hit) for hit in found.values()]
    scored.sort(key=lambda each: -each[0])
    return [hit for _, hit in scored[:most]]


def alike(one: Likeness, card: ProductCard, compounds: Compounds) -> float:
    other = likeness(card, compounds)
    can_be_had = card.on_order or card.available is None or card.available > 0
    return (
        KIND * _shared(one.kinds, other.kinds)
        + CATEGORY * (one.category == other.category)
        + WORDS * _shared(one.others, other.others)
        + PRICE * _near(one.price, other.price)
        + AVAILABLE * can_be_had
        + ELSEWHERE * (one.shop_id != other.shop_id)
    )


def _said(title: str, compounds: Compounds) -> tuple[frozenset[str], frozenset[str]]:
    """What the thing is by its title, and what else the title says."""
    kinds: set[str] = set()
    others: set[str] = set()
    is_extra = False
    for word in words(title):
        is_extra = is_extra or bool(kinds and word.folded in CONNECTORS)
        if word.folded in STOP_WORDS or word.is_number:
            continue
        parts = compounds.split(word.folded)
        if is_extra:
            others.add(stem(word.folded))
        elif parts:
            kinds |= {stem(word.folded), *parts.heads}
            others |= set(parts.modifiers)
        else:
            kinds.add(stem(word.folded))
    return frozenset(kinds), frozenset(others)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _near(one: int, other: int) -> float:
    """1 at the same price, 0 from twice or half of it on."""
    if one <= 0 or other <= 0:
        return 0.0
    return max(0.0, 1.0 - abs(log(one / other)) / _TWICE)
