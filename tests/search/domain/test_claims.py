"""What goods say they are without, and how it is asked for."""

import pytest
from search.domain.claims import claims_of
from search.domain.folding import words

from tests.search.shelf import LANGUAGE, a_document

READ = LANGUAGE.understanding.read


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Malztrunk ohne Alkohol", ["alkoholfrei"]),
        ("Alkoholfreies Bier", ["alkoholfrei"]),
        ("Zuckerfrei", ["zuckfrei"]),
        ("Mus ohne Zucker", ["zuckfrei"]),
        ("ohne Nüsse und Rosinen gebacken", ["nussfrei", "rosinfrei"]),
        ("ohne die Familie", []),
        ("freie Werkstatt", []),
        ("Brot mit Nüssen und Rosinen", []),
        ("ohne", []),
    ],
)
def test_both_ways_of_saying_it_are_one(text: str, claims: list[str]) -> None:
    assert list(claims_of(words(text))) == claims


def test_goods_carry_what_they_claim() -> None:
    document = a_document("Kirschsaft", title="Kirschsaft ohne Zucker")

    assert "zuckfrei" in document.text.extra.split()


def test_what_is_not_wanted_is_a_claim_beside_the_words() -> None:
    understood = READ("kuchen ohne rosinen und nüsse")

    assert understood.text == "kuchen"
    assert len(understood.units) == 1
    assert understood.claims == ("rosinfrei", "nussfrei")
    assert READ("kuchen ohne rosinen", literal=True).claims == ()


def test_alone_it_is_what_is_asked_for() -> None:
    (unit,) = READ("ohne zucker").units

    assert [word.stem for word in unit.words] == ["zuckfrei"]
    assert READ("ohne zucker").claims == ()
