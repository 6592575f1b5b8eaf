"""Some fifty searches over the seeded market: what one means is among the first five."""

from collections.abc import AsyncIterator

import pytest
from search.domain.engine import SearchEngine
from search.index.single import SingleEngine
from search.queries.ask import Asked, question_for
from search.queries.search_products import search_products

from tests.search.conftest import BOTH, opened_engine
from tests.search.relevance.seeded import seeded_documents, seeded_language

MEANT = {
    "brot": "brot",
    "mischbrot": "ischbrot",
    "brötchen": "semmel",
    "schrippen": "semmel",
    "pfannkuchen": "Pfannkuchen",
    "berliner": "Pfannkuchen",
    "torte": "torte",
    "kuchen": "kuchen",
    "stollen": "stollen",
    "erdbeeren": "Erdbeeren Senga",
    "äpfel": "Äpfel",
    "kartoffeln": "Kartoffeln",
    "erdäpfel": "Kartoffeln",
    "kartofeln": "Kartoffeln",
    "karotten": "Möhren",
    "möhre": "Möhren",
    "zwiebel": "wiebel",
    "saft": "aft",
    "apfelsaft": "Apfelsaft",
    "traubensaft": "Traubensaft",
    "bier": "bier",
    "silvaner": "Silvaner",
    "kaffee": "Kaffee",
    "pfefferminztee": "Pfefferminztee",
    "honig": "onig",
    "marmelade": "Marmelade",
    "senf": "Senf",
    "mostrich": "enf",
    "leinöl": "Leinöl",
    "weizenmehl": "Weizenmehl",
    "nudeln": "nudeln",
    "eier": "eier",
    "ziegenkäse": "Ziegen",
    "spinnenkäse": "Milbenkäse",
    "wurst": "wurst",
    "leberwurst": "eberwurst",
    "lebrewurst": "eberwurst",
    "roster": "Roster",
    "bulette": "Buletten",
    "gehacktes": "Gehacktes",
    "forelle": "Forelle",
    "seife": "Seife",
    "kerze": "kerze",
    "strauß": "Strauß",
    "brennholz": "Brennholz",
    "kinderwagen": "Kinderwagen",
    "babywagen": "Kinderwagen",
    "fahrrad": "ad",
    "socken": "ocken",
    "schraubenzieher": "Schraubendreher",
    "handy": "phone",
    "vase": "Vase",
    "präsentkorb": "Präsentkorb",
    "geschenkkorb": "Präsentkorb",
    "gutschein": "Gutschein",
}


NAMED = {
    "brot": "brot",
    "käse": "kaese",
    "honig": "honig",
    "wein": "wein_sekt",
    "wurst": "wurst_schinken",
    "kuchen": "kuchen_torten",
    "semmeln": "broetchen_semmeln",
    "glas": "glas",
}


@pytest.fixture(params=BOTH, scope="session")
async def seeded(request: pytest.FixtureRequest) -> AsyncIterator[SearchEngine]:
    async with opened_engine(request) as engine:
        rebuild = await engine.begin_rebuild(seeded_language())
        await rebuild.apply(seeded_documents(), [])
        await rebuild.swap()
        yield engine


@pytest.mark.parametrize("typed", MEANT)
async def test_what_is_meant_is_among_the_first_five(seeded: SearchEngine, typed: str) -> None:
    question = question_for(Asked(q=typed, per_page=5), seeded_language())
    found = await search_products(question, SingleEngine(seeded))
    names = [hit.card.name for hit in found.result.hits]

    assert [name for name in names if MEANT[typed] in name], names


@pytest.mark.parametrize("typed", NAMED)
async def test_the_first_three_are_of_the_category_that_is_named(
    seeded: SearchEngine, typed: str
) -> None:
    question = question_for(Asked(q=typed, per_page=3), seeded_language())
    found = await search_products(question, SingleEngine(seeded))

    assert [hit.card.category for hit in found.result.hits] == [NAMED[typed]] * 3


@pytest.mark.parametrize(
    ("typed", "stranger"),
    [("erde", "Erdbeer"), ("wein", "Schwein"), ("kuchen", "Küche"), ("eis", "Reis")],
)
async def test_what_is_not_meant_is_not(seeded: SearchEngine, typed: str, stranger: str) -> None:
    question = question_for(Asked(q=typed, per_page=10), seeded_language())
    found = await search_products(question, SingleEngine(seeded))

    assert not [hit.card.name for hit in found.result.hits if stranger in hit.card.name]
