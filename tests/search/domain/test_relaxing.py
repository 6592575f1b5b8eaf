"""What is asked when no product has all the words."""

from search.domain.relaxing import relaxations

from tests.search.shelf import LANGUAGE


def _steps(text: str) -> list[list[str]]:
    units = LANGUAGE.understanding.read(text, find_place=False).units
    return [
        [" ".join(word.folded for unit in units for word in unit.words) for units in step]
        for step in relaxations(units)
    ]


def test_one_word_has_nothing_nearby() -> None:
    assert _steps("brot") == []


def test_a_compound_is_a_kind_of_something() -> None:
    assert _steps("himbeerkuchen") == [["kuchen"]]


def test_first_the_words_go_that_are_no_goods() -> None:
    assert _steps("brot xyzxyz")[0] == ["brot"]


def test_of_three_goods_two_then_one() -> None:
    assert _steps("brot käse wein") == [
        ["kase wein", "brot wein", "brot kase"],
        ["brot", "kase", "wein"],
    ]


def test_beside_another_word_a_gift_says_little() -> None:
    assert _steps("geschenk zur taufe") == [["taufe"], ["geschenk", "taufe"]]
    assert _steps("geschenk") == []
