"""Orders, and pages that neither repeat nor skip anything; on both engines alike."""

from datetime import timedelta

import pytest
from search.domain.document import ProductDocument, UnitPrice
from search.domain.engine import SearchEngine
from search.domain.query import Sort

from tests.search.asking import ask, names
from tests.search.shelf import DAY_ONE, KAYNA, a_document, an_id, the_shelf


def per(amount: int, unit: str) -> UnitPrice:
    return UnitPrice(amount, "EUR", unit)


async def test_unit_prices_are_compared_within_their_unit(own_market: SearchEngine) -> None:
    priced = {
        "Sommerhonig": per(130, "100 g"),
        "Erdbeeren": per(780, "kg"),
        "Senf mit Honig": per(2100, "kg"),
        "Apfelsaft naturtrüb": per(31, "100 ml"),
        "Kirschsaft": per(543, "l"),
        "Riesling trocken": per(254, "l"),
        "Mohnbrötchen": per(65, "Stück"),
        "Brotzeitbrett aus Eiche": None,
    }
    others = [each.id for each in the_shelf() if each.card.name not in priced]
    changed = [a_document(title, unit_price=price) for title, price in priced.items()]
    await own_market.apply(changed, others)

    assert await names(own_market, sort=Sort.UNIT_PRICE) == [
        "Erdbeeren",
        "Sommerhonig",
        "Senf mit Honig",
        "Riesling trocken",
        "Apfelsaft naturtrüb",
        "Kirschsaft",
        "Mohnbrötchen",
        "Brotzeitbrett aus Eiche",
    ]


def all_alike() -> list[ProductDocument]:
    """Equal in everything that anything is ordered by."""
    return [
        a_document(each.card.name, cents=500, pieces=5, published_at=DAY_ONE)
        for each in the_shelf()
    ]


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("text", ["", "honig saft brot kuchen wurst"])
async def test_pages_hold_together_while_goods_are_written_again(
    own_market: SearchEngine, sort: Sort, text: str
) -> None:
    await own_market.apply(all_alike(), [])
    total = (await ask(own_market, text, sort=sort, origin=KAYNA)).total
    seen: list[str] = []
    for page in range(1, 9):
        found = await ask(own_market, text, sort=sort, origin=KAYNA, page=page, per_page=3)
        seen += [hit.card.name for hit in found.hits]
        # Somebody buys what was on the page: it is written anew, and stands where it stood.
        await own_market.apply([a for a in all_alike() if a.card.name in seen[-2:]], [])

    assert len(seen) == len(set(seen)) == total


async def test_the_newest_first(own_market: SearchEngine) -> None:
    fresh = a_document("Rote Bete", published_at=DAY_ONE + timedelta(days=300))
    await own_market.apply([fresh], [an_id("Kirschsaft")])

    found = await names(own_market, sort=Sort.NEWEST, per_page=2)

    assert found == ["Rote Bete", "Senf mit Honig"]
