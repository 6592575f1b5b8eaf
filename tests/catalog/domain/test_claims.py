"""Words that need proof."""

import pytest
from catalog.domain.claims import broken_rules, is_organic_certificate, organic_word
from catalog.domain.region import WordRule


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Bio-Eier vom Hof", "Bio-Eier"),
        ("frische Bioeier", "Bioeier"),
        ("Öko-Kartoffeln", "Öko-Kartoffeln"),
        ("aus ökologischem Anbau", "ökologischem"),
        ("biologisch angebaut", "biologisch"),
        ("organic honey", "organic"),
        ("Demeter-Bio", "Bio"),
    ],
)
def test_organic_claims_are_found(text, word):
    assert organic_word([text]) == word


@pytest.mark.parametrize(
    "text",
    [
        "Biografie eines Bäckers",
        "aus dem Biosphärenreservat",
        "biologisch abbaubares Spülmittel",
        "Ökonomie im Ort",
        "ein Kombiofen aus Zeitz",
        "frisches Brot",
    ],
)
def test_ordinary_words_pass(text):
    assert organic_word([text]) is None


def test_a_control_number_has_its_form():
    assert is_organic_certificate("DE-ÖKO-006")
    assert not is_organic_certificate("DE-006")


def test_a_starred_word_matches_longer_words_but_not_the_exception():
    rule = WordRule("weapons", ("waffe*",), ("waffel*",), "Keine Waffen.")

    assert broken_rules([rule], ["Waffenöl"]) == [rule]
    assert broken_rules([rule], ["Waffeln vom Blech"]) == []


def test_a_plain_word_matches_only_itself():
    rule = WordRule("snus", ("snus",), (), "Nein.")

    assert broken_rules([rule], ["Snus"]) == [rule]
    assert broken_rules([rule], ["Snusgärtner"]) == []
