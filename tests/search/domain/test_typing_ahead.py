"""Words and phrases to go on with, and beginnings with a slip."""

import pytest
from search.domain.typing_ahead import PhraseBook, is_called, words_to_go_on
from search.domain.vocabulary import observed_words

from tests.search.shelf import LANGUAGE

TITLES = ("Zwiebeln im Netz", "Zwiebelkuchen", "Brötchen", "Roggenbrot mit Zwiebeln")
BOOK = PhraseBook(LANGUAGE.with_words(observed_words(TITLES)))


def go_on(typed: str, *titles: str) -> tuple[str, ...]:
    return words_to_go_on(typed, titles, BOOK, 6)


def test_categories_come_first_then_what_goods_are_called() -> None:
    found = go_on("br", "Brezel", "Brot mit Salz", "Brot aus Roggen")

    assert found[:3] == ("Brot", "Brötchen", "Brennholz")
    assert "Brezel" in found


def test_one_word_for_each_stem_and_never_what_is_typed() -> None:
    assert go_on("brötchen", "Brötchen") == ()
    found = go_on("möh", "Möhre", "Möhren mit Grün")
    assert [word for word in found if word.startswith("Möhre")] == ["Möhre"]


def test_the_words_before_stay_and_phrases_are_known() -> None:
    assert "frische Brötchen" in go_on("frische bröt", "Brötchen, handgeformt")
    assert go_on("rote b")[0] == "Rote Bete"


def test_a_finished_word_has_nothing_to_go_on() -> None:
    assert go_on("brot ", "Brotzeit") == ()
    assert go_on("") == ()


@pytest.mark.parametrize(
    ("begun", "word"),
    [
        ("zwib", "Zwiebeln"),
        ("zeib", None),
        ("zwi", None),
        ("brtöch", None),
        ("kartof", "Kartoffel"),
    ],
)
def test_a_beginning_with_a_slip(begun: str, word: str | None) -> None:
    assert BOOK.nearest(begun) == word


@pytest.mark.parametrize(
    ("typed", "title", "called"),
    [
        ("semmeln", "Mohnsemmel", True),
        ("semmeln", "Semmel vom Vortag", True),
        ("semmeln", "Hackepeterbrötchen", False),
        ("brot", "Brotkorb", False),
        ("brot", "Soljanka mit Brot", False),
        ("frisches brot", "Roggenbrot mit Zwiebeln", True),
    ],
)
def test_what_a_thing_is_called_is_not_what_it_contains_or_means(
    typed: str, title: str, called: bool
) -> None:
    units = LANGUAGE.understanding.read(typed).units

    assert is_called(title, units, LANGUAGE) is called
