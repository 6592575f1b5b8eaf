"""Folding, stems, compounds, amounts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.domain.folding import fold, words
from search.domain.quantities import amount_term, with_amounts
from search.domain.stemming import inflections, stem
from search.domain.vocabulary import observed_words

from tests.search.shelf import LANGUAGE

SPLIT = LANGUAGE.compounds.split


@pytest.mark.parametrize(
    "group",
    [
        ("Brühe", "Bruehe", "BRÜHE", "bruhe"),
        ("Süß", "suess", "süss"),
        ("Crêpe", "crepe"),
        ("Öl", "Oel"),
        ("Grießklößchen", "Griessklösschen", "griesskloesschen"),
        ("Bröt\u00adchen", "Bro\u0308tchen", "Bröt\u200bchen", "broetchen"),
        ("Oma's", "Omas", "Oma\u2019s"),
        ("Œuvre", "Oeuvre"),
        ("SÜẞ", "süß"),
    ],
)
def test_spellings_of_one_word_fold_alike(group: tuple[str, ...]) -> None:
    assert len({fold(word) for word in group}) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Müller-Thurgau", ["muller", "thurgau"]),
        ("mueller thurgau", ["muller", "thurgau"]),
        (unicodedata.normalize("NFD", "Äpfel für Röschen"), ["apfel", "fur", "roschen"]),
        ("Oma's Kuchen", ["omas", "kuchen"]),
        ("'Most'", ["most"]),
        ("500g", ["500", "g"]),
    ],
)
def test_words_are_cut_where_a_reader_would(text: str, found: list[str]) -> None:
    assert [word.folded for word in words(text)] == found


_AWKWARD = st.text(alphabet="aeouäöüßsé'\u0308\u00ad", max_size=12)


@given(st.one_of(st.text(max_size=30), _AWKWARD))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(_AWKWARD)
def test_it_does_not_matter_how_an_umlaut_is_encoded(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("word", ["bauer", "neue", "quark", "sauer", "steuer"])
def test_ue_is_not_always_an_umlaut(word: str) -> None:
    assert fold(word) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("apfel", "äpfel"),
        ("brot", "brote"),
        ("ei", "eier"),
        ("nuss", "nüsse"),
        ("kartoffel", "kartoffeln"),
        ("beere", "beeren"),
        ("glas", "gläser"),
        ("kürbis", "kürbisse"),
        ("wurst", "würste"),
        ("honig", "honigs"),
        ("gurke", "gurken"),
        ("buch", "bücher"),
        ("bauer", "bauern"),
        ("sauer", "saure"),
        ("dunkel", "dunkles"),
        ("trocken", "trockenes"),
        ("gebacken", "gebackener"),
        ("erdbeer", "erdbeeren"),
        ("brot", "brotes"),
    ],
)
def test_singular_and_plural_share_a_stem(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("küche", "kuchen"),
        ("kohl", "kohle"),
        ("leber", "leben"),
        ("käse", "kasse"),
        ("eis", "eisen"),
        ("brot", "brötchen"),
        ("reis", "reise"),
        ("apfel", "ampfer"),
        ("kraut", "kräuter"),
        ("bauer", "bau"),
        ("rahm", "rahmen"),
        ("rind", "rinde"),
        ("lein", "leine"),
        ("rolle", "roller"),
        ("schal", "schale"),
        ("kamm", "kammer"),
        ("lachs", "lache"),
        ("sauer", "sau"),
        ("leder", "led"),
        ("fleischer", "fleisch"),
        ("wecker", "weck"),
        ("aster", "ast"),
        ("roster", "rost"),
    ],
)
def test_different_goods_have_different_stems(one: str, other: str) -> None:
    assert stem(fold(one)) != stem(fold(other))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß", min_size=1, max_size=20))
def test_each_form_leads_back_to_its_stem(word: str) -> None:
    base = stem(fold(word))

    assert all(stem(form) == base for form in inflections(base)[1:])
    assert len(base) <= len(fold(word))


@pytest.mark.parametrize(
    ("whole", "heads", "modifier"),
    [
        ("apfelsaft", ("saft",), "apfel"),
        ("kirschsaft", ("saft",), "kirsch"),
        ("rostbratwurst", ("bratwurst", "wurst"), "rost"),
        ("roggenmischbrot", ("mischbrot", "brot"), "rogg"),
        ("kurbiskernol", ("ol",), "kurbiskern"),
        ("pflaumenmus", ("mus",), "pflaum"),
        ("erdbeermarmelade", ("marmelad",), "erdbeer"),
        ("biomilch", ("milch",), "bio"),
        ("erdbeermilch", ("milch",), "erdbeer"),
        ("wildschweinkeule", ("keul",), "wildschwein"),
        ("wildschweinkeule", ("keul",), "schwein"),
        ("kirschkernkissen", ("kis",), "kern"),
        ("huhnersuppe", ("supp",), "huhn"),
        ("sauerbraten", ("brat",), "saur"),
        ("physalismarmelade", ("marmelad",), "physalis"),
        ("quinoabrot", ("brot",), "quinoa"),
        ("wachtelei", ("ei",), "wachtel"),
        ("gartenschlauch", ("schlauch",), "gart"),
    ],
)
def test_a_compound_is_what_stands_at_its_end(
    whole: str, heads: tuple[str, ...], modifier: str
) -> None:
    parts = SPLIT(whole)

    assert parts is not None
    assert parts.heads == heads
    assert modifier in parts.modifiers


_WHOLE = """
    schwein knoblauch forelle brot hering backerei mosterei konditorei kreis politisch radieschen
    mangold pastell beschwerde vergessen instrumente probieren gewasser lesen reifen
"""


@pytest.mark.parametrize("word", _WHOLE.split())
def test_what_is_no_compound_stays_whole(word: str) -> None:
    assert SPLIT(word) is None


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("erde", "erdbeere"),
        ("erde", "erdbeeren"),
        ("wein", "wildschwein"),
        ("wein", "glucksschwein"),
        ("eis", "eisbein"),
        ("reis", "landkreis"),
        ("reis", "burgenlandkreis"),
        ("rind", "grind"),
        ("lauch", "gartenschlauch"),
        ("ei", "konditorei"),
        ("eis", "pfefferbeisser"),
        ("tomate", "einkochautomat"),
        ("blume", "blumenkohl"),
        ("rose", "rosenkohl"),
        ("kase", "leberkase"),
        ("bier", "probierpaket"),
        ("sau", "sauerkraut"),
        ("bau", "bauernbrot"),
        ("eiche", "lesezeichen"),
        ("buch", "buchweizen"),
        ("ente", "komponente"),
    ],
)
def test_a_part_that_is_not_meant_is_not_taken_out(part: str, whole: str) -> None:
    parts = SPLIT(whole)

    assert parts is None or stem(part) not in (*parts.heads, *parts.modifiers)


@pytest.mark.parametrize(
    ("small", "usual"),
    [("gurkchen", "gurke"), ("kartoffelchen", "kartoffel"), ("gurklein", "gurke")],
)
def test_a_small_one_is_one(small: str, usual: str | None) -> None:
    parts = SPLIT(small)

    assert (parts.heads[0] if parts else None) == stem(usual)


@pytest.mark.parametrize("word", ["brotchen", "plätzchen", "hahnchen", "wurstchen"])
def test_a_small_word_of_its_own_stays(word: str) -> None:
    assert SPLIT(fold(word)) is None


@given(st.text(alphabet="abcdefghiklmnoprstuwz", min_size=1, max_size=24))
def test_taking_apart_never_loses_the_end(word: str) -> None:
    parts = SPLIT(word)

    assert parts is None or all((*parts.heads, *parts.modifiers))


def test_titles_teach_what_goods_are_called() -> None:
    observed = observed_words(["Kürtos zimt", "Kürtos nuss", "Einzelstück"])
    taught = LANGUAGE.with_words(observed).compounds

    assert SPLIT("zimtkurtos") is None
    parts = taught.split("zimtkurtos")
    assert parts is not None
    assert parts.heads == (stem("kurtos"),)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("0,5 l", "500ml"),
        ("500ml", "500ml"),
        ("0.5 Liter", "500ml"),
        ("1 kg", "1000g"),
        ("2 Pfund", "1000g"),
        ("75 cl", "750ml"),
        ("halber Liter", "500ml"),
        ("1/2 Liter", "500ml"),
        ("½ l", "500ml"),
        ("0,5l", "500ml"),
        ("zwei Kilo", "2000g"),
        ("ein Pfund", "500g"),
        ("6 Stück", "6stuck"),
        ("6er-Pack", "6stuck"),
        ("6er", "6stuck"),
        ("Sechserpack", "6stuck"),
        ("Dutzend", "12stuck"),
        ("1050er", "1050"),
    ],
)
def test_amounts_are_compared_in_one_unit(text: str, term: str) -> None:
    assert [word.folded for word in with_amounts(words(text))] == [term]


def test_a_number_before_any_other_word_stays_a_number() -> None:
    assert [word.folded for word in with_amounts(words("3 Brötchen"))] == ["3", "brotchen"]
    assert amount_term("drei", "kg") is None
    assert [word.folded for word in with_amounts(words("ein Brot"))] == ["ein", "brot"]
    assert [word.folded for word in with_amounts(words("Schrauben 4x40"))] == [
        "schrauben",
        "4",
        "40",
    ]


@given(st.text(max_size=60))
def test_words_point_into_their_text(text: str) -> None:
    for word in words(text):
        assert fold(text[word.start : word.end]) == word.folded


@pytest.mark.parametrize("part", ["apfel", "saft", "ei", "er", "kirsch", "brotwein"])
def test_a_chain_of_parts_takes_no_longer_the_longer_it_is(part: str) -> None:
    known = LANGUAGE.with_words().compounds
    looked_up = 0

    class Counted(dict[str, str]):
        def __contains__(self, key: object) -> bool:
            nonlocal looked_up
            looked_up += 1
            return super().__contains__(key)

    known._heads = Counted(known._heads)
    known.is_sure((part * 40)[:40])
    known.split((part * 40)[:40])

    assert looked_up < 4_000
