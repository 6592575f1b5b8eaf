"""What a product says of itself, its price and its shop's days, on both engines alike."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from search.domain.diets import Diet, Trait
from search.domain.document import Money, ProductDocument, Promotion
from search.domain.engine import SearchEngine
from search.domain.query import Filters

from tests.search.asking import ask, names
from tests.search.shelf import BAKERY, BUTCHER, FARM, VILLAGE_BAKERY, WINERY, a_document, the_shelf

NOON = int(datetime(2026, 11, 20, 11, tzinfo=UTC).timestamp())
HOUR = 3600


def until(moment: int) -> Promotion:
    ends = datetime.fromtimestamp(moment, UTC).isoformat()
    return Promotion(Money(500, "EUR"), 16, ends, "normal")


def careful() -> list[ProductDocument]:
    return [
        a_document("Mohnbrötchen", labels=("vegan", "handgemacht")),
        a_document("Eierkuchen süß", labels=("vegetarisch",), allergens={"milk": "contains"}),
        a_document(
            "Streuselkuchen vom Blech",
            labels=("vegan",),
            allergens={"gluten": "free_confirmed", "milk": "may_contain"},
        ),
        a_document("Roggenmischbrot", details={"lactose_free": "true"}, labels=("handgemacht",)),
    ]


@pytest.mark.parametrize(
    ("diets", "found"),
    [
        ({Diet.VEGAN}, {"Mohnbrötchen", "Streuselkuchen vom Blech"}),
        ({Diet.VEGETARIAN}, {"Mohnbrötchen", "Streuselkuchen vom Blech", "Eierkuchen süß"}),
        ({Diet.VEGAN, Diet.GLUTEN_FREE}, {"Streuselkuchen vom Blech"}),
        ({Diet.LACTOSE_FREE}, {"Roggenmischbrot"}),
        ({Diet.LACTOSE_FREE, Diet.VEGAN}, set()),
    ],
)
async def test_all_diets_asked_for_must_hold(
    own_market: SearchEngine, diets: set[Diet], found: set[str]
) -> None:
    await own_market.apply(careful(), [])

    answer = await ask(own_market, filters=Filters(diets=frozenset(diets)))

    assert {hit.card.name for hit in answer.hits} == found
    assert all(set(hit.card.diets) >= diets for hit in answer.hits)


async def test_traits_that_last(own_market: SearchEngine) -> None:
    await own_market.apply(careful(), [])
    handmade = Filters(traits=frozenset({Trait.HANDMADE}))
    organic = Filters(traits=frozenset({Trait.ORGANIC}))

    assert set(await names(own_market, filters=handmade)) == {"Mohnbrötchen", "Roggenmischbrot"}
    assert set(await names(own_market, filters=organic)) == {
        "Dinkelvollkornbrot",
        "Erdbeeren",
        "Apfelsaft naturtrüb",
    }


async def test_an_offer_is_one_until_it_ends(own_market: SearchEngine) -> None:
    running = a_document("Sommerhonig", promotion=until(NOON + HOUR))
    over = a_document("Kirschsaft", promotion=until(NOON - HOUR))
    await own_market.apply([running, over], [])
    offers = Filters(traits=frozenset({Trait.OFFER}))

    assert await names(own_market, filters=offers, now=NOON) == ["Sommerhonig"]
    assert await names(own_market, filters=offers, now=NOON + HOUR) == []


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (None, 100, {"Brötchen, handgeformt", "Mohnbrötchen"}),
        (1290, None, {"Roter Hang, Spätburgunder Rotwein", "Schweinebraten", "Brotzeitbrett"}),
        (650, 690, {"Sommerhonig", "Blumenerde torffrei"}),
        (691, 700, set()),
    ],
)
async def test_prices_with_their_bounds(
    market: SearchEngine, low: int | None, high: int | None, found: set[str]
) -> None:
    names_found = await names(market, filters=Filters(price_from=low, price_to=high))

    assert {name.removesuffix(" aus Eiche") for name in names_found} == found


async def test_one_of_several_shops(market: SearchEngine) -> None:
    both = Filters(shops=frozenset({BUTCHER.slug, str(BAKERY.id)}))

    answer = await ask(market, filters=both, per_page=60)

    assert {hit.card.shop.slug for hit in answer.hits} == {BUTCHER.slug, BAKERY.slug}
    assert answer.total == 7


async def test_only_shops_one_can_collect_from_and_that_deliver(market: SearchEngine) -> None:
    open_then = frozenset({str(BAKERY.id), str(FARM.id)})
    driving = frozenset({str(FARM.id), str(VILLAGE_BAKERY.id)})

    collected = await ask(market, filters=Filters(collect=open_then), per_page=60)
    delivered = await ask(market, filters=Filters(deliver=driving), per_page=60)
    both = await ask(market, filters=Filters(collect=open_then, deliver=driving), per_page=60)

    assert {hit.card.shop.id for hit in collected.hits} == open_then
    assert {hit.card.shop.id for hit in delivered.hits} == driving
    assert {hit.card.shop.id for hit in both.hits} == {str(FARM.id)}


async def test_a_day_on_which_nobody_is_open_has_nothing(market: SearchEngine) -> None:
    for nowhere in (Filters(collect=frozenset()), Filters(deliver=frozenset())):
        assert (await ask(market, filters=nowhere)).total == 0


async def test_very_many_shops_may_be_open(market: SearchEngine) -> None:
    others = frozenset(str(uuid4()) for _ in range(3000))
    most = others | {str(BAKERY.id)}
    every = most | {str(FARM.id), str(BUTCHER.id), str(VILLAGE_BAKERY.id), str(WINERY.id)}

    open_then = await ask(market, filters=Filters(collect=most), all_shops=every)
    shut_then = await ask(market, filters=Filters(deliver=every - most), all_shops=every)

    assert open_then.total == 4
    assert shut_then.total == len(the_shelf()) - 4
