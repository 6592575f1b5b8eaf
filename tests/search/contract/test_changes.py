"""Writing while people search, on both engines alike."""

from search.domain.engine import SearchEngine
from search.domain.query import Filters

from tests.search.asking import ask, names
from tests.search.shelf import LANGUAGE, a_document, an_id, the_shelf


async def test_a_change_is_seen_when_apply_returns(own_market: SearchEngine) -> None:
    dearer = a_document("Sommerhonig", version=2, cents=725)

    await own_market.apply([dearer], [])

    answer = await ask(own_market, "sommerhonig")
    assert answer.total == 1
    assert answer.hits[0].card.price.amount == 725


async def test_applying_twice_changes_nothing_more(own_market: SearchEngine) -> None:
    dearer = a_document("Sommerhonig", version=2, cents=725)

    await own_market.apply([dearer], [an_id("Kirschsaft")])
    await own_market.apply([dearer], [an_id("Kirschsaft")])

    assert await own_market.count() == len(the_shelf()) - 1
    assert (await ask(own_market, "sommerhonig")).total == 1


async def test_what_is_deleted_is_gone(own_market: SearchEngine) -> None:
    await own_market.apply([], [an_id("Kirschsaft"), an_id("never there")])

    assert "Kirschsaft" not in await names(own_market, "saft")
    assert await own_market.count() == len(the_shelf()) - 1


async def test_sold_out_is_seen(own_market: SearchEngine) -> None:
    await own_market.apply([a_document("Kirschsaft", version=2, pieces=0)], [])

    there = Filters(available=True)
    assert "Kirschsaft" not in await names(own_market, "saft", filters=there)


async def test_the_index_knows_its_versions(own_market: SearchEngine) -> None:
    await own_market.apply([a_document("Sommerhonig", version=7)], [an_id("Kirschsaft")])

    versions = await own_market.versions()

    assert len(versions) == len(the_shelf()) - 1
    assert versions[an_id("Sommerhonig")] == 7
    assert versions[an_id("Erdbeeren")] == 1


async def test_each_change_raises_the_generation(own_market: SearchEngine) -> None:
    before = own_market.generation

    await own_market.apply([a_document("Sommerhonig", version=2)], [])

    assert own_market.generation > before


async def test_a_rebuild_is_not_seen_before_its_swap(own_market: SearchEngine) -> None:
    rebuild = await own_market.begin_rebuild(LANGUAGE)
    await rebuild.apply([a_document("Sommerhonig")], [])

    assert (await ask(own_market)).total == len(the_shelf())

    await rebuild.swap()
    assert await names(own_market) == ["Sommerhonig"]
    assert await own_market.count() == 1


async def test_a_rebuild_that_is_given_up_leaves_the_index_alone(own_market: SearchEngine) -> None:
    rebuild = await own_market.begin_rebuild(LANGUAGE)
    await rebuild.apply([a_document("Sommerhonig")], [])

    await rebuild.discard()

    assert await own_market.count() == len(the_shelf())


async def test_a_full_index_is_healthy(own_market: SearchEngine) -> None:
    assert await own_market.healthy()
