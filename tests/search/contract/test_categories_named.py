"""A word that names a category: what is sold there comes before what is only called so."""

import pytest
from search.domain.engine import SearchEngine

from tests.search.asking import names
from tests.search.shelf import a_document

# Each takes the place, and so the category, of something else on the shelf.
RUSSISCH_BROT = a_document("Streuselkuchen vom Blech", title="Russisch Brot")
BOOK_OF_WINE = a_document("Blumenerde torffrei", title="Wein und Landschaft")
POT = a_document("Brotzeitbrett aus Eiche", title="Brottopf")


async def test_bread_comes_before_what_is_only_called_bread(own_market: SearchEngine) -> None:
    await own_market.apply([RUSSISCH_BROT, POT], [])

    found = await names(own_market, "brot")

    assert set(found[:2]) == {"Roggenmischbrot", "Dinkelvollkornbrot"}
    assert found.index("Russisch Brot") < found.index("Brottopf")


@pytest.mark.parametrize("typed", ["brot", "Brote", "laib"])
async def test_every_form_and_synonym_names_the_category(
    own_market: SearchEngine, typed: str
) -> None:
    await own_market.apply([RUSSISCH_BROT], [])

    found = await names(own_market, typed)

    assert set(found[:2]) == {"Roggenmischbrot", "Dinkelvollkornbrot"}
    assert "Russisch Brot" in found


async def test_what_is_called_by_a_narrower_name_is_of_the_category_too(
    own_market: SearchEngine,
) -> None:
    silvaner = a_document("Riesling trocken", title="Silvaner trocken")
    await own_market.apply([BOOK_OF_WINE, silvaner], [])

    found = await names(own_market, "wein")

    assert found.index("Silvaner trocken") < found.index("Wein und Landschaft")


async def test_a_title_of_just_that_word_stays_first(own_market: SearchEngine) -> None:
    await own_market.apply([a_document("Brotzeitbrett aus Eiche", title="Brot")], [])

    assert (await names(own_market, "brot"))[0] == "Brot"


async def test_a_product_of_the_category_without_the_word_is_not_lifted(
    own_market: SearchEngine,
) -> None:
    """Not all that a bakery files under bread is bread."""
    bag = a_document("Dinkelvollkornbrot", title="Beutel aus Leinen")
    await own_market.apply([bag, RUSSISCH_BROT], [])

    found = await names(own_market, "brot")

    assert found.index("Russisch Brot") < found.index("Beutel aus Leinen")


async def test_two_words_still_must_both_be_there(own_market: SearchEngine) -> None:
    await own_market.apply([RUSSISCH_BROT], [])

    assert await names(own_market, "russisch brot") == ["Russisch Brot"]
