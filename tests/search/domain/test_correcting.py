"""Misspelt words are put right by the words that goods are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.domain.sound import sound
from search.domain.vocabulary import observed_words

from tests.search.shelf import LANGUAGE

_TITLES = (
    "Joghurt mild",
    "Kartoffelsalat",
    "Strauchtomaten",
    "Tomaten",
    "Rhabarber",
    "Zwiebeln rot",
    "Leberwurst",
    "Apfelsaft",
    "Blumenstrauß",
    "Fahrrad",
    "Reparatur",
    "Spargel",
    "Gurke",
    "Schlüssel",
    "Mehl Type 405",
)
TAUGHT = LANGUAGE.with_words(observed_words(_TITLES))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kartofel", "kartoffel"),
        ("kartofeln", "kartoffeln"),
        ("zuchini", "zucchini"),
        ("jogurt", "joghurt"),
        ("jogurth", "joghurt"),
        ("tomahte", "tomate"),
        ("tomahten", "tomaten"),
        ("brödchen", "brötchen"),
        ("brötschen", "brötchen"),
        ("broht", "brot"),
        ("kese", "käse"),
        ("keese", "käse"),
        ("semel", "semmel"),
        ("rabarber", "rhabarber"),
        ("zwibeln", "zwiebeln"),
        ("lebrewurst", "leberwurst"),
        ("apfelsfat", "apfelsaft"),
        ("blumenstrauss", None),
        ("blumenstraus", "blumenstrauß"),
        ("fahrad", "fahrrad"),
        ("repratur", "reparatur"),
        ("schpargel", "spargel"),
        ("gruke", "gurke"),
        ("honnig", "honig"),
        ("kaffe", "kaffee"),
        ("pfankuchen", "pfannkuchen"),
        ("kartofelsalat", "kartoffelsalat"),
        ("erdbeerkuchn", "erdbeerkuchen"),
        ("Schlüsel", "Schlüssel"),
        ("ein kilo kartofeln bitte", "ein kilo kartoffeln bitte"),
        ("semel, jogurt!", "semmel, joghurt!"),
    ],
)
def test_what_is_misspelt_is_put_right(typed: str, meant: str | None) -> None:
    assert TAUGHT.corrected(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "brot",
        "brötchen heute in zeitz",
        "broetchen",
        "weizenmehl 405",
        "tee",
        "2023",
        "lieferung nach hohenmölsen",
        "orangensaft",
        "xylophon",
        "mulch",
        "",
        "!?",
    ],
)
def test_what_is_right_short_or_unknown_stays(typed: str) -> None:
    assert TAUGHT.corrected(typed) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brödchen", "Brötchen"),
        ("Zuchini", "Zucchini"),
        ("Mel", "Mehl"),
        ("Fanille", "Vanille"),
        ("Jogurt", "Joghurt"),
        ("Kese", "Käse"),
        ("Aepfel", "Äpfel"),
        ("Schtollen", "Stollen"),
        ("Rabarber", "Rhabarber"),
        ("Biehr", "Bier"),
        ("Kuchn", "Kuchen"),
    ],
)
def test_what_is_heard_alike_has_one_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("Wein", "Wien"), ("Kuchen", "Küche"), ("Ei", "Eis")])
def test_what_is_heard_otherwise_has_another(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@given(st.text(max_size=60))
def test_nothing_but_words_is_ever_changed(text: str) -> None:
    better = TAUGHT.corrected(text)

    assert better is None or (better != text and better.strip() != "")


@given(st.text(alphabet="abcdefghiklmnoprstuwzäöü ", max_size=40))
def test_what_was_put_right_is_right(text: str) -> None:
    better = TAUGHT.corrected(text)

    assert better is None or len(better.split()) == len(text.split())


@pytest.mark.parametrize("text", ["döner", "pfeife", "garnelen", "mangos", "rasenmäher"])
def test_what_everybody_knows_is_no_slip(text: str) -> None:
    assert LANGUAGE.corrected(text) is None
    (unit,) = LANGUAGE.understanding.read(text).units
    assert unit.words[0].typos == 0
