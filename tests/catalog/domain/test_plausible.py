"""A promise that the ingredients belie does not go on sale; one that they bear out does."""

from datetime import date
from typing import Any

import pytest
from catalog.domain.gates.plausible import contradicted
from catalog.domain.product import Allergen, Product
from catalog.domain.publish_gate import gaps
from catalog.files.region import load_region
from marketkit.errors import FieldError

from tests.catalog.builders import the_product, the_shop
from tests.catalog.conftest import REGION as FOLDER

REGION = load_region(FOLDER)


def food(ingredients: str, **more: Any) -> Product:
    return the_product(ingredients=ingredients, **more)


def free_of(key: str) -> tuple[Allergen, ...]:
    return (Allergen(key, "free_confirmed"),)


def against(product: Product) -> list[FieldError]:
    return list(contradicted(product, REGION))


@pytest.mark.parametrize(
    ("ingredients", "word"),
    [
        ("Wasser, Weizenmehl, Salz", "Weizenmehl"),
        ("Roggenvollkornschrot", "Roggenvollkornschrot"),
        ("Maismehl, Gerstenmalzextrakt", "Gerstenmalzextrakt"),
        ("Vollkorn-Dinkel", "Dinkel"),
        ("Reismehl, Malz", "Malz"),
        ("Buchweizen, Weizenkleie", "Weizenkleie"),
    ],
)
def test_confirmed_gluten_free_with_cereals_is_refused_and_the_word_is_named(
    ingredients: str, word: str
) -> None:
    (error,) = against(food(ingredients, allergens=free_of("gluten")))

    assert error.field == "ingredients"
    assert f"„{word}“" in error.message
    assert "828/2014" in error.message


@pytest.mark.parametrize(
    "ingredients",
    [
        "Buchweizenmehl, Maismehl, Wasser",
        "Glukosesirup aus Weizen, Zucker",
        "glutenfreie Weizenstärke, Reismehl",
        "Hafer (glutenfrei)",
        "",
    ],
)
def test_what_only_sounds_like_it_may_stay(ingredients: str) -> None:
    assert against(food(ingredients, allergens=free_of("gluten"))) == []


@pytest.mark.parametrize("state", ["contains", "may_contain"])
def test_who_promises_nothing_is_not_held_to_it(state: str) -> None:
    bread = food("Weizenmehl", allergens=(Allergen("gluten", state, ("Weizen",)),))

    assert against(bread) == []


@pytest.mark.parametrize(
    "ingredients",
    [
        "Vollmilch",
        "Butter",
        "Eier, Zucker",
        "Blütenhonig",
        "Sahne",
        "Rindfleisch",
        "Speisegelatine",
    ],
)
def test_vegan_and_animals_do_not_go_together(ingredients: str) -> None:
    (error,) = against(food(ingredients, labels=("Vegan",)))

    assert error.field == "ingredients"
    assert "vegan" in error.message.lower()


@pytest.mark.parametrize(
    "ingredients",
    [
        "Kokosmilch, Kakaobutter, Milchsäure",
        "Fruchtfleisch, Butternusskürbis",
        "Haferdrink, Fleischtomaten",
        "Reis, Weizen, Eisbergsalat",
    ],
)
def test_plants_with_names_of_animals_are_plants(ingredients: str) -> None:
    assert against(food(ingredients, labels=("vegan",))) == []


@pytest.mark.parametrize("key", ["milk", "eggs", "fish", "crustaceans", "molluscs"])
def test_an_allergen_from_animals_belies_vegan_too(key: str) -> None:
    dish = food("", labels=("vegan",), allergens=(Allergen(key, "contains"),))

    (error,) = against(dish)

    assert error.field == "allergens"
    assert REGION.allergens[key]["de"] in error.message
    assert against(food("", labels=("vegan",), allergens=(Allergen(key, "may_contain"),))) == []


def test_vegetarian_allows_milk_and_no_gelatine() -> None:
    assert against(food("Sahne, Zucker", labels=("vegetarisch",))) == []
    assert len(against(food("Sahne, Gelatine", labels=("vegetarisch",)))) == 1


def test_lactose_free_milk_is_possible_milk_sugar_is_not() -> None:
    said = {"lactose_free": "true"}

    assert against(food("Milch, Lactase", details=said)) == []
    assert len(against(food("Zucker, Magermilchpulver", details=said))) == 1
    assert against(food("Zucker, Magermilchpulver", details={"lactose_free": "false"})) == []


def test_the_publish_gate_says_it_with_all_that_is_missing() -> None:
    bread = food("Weizenmehl", allergens=free_of("gluten"), labels=("vegan",))

    found = gaps(bread, the_shop(), REGION, organic=False, on=date(2026, 11, 22))

    assert [error.field for error in found] == ["ingredients"]


@pytest.mark.parametrize("profile", ["food_packed", "food_loose", "food_chilled", "drink", "meal"])
def test_food_is_asked_whether_it_is_lactose_free(profile: str) -> None:
    statement = REGION.statements["lactose_free"]

    assert "lactose_free" in REGION.profiles[profile].asks
    assert (statement.kind, statement.public) == ("bool", True)
    assert "10 mg" in statement.help["de"]
