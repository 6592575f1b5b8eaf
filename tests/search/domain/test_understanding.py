"""What a typed text is taken to mean."""

import pytest
from search.domain.synonyms import SynonymError, parse_synonyms

from tests.search.shelf import LANGUAGE

READ = LANGUAGE.understanding.read


def stems(text: str) -> list[tuple[str, ...]]:
    return [tuple(word.stem for word in unit.words) for unit in READ(text).units]


def alternatives(text: str) -> set[str]:
    return {" ".join(other.phrase) for unit in READ(text).units for other in unit.alternatives}


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("brot kayna", "Kayna", "brot"),
        ("Kayna Brot", "Kayna", "Brot"),
        ("brot in droyssig", "Droyßig", "brot"),
        ("brot 06712", "06712", "brot"),
        ("wein bad kösen", "Bad Kösen", "wein"),
        ("zeitz", "Zeitz", ""),
        ("elsteraue honig", "Elsteraue", "honig"),
    ],
)
def test_a_place_is_read_from_the_words(text: str, place: str, rest: str) -> None:
    understood = READ(text)

    assert understood.area is not None
    assert understood.area.label == place
    assert understood.text == rest


def test_a_code_that_is_not_ours_stays_a_number() -> None:
    assert READ("brot 99999").area is None


def test_places_may_be_left_unread() -> None:
    assert READ("brot kayna", find_place=False).area is None
    assert stems("ich suche brot") == [("brot",)]


def test_an_english_question_is_left_with_what_it_asks_for() -> None:
    understood = READ("where can i buy fresh eggs near zeitz")

    assert understood.text == "eggs"
    assert understood.area is not None


def test_words_that_belong_together_stay_together() -> None:
    assert stems("kleine rote Bete") == [("klein",), ("rot", "bet")]
    assert stems("kuchen vom blech") == [("kuchen", "blech")]


def test_without_means_without() -> None:
    assert stems("ohne gluten") == []
    assert [word.stem for word in READ("ohne gluten", find_wishes=False).units[0].words] == [
        "glutenfrei"
    ]
    assert stems("brot ohne nüsse") == [("brot",)]


def test_only_stop_words_are_searched_as_they_stand() -> None:
    assert stems("mit und ohne") != []


def test_a_finished_word_is_no_prefix() -> None:
    assert READ("brot").units[-1].words[-1].is_prefix
    assert not READ("brot ").units[-1].words[-1].is_prefix


@pytest.mark.parametrize(("word", "typos"), [("tee", 0), ("brot", 1), ("roggenbr", 2), ("2023", 0)])
def test_how_many_slips_are_forgiven(word: str, typos: int) -> None:
    assert READ(word).units[0].words[0].typos == typos


def test_synonyms_work_both_ways_and_expansions_one_way() -> None:
    assert "semmel" in alternatives("brötchen")
    assert "brotch" in alternatives("semmeln")
    assert "eierkuch" in alternatives("pfannkuchen")
    assert "pfannkuch" not in alternatives("eierkuchen")
    assert "eierkuch" not in alternatives("krapfen")


def test_a_misspelt_synonym_is_guessed_but_a_known_word_is_not() -> None:
    assert "brotch" in alternatives("semel")
    assert "wein" not in alternatives("weizen")


def test_very_long_texts_are_cut() -> None:
    assert len(READ("brot " * 100).units) <= 12


@pytest.mark.parametrize(
    "text", ["a", "brot,", "mett > ", "! mett", "brot, laib\nbrot ! laib", "a > b > "]
)
def test_a_file_that_says_nothing_or_contradicts_itself_is_refused(text: str) -> None:
    with pytest.raises(SynonymError):
        parse_synonyms(text)


def test_the_usual_word_is_the_first_of_its_group() -> None:
    book = LANGUAGE.synonyms

    assert book.canonical(("schripp",)) == "brotchen"
    assert book.canonical(("brotch",)) is None


@pytest.mark.parametrize("text", ["፩ brot", "brot bis ፩ euro", "᧚ km zeitz brot", "² brot"])
def test_a_sign_that_only_resembles_a_number_is_none(text: str) -> None:
    assert ("brot",) in stems(text)


def test_a_compound_is_also_its_parts_with_the_usual_name_of_what_it_is() -> None:
    assert {"erbs eintopf", "erbs supp"} <= alternatives("erbsensuppe")
    assert {"erdbeer marmelad", "erdbeer konfitur"} <= alternatives("erdbeerkonfitüre")


def test_what_stands_before_goes_by_its_usual_name_too() -> None:
    assert "mohr saft" in alternatives("karottensaft")
    assert "pflaum kuchen" in alternatives("zwetschgenkuchen")


def test_what_the_region_counts_among_a_kind_is_of_that_kind() -> None:
    assert "gitarr schnupperstund" in alternatives("gitarrenunterricht")
