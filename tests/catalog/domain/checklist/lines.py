"""Requirements and facts with everything right; tests change what matters to them."""

from typing import Any

from catalog.domain.checklist.item import By, Item
from catalog.domain.checklist.requirement import (
    BusinessType,
    Definition,
    Evidence,
    Requirement,
    Trait,
)
from catalog.domain.checklist.standing import ShopFacts, Standing, standings
from marketkit.clock import new_id

from tests.catalog.builders import NOW

TODAY = NOW.date()
SOMEBODY = By(new_id(), "Berta Beratung", NOW)


def a_line(**changes: Any) -> Requirement:
    values: dict[str, Any] = {
        "key": "food_registration",
        "title": "Anmeldung als Lebensmittelbetrieb",
        "named": "die Anmeldung beim Veterinäramt",
        "why": "Weil das Amt wissen muss, wo gekocht wird.",
        "evidence": Evidence.CHECK,
        "types": tuple(BusinessType),
        "declaration": "Der Betrieb ist gemeldet.",
    }
    return Requirement(**(values | changes))


def an_item(**changes: Any) -> Item:
    values: dict[str, Any] = {"shop_id": new_id(), "key": "food_registration"}
    return Item(**(values | changes))


def facts(**changes: Any) -> ShopFacts:
    values: dict[str, Any] = {
        "business_type": BusinessType.FOOD,
        "traits": frozenset({Trait.ALWAYS}),
    }
    return ShopFacts(**(values | changes))


def the_standing(line: Requirement, **known: Any) -> Standing:
    (found,) = standings(Definition(1, (line,)), facts(**known), TODAY)
    return found
