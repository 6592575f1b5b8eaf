"""What people may have meant by words that find nothing."""

import pytest
from search.domain.proposals import MOST_GUESSES, guesses
from search.domain.vocabulary import observed_words

from tests.search.shelf import LANGUAGE

TITLES = ("Zwiebeln im Netz", "Zwiebeln rot", "Butterkuchen", "Kuchen vom Blech", "Kuchen klein")
KNOWING = LANGUAGE.with_words(observed_words(TITLES))


def meant(term: str) -> dict[str, str]:
    return {guess.words.lower(): guess.why.value for guess in guesses(term, KNOWING)}


@pytest.mark.parametrize(
    ("term", "words", "why"),
    [
        ("zwibeln", "zwiebeln", "spelling"),
        ("zwiebelkuchen", "kuchen", "part"),
        ("zwiebelplatz", "zwiebel", "part"),
        ("brot zwiebelplatz", "zwiebelplatz", "part"),
        ("brötchenservice", "brötchen", "stem"),
    ],
)
def test_what_is_near_is_guessed(term: str, words: str, why: str) -> None:
    assert meant(term).get(words) == why


def test_the_word_itself_is_no_guess_and_there_are_never_many() -> None:
    assert "kuchen" not in meant("kuchen")
    assert all(len(guesses(term, KNOWING)) <= MOST_GUESSES for term in ("brot wurst käse", "a", ""))
