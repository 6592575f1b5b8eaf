"""From parameters and words to filters: who goes before whom, and what is left out when."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from marketkit.errors import InvalidError
from search.domain.diets import Diet, Trait
from search.domain.directory import ShopDirectory
from search.domain.document import Delivery
from search.domain.geo import Point
from search.domain.pickup_day import UnclearDayError, day_named
from search.domain.query import Circle, Filters, Group, Sort, reachable_pages
from search.domain.result import Counted, FacetCount
from search.queries.ask import NEARBY_KM, Asked, Question, question_for
from search.queries.facets import facets_from
from search.queries.wider import Said

from tests.search.shelf import BAKERY, FARM, KAYNA, LANGUAGE, VILLAGE_BAKERY

FRIDAY_NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)
DIRECTORY = ShopDirectory(
    [
        replace(BAKERY, opening_hours="Mo-Fr 08:00-18:00", delivery=Delivery(("06712",))),
        replace(VILLAGE_BAKERY, opening_hours="Sa,Su 10:00-16:00"),
        FARM,
    ]
)
OF_BAKERY = frozenset({str(BAKERY.id)})
OF_VILLAGE = frozenset({str(VILLAGE_BAKERY.id)})


def question(**parameters: Any) -> Question:
    return question_for(Asked(**parameters), LANGUAGE, DIRECTORY, FRIDAY_NOON)


def filters(**parameters: Any) -> Filters:
    return question(**parameters).query.filters


def test_days_and_delivery_are_sets_of_shops() -> None:
    assert filters(collect="today").collect == OF_BAKERY
    assert filters(collect="sa").collect == OF_VILLAGE
    assert filters(deliver_to="06712").deliver == OF_BAKERY
    assert filters(deliver_to="06724").deliver == frozenset()
    assert question(collect="today").query.all_shops == DIRECTORY.ids


def test_words_ask_for_the_same() -> None:
    asked = question(q="brot samstag kayna")

    assert asked.said == {Said.PLACE, Said.COLLECT}
    assert asked.query.filters.collect == OF_VILLAGE
    assert asked.query.filters.circle == Circle(KAYNA, NEARBY_KM)
    assert asked.query.text == "brot"


def test_a_parameter_goes_before_the_words() -> None:
    asked = question(q="brot samstag kayna", collect="today", place="Zeitz")

    assert asked.said == frozenset()
    assert asked.query.filters.collect == OF_BAKERY
    assert asked.query.filters.circle is None


def test_what_the_words_asked_for_is_left_out_one_by_one_then_all() -> None:
    asked = question(q="brot samstag kayna", diets=frozenset(), available=True)

    left_out = [wider.without for wider in asked.wider]
    assert left_out == [{Said.PLACE}, {Said.COLLECT}, {Said.PLACE, Said.COLLECT}]
    assert asked.wider[0].query.filters.collect == OF_VILLAGE
    assert asked.wider[1].query.filters.circle is not None
    assert all(wider.query.filters.available for wider in asked.wider)


def test_a_diet_is_searched_as_words_before_it_is_left_out_and_that_comes_last() -> None:
    asked = question(q="vegane wurst samstag", traits=frozenset({Trait.HANDMADE}))

    assert asked.said == {Said.COLLECT, Said.DIETS}
    assert asked.query.filters.diets == {Diet.VEGAN}
    steps = [(set(wider.without), wider.query.text) for wider in asked.wider]
    assert steps == [
        ({Said.COLLECT}, "wurst"),
        ({Said.DIETS}, "vegane wurst"),
        ({Said.DIETS}, "wurst"),
        ({Said.COLLECT, Said.DIETS}, "vegane wurst"),
        ({Said.COLLECT, Said.DIETS}, "wurst"),
    ]
    assert all(wider.query.filters.traits == {Trait.HANDMADE} for wider in asked.wider)
    assert all(
        wider.query.filters.diets == frozenset()
        for wider in asked.wider
        if Said.DIETS in wider.without
    )


def test_what_is_chosen_anyway_is_not_told_as_read() -> None:
    asked = question(q="vegane wurst", diets=frozenset({Diet.VEGAN}))

    assert (asked.said, asked.wider) == (frozenset(), ())
    assert asked.query.filters.diets == {Diet.VEGAN}


def test_one_wish_alone_is_left_out_once() -> None:
    assert [wider.without for wider in question(q="brot samstag").wider] == [{Said.COLLECT}]
    assert question(q="brot", collect="sa").wider == ()


def test_taken_literally_words_are_no_filters() -> None:
    asked = question(q="brot samstag kayna", literal=True)

    assert asked.query.filters == Filters()
    assert asked.said == frozenset()
    assert asked.query.text == "brot samstag kayna"


@pytest.mark.parametrize(
    ("parameters", "circle"),
    [
        ({"near": "50.9941,12.2371"}, Circle(Point(50.994, 12.237), NEARBY_KM)),
        ({"near": " 50.99449 , 12.2 ", "radius_km": 3}, Circle(Point(50.994, 12.2), 3)),
        ({"near": "50.994,12.237", "sort": Sort.NEAREST}, None),
        ({"place": "Kayna", "radius_km": 3}, Circle(KAYNA, 3)),
        ({"place": "Kayna", "sort": Sort.NEAREST}, None),
        ({"place": "Kayna", "sort": Sort.NEAREST, "radius_km": 3}, Circle(KAYNA, 3)),
        ({"q": "brot kayna", "sort": Sort.NEAREST}, None),
        ({"q": "brot kayna", "sort": Sort.NEAREST, "radius_km": 3}, Circle(KAYNA, 3)),
    ],
)
def test_around_what(parameters: dict[str, Any], circle: Circle | None) -> None:
    asked = question(**parameters)

    assert asked.query.filters.circle == circle
    assert asked.query.origin is not None


def test_an_offer_that_ends_within_the_minute_is_none() -> None:
    at_once = question_for(Asked(), LANGUAGE, DIRECTORY, FRIDAY_NOON).query
    late = question_for(Asked(), LANGUAGE, DIRECTORY, FRIDAY_NOON.replace(second=59)).query

    assert at_once.now == late.now == int(FRIDAY_NOON.timestamp()) + 60


def test_without_a_clock_days_are_only_words() -> None:
    asked = question_for(Asked(q="brot samstag"), LANGUAGE)

    assert asked.query.filters == Filters()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", FRIDAY),
        ("fr", FRIDAY),
        (" TOMORROW ", date(2026, 11, 21)),
        ("th", date(2026, 11, 26)),
        ("2026-11-27", date(2026, 11, 27)),
    ],
)
def test_a_day_by_its_name(text: str, day: date) -> None:
    assert day_named(text, FRIDAY) == day


@pytest.mark.parametrize("text", ["", "heute", "2026-11-19", "2026-11-28", "20261199", "-"])
def test_a_day_that_is_none(text: str) -> None:
    with pytest.raises(UnclearDayError):
        day_named(text, FRIDAY)


def test_every_fault_is_named() -> None:
    with pytest.raises(InvalidError) as refused:
        question(place="Atlantis", near="x", collect="x", deliver_to="1", price_from=2, price_to=1)

    fields = [error.field for error in refused.value.errors]
    assert fields == ["place", "near", "collect", "price_from", "deliver_to"]


def test_what_is_chosen_can_be_left_open_group_by_group() -> None:
    chosen = Filters(category="brot", available=True, collect=frozenset())

    assert chosen.chosen == (Group.CATEGORY, Group.TRAIT, Group.COLLECT)
    assert chosen.without(Group.TRAIT) == Filters(category="brot", collect=frozenset())
    assert Filters().chosen == ()


@pytest.mark.parametrize(
    ("total", "per_page", "pages"), [(0, 24, 0), (1, 24, 1), (25, 24, 2), (5000, 24, 41)]
)
def test_how_many_pages_can_be_turned_to(total: int, per_page: int, pages: int) -> None:
    assert reachable_pages(total, per_page) == pages


def test_counts_per_shop_become_places_shops_and_days() -> None:
    counts = {str(BAKERY.id): 4, str(VILLAGE_BAKERY.id): 2, str(FARM.id): 3, "gone": 9}

    facets = facets_from(Counted(by_shop=counts, by_shop_anywhere=counts), DIRECTORY, FRIDAY_NOON)

    assert facets.place == (FacetCount("Kayna", 5), FacetCount("Zeitz", 4))
    assert facets.shop[0] == FacetCount(BAKERY.slug, 4)
    assert facets.collect == ()


def test_days_are_counted_in_their_order_while_they_can_be_ordered_for() -> None:
    counts = {str(BAKERY.id): 4, str(VILLAGE_BAKERY.id): 2, str(FARM.id): 3}
    evening = FRIDAY_NOON.replace(hour=20)

    noon = facets_from(Counted(by_shop_any_day=counts), DIRECTORY, FRIDAY_NOON).collect
    late = facets_from(Counted(by_shop_any_day=counts), DIRECTORY, evening).collect

    assert [(each.key[-2:], each.count) for each in noon] == [
        ("20", 4), ("21", 2), ("22", 2), ("23", 4), ("24", 4), ("25", 4), ("26", 4),
    ]  # fmt: skip
    assert late == noon[1:]
