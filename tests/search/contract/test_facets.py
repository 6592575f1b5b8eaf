"""Counts beside the hits: a group is counted as if nobody had chosen in it; on both engines."""

from datetime import UTC, datetime

import pytest
from search.domain.diets import Diet, Trait
from search.domain.document import Money, Promotion
from search.domain.engine import SearchEngine
from search.domain.query import Circle, Filters
from search.domain.result import Counted, FacetCount, PriceRange

from tests.search.asking import ask
from tests.search.shelf import BAKERY, BUTCHER, FARM, VILLAGE_BAKERY, ZEITZ, a_document, the_shelf

NOON = int(datetime(2026, 11, 20, 11, tzinfo=UTC).timestamp())


ANYTHING = Filters()


async def counted(market: SearchEngine, text: str = "", filters: Filters = ANYTHING) -> Counted:
    return (await ask(market, text, filters=filters, now=NOON)).counted


def as_dict(counts: tuple[FacetCount, ...]) -> dict[str, int]:
    return {count.key: count.count for count in counts}


async def test_without_a_choice_everything_is_counted_once(market: SearchEngine) -> None:
    found = await counted(market)

    assert sum(found.by_shop.values()) == len(the_shelf())
    assert found.by_shop == found.by_shop_anywhere == found.by_shop_any_day
    assert as_dict(found.category)["lebensmittel"] == 20
    assert found.price == PriceRange(45, 2500)
    assert as_dict(found.trait) == {"available": 21, "organic": 3}


@pytest.mark.parametrize("category", ["brot", "backwaren"])
async def test_categories_do_not_count_each_other_out(market: SearchEngine, category: str) -> None:
    everything = await counted(market)
    chosen = await counted(market, filters=Filters(category=category))

    assert chosen.category == everything.category
    assert sum(chosen.by_shop.values()) < sum(everything.by_shop.values())


async def test_shops_do_not_count_each_other_out(market: SearchEngine) -> None:
    chosen = await counted(market, "brot", Filters(shops=frozenset({BAKERY.slug})))
    everything = await counted(market, "brot")

    assert chosen.by_shop == everything.by_shop
    assert set(chosen.by_shop_anywhere) == set(chosen.by_shop_any_day) == {str(BAKERY.id)}


@pytest.mark.parametrize(
    "there", [Filters(places=frozenset({"Zeitz"})), Filters(circle=Circle(ZEITZ, 5))]
)
async def test_places_do_not_count_each_other_out(market: SearchEngine, there: Filters) -> None:
    chosen = await counted(market, filters=there)

    assert str(FARM.id) in chosen.by_shop_anywhere
    assert set(chosen.by_shop) == {str(BAKERY.id), str(BUTCHER.id)}


async def test_days_do_not_count_each_other_out(market: SearchEngine) -> None:
    chosen = await counted(market, filters=Filters(collect=frozenset({str(FARM.id)})))

    assert str(BAKERY.id) in chosen.by_shop_any_day
    assert set(chosen.by_shop) == {str(FARM.id)}
    assert as_dict(chosen.category).get("brot") is None


async def test_prices_diets_and_traits_do_not_count_each_other_out(
    own_market: SearchEngine,
) -> None:
    vegan = a_document("Mohnbrötchen", labels=("vegan", "handgemacht"))
    cake = a_document("Eierkuchen süß", labels=("vegetarisch",))
    await own_market.apply([vegan, cake], [])

    priced = await counted(own_market, filters=Filters(price_from=300, price_to=400))
    dieted = await counted(own_market, filters=Filters(diets=frozenset({Diet.VEGAN})))
    handmade = Filters(traits=frozenset({Trait.HANDMADE}), available=True)
    traits = await counted(own_market, filters=handmade)

    assert priced.price == PriceRange(45, 2500)
    assert dieted.price == PriceRange(65, 65)
    assert as_dict(dieted.diet) == {"vegetarian": 2, "vegan": 1}
    assert as_dict(traits.trait) == {"available": 21, "organic": 3, "handmade": 1}
    assert as_dict(traits.diet) == {"vegan": 1, "vegetarian": 1}


async def test_only_running_offers_are_counted(own_market: SearchEngine) -> None:
    for title, ends in (("Sommerhonig", NOON + 1), ("Kirschsaft", NOON)):
        moment = datetime.fromtimestamp(ends, UTC).isoformat()
        offer = Promotion(Money(900, "EUR"), 20, moment, "normal")
        await own_market.apply([a_document(title, promotion=offer)], [])

    assert as_dict((await counted(own_market)).trait)["offer"] == 1


async def test_what_is_chosen_to_death_still_shows_the_way_out(market: SearchEngine) -> None:
    dead_end = Filters(category="brot", shops=frozenset({FARM.slug}))

    answer = await ask(market, filters=dead_end)

    assert answer.total == 0
    assert set(answer.counted.by_shop) == {str(BAKERY.id), str(VILLAGE_BAKERY.id)}
    assert as_dict(answer.counted.category)["obst_beeren"] == 2
    assert answer.counted.price is None


async def test_counts_belong_to_the_words_that_found_something(market: SearchEngine) -> None:
    answer = await ask(market, "kirschsaft xylophon", filters=Filters(category="saft_most"))

    assert answer.relaxed
    assert answer.counted.by_shop == {str(FARM.id): answer.total}
    assert as_dict(answer.counted.category)["saft_most"] == answer.total


async def test_nothing_is_counted_that_nobody_asked_for(market: SearchEngine) -> None:
    answer = await ask(market, filters=Filters(category="brot"), with_facets=False)

    assert answer.total == 2
    assert answer.counted == Counted()
