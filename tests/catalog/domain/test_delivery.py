"""A shop's own tour: known places, days in order, amounts that make sense together."""

from dataclasses import replace

import pytest
from catalog.domain.audit import diff_shop
from catalog.domain.delivery import MOST_CODES, Delivery, in_order, problems
from catalog.files.region import load_region

from tests.catalog.builders import the_shop
from tests.catalog.conftest import REGION as FOLDER

REGION = load_region(FOLDER)
TOUR = Delivery(("06711", "06712"), 350, 4000, 1500, ("tu", "fr"), "Bitte klingeln.")


def wrong(tour: Delivery) -> list[str]:
    return [error.field for error in problems(tour, REGION)]


def test_a_tour_with_everything_is_fine() -> None:
    assert wrong(TOUR) == []
    assert wrong(Delivery(("06712",))) == []


@pytest.mark.parametrize(
    ("codes", "word"), [((), "mindestens"), (("06712", "10115"), "10115"), (("00000",), "00000")]
)
def test_only_places_of_the_region_are_served(codes: tuple[str, ...], word: str) -> None:
    (error,) = problems(replace(TOUR, postal_codes=codes), REGION)

    assert error.field == "delivery.postal_codes"
    assert word in error.message


def test_nobody_lists_the_whole_country() -> None:
    many = tuple(f"{n:05}" for n in range(MOST_CODES + 1))

    assert str(MOST_CODES) in next(iter(problems(Delivery(many), REGION))).message


@pytest.mark.parametrize(
    ("tour", "field"),
    [
        (replace(TOUR, fee=10_001), "fee"),
        (replace(TOUR, fee=-1), "fee"),
        (replace(TOUR, minimum=100_001, free_from=None), "minimum"),
        (replace(TOUR, free_from=0), "free_from"),
        (replace(TOUR, free_from=100_001), "free_from"),
        # Free from where it begins: it would never cost what it says.
        (replace(TOUR, free_from=1500), "free_from"),
        (replace(TOUR, fee=0), "free_from"),
    ],
)
def test_amounts_contradict_neither_sense_nor_each_other(tour: Delivery, field: str) -> None:
    assert wrong(tour) == [f"delivery.{field}"]


def test_days_stand_as_the_week_goes_each_once() -> None:
    assert in_order(["fr", "tu", "fr"]) == ("tu", "fr")


def test_the_log_says_what_changed_of_it() -> None:
    shop = the_shop(delivery=TOUR)

    assert diff_shop(shop, replace(shop, delivery=replace(TOUR, fee=400))) == {
        "delivery.fee": (350, 400)
    }
    gone = diff_shop(shop, replace(shop, delivery=None))
    assert gone["delivery.postal_codes"] == ("06711, 06712", None)
    assert diff_shop(replace(shop, delivery=None), shop)["delivery.days"] == (None, "tu, fr")
