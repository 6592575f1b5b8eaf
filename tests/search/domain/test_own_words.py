"""The operator's own word rules: what is accepted, and how they join the region's."""

import pytest
from marketkit.errors import InvalidError
from search.domain.own_words import AlreadySaidError, checked_rule, extended, rule_key
from search.domain.synonyms import SynonymRule, parse_synonyms, phrase_of

KNOWN = parse_synonyms(
    """
    pflaume, zwetschge, zwetsche
    brötchen, semmel
    pfannkuchen, berliner
    eierkuchen, plinse
    pfannkuchen > eierkuchen
    pfannkuchen ! eierkuchen
    """
)


def two_way(*words: str) -> SynonymRule:
    return SynonymRule(words, words, two_way=True)


def equals(text: str, own: SynonymRule) -> set[str]:
    found = extended(KNOWN, [own]).of(phrase_of(text))
    return {" ".join(other.phrase) for other in found if other.equal}


def test_a_rule_is_tidied() -> None:
    rule = checked_rule(["  Zwiebel  Kuchen ", "Zwiebelplatz", ""], [], two_way=True, known=KNOWN)

    assert rule == two_way("zwiebel kuchen", "zwiebelplatz")


def test_one_way_has_two_sides() -> None:
    rule = checked_rule(["gebäck"], ["kuchen", "keks"], two_way=False, known=KNOWN)

    assert (rule.left, rule.right) == (("gebäck",), ("kuchen", "keks"))


@pytest.mark.parametrize(
    ("words", "finds", "way", "field"),
    [
        ([], [], True, "words"),
        (["brot"], [], True, "words"),
        (["brot", "brote"], [], True, "words"),
        (["brot"], [], False, "finds"),
        (["brot"], ["brote"], False, "finds"),
        ([], ["brot"], False, "words"),
        (["brot", "x"], [], True, "words"),
        (["brot", "a" * 61], [], True, "words"),
        (["brot", "wurst > käse"], [], True, "words"),
        (["brot", "laib # hier"], [], True, "words"),
        (["brot", "\x00\x00"], [], True, "words"),
        ([f"wort{n}" for n in range(13)], [], True, "words"),
        (["brot"], ["!!"], False, "finds"),
    ],
)
def test_what_is_no_rule_is_named_by_field(
    words: list[str], finds: list[str], way: bool, field: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        checked_rule(words, finds, two_way=way, known=KNOWN)

    assert {error.field for error in refused.value.errors} == {field}


def test_what_the_region_keeps_apart_stays_apart() -> None:
    with pytest.raises(InvalidError) as refused:
        checked_rule(["Eierkuchen", "Pfannkuchen"], [], two_way=True, known=KNOWN)

    assert "„pfannkuchen“ und „eierkuchen“ sind zweierlei" in refused.value.errors[0].message


@pytest.mark.parametrize(
    ("words", "finds", "way"),
    [
        (["semmeln", "Brötchen"], [], True),
        (["pfannkuchen"], ["eierkuchen"], False),
        (["semmel"], ["brötchen"], False),
    ],
)
def test_what_is_known_is_not_said_again(words: list[str], finds: list[str], way: bool) -> None:
    with pytest.raises(AlreadySaidError):
        checked_rule(words, finds, two_way=way, known=KNOWN)


def test_the_same_rule_has_the_same_key() -> None:
    assert rule_key(two_way("quetsche", "pflaumen")) == rule_key(two_way("pflaume", "quetschen"))
    assert rule_key(SynonymRule(("a1",), ("b1",), two_way=False)) != rule_key(two_way("a1", "b1"))


def test_a_new_word_joins_the_group_of_the_one_it_equals() -> None:
    own = two_way("quetsche", "zwetschge")

    assert {"pflaum", "zwetschg"} <= equals("quetsche", own)
    assert "quetsch" in equals("pflaume", own)
    assert extended(KNOWN, [own]).canonical(phrase_of("quetsche")) == "pflaume"


def test_a_word_between_two_groups_joins_neither() -> None:
    own = two_way("semmel", "zwetschge")

    assert "brotch" not in equals("zwetschge", own)
    assert "semmel" in equals("zwetschge", own)


def test_joining_a_group_never_breaks_what_is_kept_apart() -> None:
    own = two_way("plinse", "pfannkuchen")

    assert "eierkuchen" not in equals("pfannkuchen", own)
    assert "plins" in equals("pfannkuchen", own)
