"""What may be said about a food for those who must be careful, and what sets goods apart.

Only what the shop has confirmed counts; silence is no statement. The filter is a promise to
somebody who may fall ill, so whatever contradicts a claim takes it back.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

CONTAINS, FREE = "contains", "free_confirmed"
_YES = frozenset({"true", "yes", "ja"})
_VEGAN = frozenset({"vegan"})
_VEGETARIAN = frozenset({"vegetarisch", "vegetarian"})
_FLESH = frozenset({"fish", "crustaceans", "molluscs"})
_ANIMAL = _FLESH | {"milk", "eggs"}


class Diet(StrEnum):
    VEGAN = "vegan"
    VEGETARIAN = "vegetarian"
    GLUTEN_FREE = "gluten_free"
    LACTOSE_FREE = "lactose_free"


class Trait(StrEnum):
    """What sets goods apart. That they can be had and are on offer changes by itself."""

    AVAILABLE = "available"
    HANDMADE = "handmade"
    ORGANIC = "organic"
    OFFER = "offer"


def diets_of(
    labels: Iterable[str], allergens: Mapping[str, str], details: Mapping[str, str]
) -> frozenset[Diet]:
    """The diets a product fits. `allergens` maps each group's key to its state.

    - Gluten-free: gluten is confirmed to be absent.
    - Lactose-free: said so as a statement, or milk is confirmed to be absent. Milk may be contained
      and its lactose split: that is what the statement is for.
    - Vegan and vegetarian: labelled so (what is vegan is vegetarian), and no animal group that
      contradicts it is *contained*. Traces contradict neither. EU law has no definition (Art. 36
      (3) (b) LMIV only announces one); the one that Germany's inspectors go by, of the consumer
      ministers' conference of 2016, asks what a food is made of and lets unintended traces pass.
      "May contain" is for people with allergies: they go by the allergens, never by this filter.
    """
    claims = frozenset(label.strip().casefold() for label in labels)
    contained = frozenset(key for key, state in allergens.items() if state == CONTAINS)
    found = set()
    if claims & _VEGAN and not contained & _ANIMAL:
        found.add(Diet.VEGAN)
    if claims & (_VEGAN | _VEGETARIAN) and not contained & _FLESH:
        found.add(Diet.VEGETARIAN)
    if allergens.get("gluten") == FREE:
        found.add(Diet.GLUTEN_FREE)
    if allergens.get("milk") == FREE or details.get("lactose_free", "").casefold() in _YES:
        found.add(Diet.LACTOSE_FREE)
    return frozenset(found)


def traits_of(labels: Collection[str]) -> frozenset[Trait]:
    """What sets a product apart as long as it is as it is.

    `bio` needs no second look here: the catalogue publishes no text with that word, labels
    included, unless the shop's organic certificate holds, and withdraws it on the day it ends.
    """
    claims = frozenset(label.strip().casefold() for label in labels)
    found = set()
    if claims & {"handgemacht"}:
        found.add(Trait.HANDMADE)
    if claims & {"bio"}:
        found.add(Trait.ORGANIC)
    return frozenset(found)
