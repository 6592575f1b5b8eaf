"""What stands beside the plain hits, on either engine: suggestions, shops, corrections, company."""

import pytest
from search.domain.engine import SearchEngine
from search.index.single import SingleEngine
from search.queries.beside import similar, together
from search.queries.find import find
from search.queries.shops import list_days, list_shops
from search.queries.suggest import Suggestions, suggest

from tests.search.around import COMPANIONS, around, asked, named
from tests.search.shelf import a_snapshot


@pytest.fixture
def engine(market: SearchEngine) -> SingleEngine:
    return SingleEngine(market)


def names(found: Suggestions) -> list[str]:
    return [product.name for product in found.products]


@pytest.mark.parametrize(
    ("typed", "product", "term"),
    [
        ("br", "Brötchen, handgeformt", "Brötchen"),
        ("ro", "Roggenmischbrot", "Roggenmischbrot"),
        ("ap", "Apfelsaft naturtrüb", "Apfelsaft"),
        ("erdb", "Erdbeeren", "Erdbeeren"),
        ("frische bröt", "Brötchen, handgeformt", "frische Brötchen"),
        ("rote b", "Rote Bete", "Rote Bete"),
    ],
)
async def test_what_is_begun_is_offered_whole(
    engine: SingleEngine, typed: str, product: str, term: str
) -> None:
    found = await suggest(typed, around(), engine)

    assert product in names(found)
    assert term in found.terms
    assert found.corrected is None
    assert len(names(found)) == len(set(names(found)))
    assert len(found.terms) == len({term.lower() for term in found.terms}) <= 6


@pytest.mark.parametrize(
    ("typed", "shops"),
    [
        ("lin", ["baeckerei-lindner"]),
        ("ahn", ["backstube-kayna"]),
        ("tischler", ["tischlerei-span"]),
        ("metzger", ["fleischerei-voigt"]),
        ("winz", ["weingut-seidel"]),
        ("winzer", ["weingut-seidel"]),
        ("lindnr", ["baeckerei-lindner"]),
    ],
)
async def test_shops_are_offered_by_name_and_trade(
    engine: SingleEngine, typed: str, shops: list[str]
) -> None:
    found = await suggest(typed, around(), engine)

    assert [shop.slug for shop in found.shops] == shops


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("bröt", "broetchen_semmeln"),
        ("schrippe", "broetchen_semmeln"),
        ("apfelsaft", "saft_most"),
        ("kuch", "kuchen_torten"),
    ],
)
async def test_categories_are_offered_by_name_synonym_and_kind(
    engine: SingleEngine, typed: str, key: str
) -> None:
    found = await suggest(typed, around(), engine)

    assert key in [category.key for category in found.categories]


@pytest.mark.parametrize(
    ("typed", "product"),
    [
        ("qerdb", "Erdbeeren"),
        ("qrogenbrodt", "Roggenmischbrot"),
        ("brodc", "Brötchen, handgeformt"),
    ],
)
async def test_misspelt_beginnings_still_lead_somewhere(
    engine: SingleEngine, typed: str, product: str
) -> None:
    put_right = {"qrogenbrodt": "roggenmischbrot", "qerdb": "erdbeeren"}.get

    found = await suggest(typed, around(put_right), engine)

    assert product in names(found)


async def test_nothing_is_offered_for_nothing(engine: SingleEngine) -> None:
    assert await suggest("  ", around(), engine) == Suggestions()


@pytest.mark.parametrize(
    ("q", "shops"),
    [
        ("bäckerei zeitz", ["baeckerei-lindner", "backstube-kayna"]),
        ("bäckerei kayna", ["backstube-kayna", "baeckerei-lindner"]),
        ("lindner", ["baeckerei-lindner"]),
        ("tischler", ["tischlerei-span"]),
        ("hofladen bei kayna", ["hof-sonnenberg"]),
        ("brot", []),
    ],
)
async def test_shops_that_the_words_name_come_with_their_number_of_hits(
    engine: SingleEngine, q: str, shops: list[str]
) -> None:
    parameters, question = asked(q=q)

    found, _ = await find(parameters, question, around(), engine)

    hits = [hit.card.shop.slug for hit in found.result.hits]
    assert [shop.slug for shop in found.shops] == shops
    assert [shop.products for shop in found.shops] == [hits.count(slug) for slug in shops]


async def test_shops_are_named_on_the_first_page_only(engine: SingleEngine) -> None:
    parameters, question = asked(q="lindner", page=2, per_page=1)

    found, _ = await find(parameters, question, around(), engine)

    assert found.shops == ()


async def test_a_misspelling_that_finds_nothing_is_put_right_and_told(
    engine: SingleEngine,
) -> None:
    parameters, question = asked(q="qschxrybz")
    put_right = around({"qschxrybz": "kirschsaft"}.get)

    found, answered = await find(parameters, question, put_right, engine)

    assert found.corrected == "kirschsaft"
    assert named(found.result.hits)[0] == "Kirschsaft"
    assert answered.understood.text == "kirschsaft"
    assert found.searched
    assert (found.searched.sought.term, found.searched.found_nothing) == ("qschxrybz", True)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"q": "qschxrybz", "literal": True}, "kirschsaft"),
        ({"q": "qschxrybz"}, "auch nichts davon"),
        ({"q": "apfelsaft"}, "kirschsaft"),
        ({"q": "tischlerei"}, "kirschsaft"),
    ],
)
async def test_what_is_meant_finds_something_or_is_a_shop_stays_as_typed(
    engine: SingleEngine, parameters: dict[str, object], words: str
) -> None:
    typed, question = asked(**parameters)

    found, _ = await find(typed, question, around(lambda _: words), engine)

    assert found.corrected is None


async def test_similar_goods_are_of_the_same_kind_first_and_never_the_same_thing(
    engine: SingleEngine,
) -> None:
    found = await similar(a_snapshot("Roggenmischbrot"), around(), engine, 3)

    assert named(found.hits)[0] == "Dinkelvollkornbrot"
    assert "Roggenmischbrot" not in named(found.hits)
    assert len(found.hits) == 3


async def test_similar_goods_can_be_made_by_the_same_shop(engine: SingleEngine) -> None:
    found = await similar(a_snapshot("Apfelsaft naturtrüb"), around(), engine, 8)

    assert named(found.hits)[0] == "Kirschsaft"


async def test_what_goes_with_it_is_of_other_shops_nearby_on_the_same_day(
    engine: SingleEngine,
) -> None:
    found = await together(a_snapshot("Roggenmischbrot"), around(), engine, COMPANIONS, 6)

    shops = [hit.card.shop.slug for hit in found.hits]
    assert found.day
    assert found.day.isoformat() == "2026-11-20"
    assert named(found.hits)[0] == "Sommerhonig"
    # The butcher's day is Saturday, the winery is far away, and its own shop is no other.
    assert set(shops) <= {"hof-sonnenberg", "backstube-kayna"}
    assert len(shops) == len(set(shops))
    assert all(hit.distance_km is not None and hit.distance_km <= 10 for hit in found.hits)


async def test_on_a_day_with_nobody_near_there_is_no_company(engine: SingleEngine) -> None:
    found = await together(a_snapshot("Riesling trocken"), around(), engine, COMPANIONS, 6)

    assert found.hits == ()


async def test_shops_are_listed_with_what_each_has(engine: SingleEngine) -> None:
    _, question = asked(place="Kayna", radius_km=20)

    found = await list_shops(question, around(), engine, 10, None)

    listed = {shop.slug: shop.products for shop in found.items}
    assert listed == {
        "backstube-kayna": 3,
        "hof-sonnenberg": 10,
        "tischlerei-span": 0,
        "baeckerei-lindner": 4,
        "fleischerei-voigt": 3,
    }
    assert found.items[0].distance_km == 0.0
    assert found.total == 5


@pytest.mark.parametrize(
    ("parameters", "slugs"),
    [
        ({"q": "bäcker"}, {"baeckerei-lindner", "backstube-kayna"}),
        ({"q": "tischler"}, {"tischlerei-span"}),
        ({"q": "riesling"}, {"weingut-seidel"}),
        ({"q": "xylophon"}, set()),
        ({"category": "saft_most"}, {"hof-sonnenberg"}),
        ({"collect": "sa"}, {"hof-sonnenberg", "fleischerei-voigt"}),
        ({"collect": "sa", "q": "fleischer"}, {"fleischerei-voigt"}),
        ({"deliver_to": "06712"}, set()),
    ],
)
async def test_shops_are_narrowed_by_words_and_filters(
    engine: SingleEngine, parameters: dict[str, object], slugs: set[str]
) -> None:
    _, question = asked(**parameters)

    found = await list_shops(question, around(), engine, 10, None)

    assert {shop.slug for shop in found.items} == slugs
    assert found.total == len(slugs)


async def test_every_shop_comes_once_page_by_page(engine: SingleEngine) -> None:
    _, question = asked()
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await list_shops(question, around(), engine, 2, cursor)
        seen, cursor = [*seen, *(shop.slug for shop in page.items)], page.next

    assert len(seen) == len(set(seen)) == 6


async def test_market_days_count_shops_and_goods(engine: SingleEngine) -> None:
    _, question = asked()

    found = await list_days(question, around(), engine)

    told = {day.day.isoformat(): (day.shops, day.products) for day in found}
    assert len(found) == 7
    assert told["2026-11-20"] == (4, 19)
    assert told["2026-11-21"] == (2, 13)
    assert told["2026-11-22"] == (0, 0)


async def test_market_days_around_a_place(engine: SingleEngine) -> None:
    _, question = asked(near="51.1499,11.8098", radius_km=5)

    found = await list_days(question, around(), engine)

    assert (found[0].shops, found[0].products) == (1, 2)
