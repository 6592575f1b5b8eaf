"""What a hit says about why it stands where it stands."""

from datetime import date

import pytest
from search.domain.reasons import Calendar, Reasons
from search.domain.result import Hit, Reason
from search.domain.units import APART, EQUAL, GUESSED, INCLUDED

from tests.search.shelf import LANGUAGE, a_document


def _hit(title: str, distance_km: float | None = None) -> Hit:
    document = a_document(title)
    return Hit(document.card, document.summary, distance_km)


def _why(typed: str, title: str) -> list[tuple[str, str]]:
    units = LANGUAGE.understanding.read(typed, find_place=False).units
    reasons = Reasons(LANGUAGE, units).of(_hit(title))
    return [(each.key, each.words) for each in reasons if each.key != "available"]


@pytest.mark.parametrize(
    ("typed", "title", "why"),
    [
        ("leberwurst", "Leberwurst grob", [("confirmed", "Warengruppe passt: Wurst & Schinken")]),
        ("boskoop", "Äpfel Boskoop", [("extra", "Im Namen dabei: Boskoop")]),
        ("apfel", "Apfelsaft naturtrüb", [("parts", "Teil von: Apfelsaft")]),
        ("honig", "Senf mit Honig", [("extra", "Im Namen dabei: Honig")]),
        ("lindner", "Roggenmischbrot", [("maker", "Laden: Bäckerei Lindner")]),
        ("kayna", "Erdbeeren", [("maker", "Laden: Kayna")]),
        ("kruste", "Roggenmischbrot", [("body", "In der Beschreibung: kruste")]),
        (
            "karotten",
            "Möhren mit Grün",
            [
                ("confirmed", "Warengruppe passt: Gemüse"),
                ("equal", "Gleiche Bedeutung wie karotten"),
            ],
        ),
        (
            "boskop",
            "Äpfel Boskoop",
            [("core", "Im Namen: Boskoop"), ("misspelt", "Ähnlich geschrieben: Boskoop")],
        ),
        (
            "erdbe",
            "Erdbeeren",
            [("core", "Im Namen: Erdbeeren"), ("begun", "Beginnt so: Erdbeeren")],
        ),
    ],
)
def test_a_hit_says_where_the_word_stands(
    typed: str, title: str, why: list[tuple[str, str]]
) -> None:
    assert _why(typed, title) == why


def test_a_hit_says_which_words_it_lacks() -> None:
    assert ("words", "Hat 1 von 2 Wörtern") in _why("brot xylophon", "Roggenmischbrot")


def test_what_can_be_had_how_far_it_is_and_when() -> None:
    today = date(2026, 11, 26)
    reasons = Reasons(LANGUAGE, ()).of(_hit("Erdbeeren", 2.44), Calendar(today, today))

    assert reasons == (
        Reason("available", "Kann gekauft werden"),
        Reason("distance", "2,4 km entfernt"),
        Reason("collect_today", "Heute abholbar"),
    )


def test_what_is_sold_out_does_not_say_that_it_can_be_bought() -> None:
    assert Reasons(LANGUAGE, ()).of(_hit("Dinkelvollkornbrot")) == ()


def test_the_weights_of_meanings_are_those_that_units_carry() -> None:
    declared = {each.key: each.weight / 100 for each in LANGUAGE.ranking.meaning}

    assert declared == {
        "equal": EQUAL,
        "included": INCLUDED,
        "apart": APART,
        "guessed": GUESSED,
    }


def test_what_is_only_near_is_told_apart() -> None:
    def is_only_near(typed: str, title: str) -> bool:
        units = LANGUAGE.understanding.read(typed, find_place=False).units
        return Reasons(LANGUAGE, units).is_only_near(_hit(title))

    assert is_only_near("kruste", "Roggenmischbrot")
    assert is_only_near("gemüse", "Erdbeeren")
    assert is_only_near("blumk", "Blumenerde torffrei")
    assert not is_only_near("blume", "Blumenerde torffrei")
    assert not is_only_near("obst", "Erdbeeren")
    assert not is_only_near("backwaren", "Roggenmischbrot")
    assert not is_only_near("brot", "Roggenmischbrot")
