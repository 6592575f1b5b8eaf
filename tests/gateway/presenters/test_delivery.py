"""A tour in one sentence, and postal codes by distance."""

from functools import partial
from pathlib import Path

import pytest
from gateway.pages import catalogue
from gateway.pages.answers.catalog import Delivery
from gateway.pages.region import load
from gateway.presenters.delivery import sentence
from gateway.presenters.postal_areas import areas, within

REGION = load(Path(__file__).parents[3] / "regions" / "zeitz")
KNOWN = areas(REGION.places, *REGION.centre)
TEXT = partial(catalogue.text, "de")


def said(**tour: object) -> str:
    return sentence(TEXT, Delivery.model_validate(tour), KNOWN, "de").replace("\xa0", " ")


def test_the_sentence_says_where_what_and_when() -> None:
    tour = {"postal_codes": ["06712"], "fee": 350, "free_from": 4000, "minimum": 1500}

    assert said(**tour, days=["tu", "fr"]) == (
        "Nach 06712 Zeitz: ab 15,00 € Warenwert, 3,50 € je Lieferung, frei ab 40,00 €; "
        "dienstags und freitags."
    )


def test_what_is_not_said_is_said_plainly() -> None:
    assert said(postal_codes=["06712"]) == "Nach 06712 Zeitz: kostenlos; Tag nach Absprache."


def test_a_long_list_names_the_nearest_and_counts_the_rest() -> None:
    words = said(postal_codes=[area.code for area in KNOWN[:7]], fee=200)

    assert words.startswith("Nach 06712 Zeitz, ")
    assert "und 3 weiteren Postleitzahlen: 2,00 € je Lieferung" in words


def test_the_nearest_code_comes_first_with_its_places_by_distance() -> None:
    first = KNOWN[0]

    assert (first.code, first.places[0], round(first.nearest)) == ("06712", "Zeitz", 0)
    assert first.farthest > first.nearest
    assert [area.nearest for area in KNOWN] == sorted(area.nearest for area in KNOWN)


@pytest.mark.parametrize("kilometres", [1, 10, 25])
def test_a_circle_holds_what_begins_inside_it(kilometres: int) -> None:
    inside = within(KNOWN, kilometres)

    assert "06712" in inside
    assert all(area.nearest > kilometres for area in KNOWN if area.code not in inside)
