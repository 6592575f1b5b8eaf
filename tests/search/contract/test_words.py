"""What words find, on both engines alike."""

import pytest
from search.domain.engine import SearchEngine

from tests.search.asking import ask, names
from tests.search.shelf import a_document


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Roggenmischbrot", "Roggenmischbrot"),
        ("BROETCHEN", "Brötchen, handgeformt"),
        ("broetchen", "Brötchen, handgeformt"),
        ("brotchen", "Brötchen, handgeformt"),
        ("apfel", "Äpfel Boskoop"),
        ("äpfel", "Äpfel Boskoop"),
        ("aepfel", "Äpfel Boskoop"),
        ("möhre", "Möhren mit Grün"),
        ("suesser eierkuchen", "Eierkuchen süß"),
        ("honig", "Sommerhonig"),
        ("rotwein", "Roter Hang, Spätburgunder Rotwein"),
        ("Bröt\u00adchen", "Brötchen, handgeformt"),
        ("Bro\u0308tchen", "Brötchen, handgeformt"),
        ("apfel saft", "Apfelsaft naturtrüb"),
        ("Apfel-Saft", "Apfelsaft naturtrüb"),
        ("roggen misch brot", "Roggenmischbrot"),
        ("wo gibt es frische leberwurst", "Leberwurst grob"),
        ("drei brötchen", "Brötchen, handgeformt"),
        ("ein glas sommerhonig", "Sommerhonig"),
    ],
)
async def test_spelling_and_number_do_not_matter(
    market: SearchEngine, typed: str, first: str
) -> None:
    found = await names(market, typed)

    assert found[0] == first


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("saft", "Apfelsaft naturtrüb"),
        ("saft", "Kirschsaft"),
        ("brot", "Roggenmischbrot"),
        ("brötchen", "Mohnbrötchen"),
        ("wurst", "Leberwurst grob"),
        ("bratwurst", "Rostbratwurst"),
        ("erde", "Blumenerde torffrei"),
        ("kirsche", "Kirschsaft"),
        ("beere", "Erdbeeren"),
        ("kuchen", "Streuselkuchen vom Blech"),
    ],
)
async def test_a_part_finds_the_compound(market: SearchEngine, part: str, whole: str) -> None:
    assert whole in await names(market, part)


@pytest.mark.parametrize(
    ("part", "stranger"), [("erde", "Erdbeeren"), ("wein", "Schweinebraten"), ("ei", "Riesling")]
)
async def test_a_part_that_is_no_word_finds_nothing(
    market: SearchEngine, part: str, stranger: str
) -> None:
    assert not [name for name in await names(market, part) if name.startswith(stranger)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("roggenmishbrot", "Roggenmischbrot"),
        ("reisling", "Riesling trocken"),
        ("erdbeern", "Erdbeeren"),
        ("pfankuchen", "Pfannkuchen mit Pflaumenmus"),
        ("lebrewurst", "Leberwurst grob"),
    ],
)
async def test_slips_are_forgiven(market: SearchEngine, typed: str, found: str) -> None:
    assert (await names(market, typed))[0] == found


@pytest.mark.parametrize("typed", ["mhr", "2023", "xylophon"])
async def test_short_words_numbers_and_nonsense_find_nothing(
    market: SearchEngine, typed: str
) -> None:
    answer = await ask(market, typed)

    assert answer.total == 0
    assert answer.hits == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ro", "Roggenmischbrot"),
        ("blume", "Blumenerde torffrei"),
        ("brötc", "Brötchen, handgeformt"),
    ],
)
async def test_the_last_word_is_found_while_it_is_typed(
    market: SearchEngine, typed: str, found: str
) -> None:
    assert found in await names(market, typed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("semmeln", "Brötchen, handgeformt"),
        ("schrippe", "Brötchen, handgeformt"),
        ("karotten", "Möhren mit Grün"),
        ("krapfen", "Pfannkuchen mit Pflaumenmus"),
        ("rote rübe", "Rote Bete"),
        ("plinsen", "Eierkuchen süß"),
    ],
)
async def test_two_way_synonyms(market: SearchEngine, typed: str, found: str) -> None:
    assert (await names(market, typed))[0] == found


async def test_a_misspelt_synonym_still_leads_there(market: SearchEngine) -> None:
    assert "Brötchen, handgeformt" in await names(market, "schrippn")


async def test_a_one_way_expansion_does_not_work_backwards(market: SearchEngine) -> None:
    wider = await names(market, "pfannkuchen")
    narrower = await names(market, "eierkuchen")

    assert wider[0] == "Pfannkuchen mit Pflaumenmus"
    assert "Eierkuchen süß" in wider
    assert "Pfannkuchen mit Pflaumenmus" not in narrower


async def test_what_it_is_comes_before_what_is_in_it(market: SearchEngine) -> None:
    found = await names(market, "honig")

    assert found.index("Sommerhonig") < found.index("Senf mit Honig")


async def test_all_words_count(market: SearchEngine) -> None:
    answer = await ask(market, "saft bio")

    assert [hit.card.name for hit in answer.hits] == ["Apfelsaft naturtrüb"]
    assert not answer.relaxed


@pytest.mark.parametrize("typed", ["brot xyzxyz", "xyzxyz brot"])
async def test_where_no_product_has_all_words_some_will_do(
    market: SearchEngine, typed: str
) -> None:
    answer = await ask(market, typed)

    assert "Roggenmischbrot" in [hit.card.name for hit in answer.hits]
    assert answer.relaxed


@pytest.mark.parametrize(
    ("typed", "found"),
    [("traubensaft", "Kirschsaft"), ("himbeerkuchen", "Streuselkuchen vom Blech")],
)
async def test_where_there_is_none_of_it_others_of_its_kind_will_do(
    market: SearchEngine, typed: str, found: str
) -> None:
    answer = await ask(market, typed)

    assert found in [hit.card.name for hit in answer.hits]
    assert answer.relaxed


async def test_a_whole_word_is_not_the_beginning_of_another(market: SearchEngine) -> None:
    found = await names(market, "brot")

    assert "Brotzeitbrett aus Eiche" not in found[:2]


async def test_stop_words_do_not_count(market: SearchEngine) -> None:
    assert (await names(market, "ich suche die Leberwurst"))[0] == "Leberwurst grob"


async def test_the_shop_can_be_searched(market: SearchEngine) -> None:
    answer = await ask(market, "Lindner")

    assert {hit.card.shop.slug for hit in answer.hits} == {"baeckerei-lindner"}


@pytest.mark.parametrize(
    "typed", ['"', "\\", "category = 'x'", "(", "*", "🍞", "a" * 300, "-brot", "\x00"]
)
async def test_signs_are_not_a_language(market: SearchEngine, typed: str) -> None:
    answer = await ask(market, typed)

    assert answer.total >= 0


async def test_what_says_it_is_without_comes_first_and_the_others_after(
    own_market: SearchEngine,
) -> None:
    juices = await names(own_market, "saft")
    await own_market.apply(
        [a_document("Kirschsaft", title="Kirschsaft ohne Zucker", version=2)], []
    )

    for typed in ("saft ohne zucker", "saft ohne zucker und salz"):
        assert (await names(own_market, typed))[0] == "Kirschsaft ohne Zucker"
    found = await ask(own_market, "saft ohne zucker")
    assert (found.total, found.relaxed) == (len(juices), False)
    assert await names(own_market, "saft ohne nüsse") == await names(own_market, "saft")
    assert await names(own_market, "zuckerfreier saft") == ["Kirschsaft ohne Zucker"]
    assert await names(own_market, "ohne zucker") == ["Kirschsaft ohne Zucker"]
    assert await names(own_market, "erde ohne torf") == ["Blumenerde torffrei"]
