"""Which diets a product fits, for its page: the rule by which the search filters.

Only what the shop has confirmed counts, and whatever contradicts a claim takes it back.
"""

from collections.abc import Iterable, Mapping

_FLESH = frozenset({"fish", "crustaceans", "molluscs"})
_ANIMAL = _FLESH | {"milk", "eggs"}
_TRAITS = {"handgemacht": "handmade", "bio": "organic"}


def diets_and_traits(
    labels: Iterable[str], allergens: Mapping[str, str], details: Mapping[str, str]
) -> list[str]:
    """In the order of help texts; `allergens` maps each group to its state."""
    claims = {label.strip().casefold() for label in labels}
    contained = {key for key, state in allergens.items() if state == "contains"}
    found = []
    if "vegan" in claims and not contained & _ANIMAL:
        found.append("vegan")
    if claims & {"vegan", "vegetarisch", "vegetarian"} and not contained & _FLESH:
        found.append("vegetarian")
    if allergens.get("gluten") == "free_confirmed":
        found.append("gluten_free")
    split = details.get("lactose_free", "").casefold() in {"true", "yes", "ja"}
    if split or allergens.get("milk") == "free_confirmed":
        found.append("lactose_free")
    return found + [key for label, key in _TRAITS.items() if label in claims]
