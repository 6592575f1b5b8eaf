"""Writing while people search, on both engines alike."""

from search.domain.engine import SearchEngine
from search.domain.query import Filters

from tests.search.asking import ask, names
from tests.search.shelf import LANGUAGE, a_document, an_id, the_shelf


async def test_a_change_is_seen_when_apply_returns(market: SearchEngine) -> None:
    dearer = a_document("Sommerhonig", version=2, cents=725)

    await market.apply([dearer], [])

    answer = await ask(market, "sommerhonig")
    assert answer.total == 1
    assert answer.hits[0].card.price.amount == 725


async def test_applying_twice_changes_nothing_more(market: SearchEngine) -> None:
    dearer = a_document("Sommerhonig", version=2, cents=725)

    await market.apply([dearer], [an_id("Kirschsaft")])
    await market.apply([dearer], [an_id("Kirschsaft")])

    assert await market.count() == len(the_shelf()) - 1
    assert (await ask(market, "sommerhonig")).total == 1


async def test_what_is_deleted_is_gone(market: SearchEngine) -> None:
    await market.apply([], [an_id("Kirschsaft"), an_id("never there")])

    assert "Kirschsaft" not in await names(market, "saft")
    assert await market.count() == len(the_shelf()) - 1


async def test_sold_out_is_seen(market: SearchEngine) -> None:
    await market.apply([a_document("Kirschsaft", version=2, pieces=0)], [])

    there = Filters(available=True)
    assert "Kirschsaft" not in await names(market, "saft", filters=there)


async def test_the_index_knows_its_versions(market: SearchEngine) -> None:
    await market.apply([a_document("Sommerhonig", version=7)], [an_id("Kirschsaft")])

    versions = await market.versions()

    assert len(versions) == len(the_shelf()) - 1
    assert versions[an_id("Sommerhonig")] == 7
    assert versions[an_id("Erdbeeren")] == 1


async def test_each_change_raises_the_generation(market: SearchEngine) -> None:
    before = market.generation

    await market.apply([a_document("Sommerhonig", version=2)], [])

    assert market.generation > before


async def test_a_rebuild_is_not_seen_before_its_swap(market: SearchEngine) -> None:
    rebuild = await market.begin_rebuild(LANGUAGE)
    await rebuild.apply([a_document("Sommerhonig")], [])

    assert (await ask(market)).total == len(the_shelf())

    await rebuild.swap()
    assert await names(market) == ["Sommerhonig"]
    assert await market.count() == 1


async def test_a_rebuild_that_is_given_up_leaves_the_index_alone(market: SearchEngine) -> None:
    rebuild = await market.begin_rebuild(LANGUAGE)
    await rebuild.apply([a_document("Sommerhonig")], [])

    await rebuild.discard()

    assert await market.count() == len(the_shelf())


async def test_a_full_index_is_healthy(market: SearchEngine) -> None:
    assert await market.healthy()
