"""Promises that what stands beside them shows to be untrue: gluten-free with wheat in it."""

from collections.abc import Iterable

from marketkit.errors import FieldError

from catalog.domain.claims import found_word
from catalog.domain.product import Product
from catalog.domain.region import Contradiction, Region
from catalog.domain.statements import YES


def contradicted(product: Product, region: Region) -> Iterable[FieldError]:
    """At the field that speaks against the promise."""
    for one in region.contradictions:
        if not _promised(one, product):
            continue
        if word := found_word(one.rule, product.ingredients):
            yield FieldError("ingredients", one.rule.message.replace("{word}", word))
        elif allergen := _contained(one, product):
            name = region.allergens[allergen]["de"]
            yield FieldError("allergens", one.rule.message.replace("{word}", name))


def _promised(one: Contradiction, product: Product) -> bool:
    if one.free_of:
        stated = {(allergen.key, allergen.state) for allergen in product.allergens}
        return (one.free_of, "free_confirmed") in stated
    if one.statement:
        return product.details.get(one.statement) == YES
    return one.label in {label.casefold() for label in product.labels}


def _contained(one: Contradiction, product: Product) -> str | None:
    contained = (allergen.key for allergen in product.allergens if allergen.state == "contains")
    return next((key for key in contained if key in one.contains), None)
