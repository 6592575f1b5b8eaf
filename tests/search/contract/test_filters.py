"""Filters, facets, order and pages, on both engines alike."""

import pytest
from search.domain.engine import SearchEngine
from search.domain.geo import Point
from search.domain.query import Circle, Filters, Sort
from search.domain.result import FacetCount

from tests.search.asking import ask, names
from tests.search.shelf import BAKERY, KAYNA, VILLAGE_BAKERY, ZEITZ, the_shelf


async def test_without_words_everything_is_there(market: SearchEngine) -> None:
    answer = await ask(market, per_page=60)

    assert answer.total == len(the_shelf())
    assert answer.hits[-1].card.name == "Dinkelvollkornbrot", "what is sold out stands last"


async def test_a_category_includes_those_below(market: SearchEngine) -> None:
    answer = await ask(market, filters=Filters(category="backwaren"), per_page=60)

    assert answer.total == 7
    assert {"brot", "broetchen_semmeln", "kuchen_torten"} == {
        hit.card.category for hit in answer.hits
    }


@pytest.mark.parametrize("shop", [BAKERY.slug, str(BAKERY.id)])
async def test_a_shop_by_name_or_id(market: SearchEngine, shop: str) -> None:
    answer = await ask(market, filters=Filters(shops=frozenset({shop})))

    assert answer.total == 4
    assert {hit.card.shop.slug for hit in answer.hits} == {BAKERY.slug}


@pytest.mark.parametrize(
    "area", [Filters(places=frozenset({"Kayna"})), Filters(postal_codes=frozenset({"06724"}))]
)
async def test_a_place_by_name_or_code(market: SearchEngine, area: Filters) -> None:
    answer = await ask(market, filters=area)

    assert {hit.card.shop.place for hit in answer.hits} == {"Kayna"}


async def test_only_what_can_be_had(market: SearchEngine) -> None:
    everything = await names(market, "brot")
    there = await names(market, "brot", filters=Filters(available=True))

    assert "Dinkelvollkornbrot" in everything
    assert "Dinkelvollkornbrot" not in there


async def test_made_on_order_can_always_be_had(market: SearchEngine) -> None:
    assert await names(market, "schweinebraten", filters=Filters(available=True))


@pytest.mark.parametrize(("radius", "places"), [(5, {"Zeitz"}), (12, {"Zeitz", "Kayna"})])
async def test_a_radius_is_measured_on_the_ground(
    market: SearchEngine, radius: float, places: set[str]
) -> None:
    near = Filters(circle=Circle(ZEITZ, radius))

    answer = await ask(market, filters=near, origin=ZEITZ, per_page=60)

    assert {hit.card.shop.place for hit in answer.hits} == places
    assert all(hit.distance_km is not None and hit.distance_km <= radius for hit in answer.hits)


async def test_a_circle_without_shops_is_empty(market: SearchEngine) -> None:
    answer = await ask(market, filters=Filters(circle=Circle(Point(50.0, 11.0), 20)))

    assert answer.total == 0


async def test_filters_hold_together(market: SearchEngine) -> None:
    both = Filters(category="lebensmittel", places=frozenset({"Kayna"}), available=True)

    assert set(await names(market, "saft", filters=both)) == {"Apfelsaft naturtrüb", "Kirschsaft"}


async def test_facets_count_the_hits(market: SearchEngine) -> None:
    counted = (await ask(market, filters=Filters(category="backwaren"))).counted

    assert FacetCount("brot", 2) in counted.category
    assert FacetCount("backwaren", 7) in counted.category
    assert counted.by_shop == {str(BAKERY.id): 4, str(VILLAGE_BAKERY.id): 3}
    assert counted.by_shop == counted.by_shop_anywhere == counted.by_shop_any_day
    assert counted.label == (FacetCount("bio", 1),)


async def test_cheapest_first(market: SearchEngine) -> None:
    answer = await ask(market, sort=Sort.PRICE, per_page=60)
    prices = [hit.card.price.amount for hit in answer.hits]

    assert prices == sorted(prices)


async def test_newest_first(market: SearchEngine) -> None:
    assert (await names(market, sort=Sort.NEWEST))[0] == "Senf mit Honig"


async def test_nearest_first_over_several_pages(market: SearchEngine) -> None:
    seen = [
        hit.distance_km or 0.0
        for page in (1, 2, 3)
        for hit in (await ask(market, sort=Sort.NEAREST, origin=KAYNA, page=page, per_page=8)).hits
    ]

    assert len(seen) == len(the_shelf())
    assert seen == sorted(seen)
    assert seen[0] == 0.0


async def test_pages_neither_repeat_nor_lose_anything(market: SearchEngine) -> None:
    pages = [await names(market, page=number, per_page=5) for number in range(1, 7)]
    seen = [name for page in pages for name in page]

    assert len(seen) == len(set(seen)) == len(the_shelf())
    assert pages[5] == []


async def test_a_hit_carries_what_a_page_shows(market: SearchEngine) -> None:
    hit = (await ask(market, "Roggenmischbrot", origin=KAYNA)).hits[0]

    assert hit.card.price.amount == 420
    assert hit.card.unit_price is not None
    assert hit.card.unit_price.per == "kg"
    assert hit.card.available == 7
    assert hit.card.shop.name == "Bäckerei Lindner"
    assert hit.summary == "Kräftige Kruste, 750 g."
    assert hit.distance_km == pytest.approx(9.4, abs=0.3)


@pytest.mark.parametrize("value", ['" OR available = true', "x\\", "bäck'erei", "a AND b"])
async def test_filter_values_stay_values(market: SearchEngine, value: str) -> None:
    for filters in (
        Filters(category=value),
        Filters(shops=frozenset({value})),
        Filters(places=frozenset({value})),
    ):
        assert (await ask(market, filters=filters)).total == 0
