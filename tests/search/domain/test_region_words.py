"""What the region's files say about words holds, line by line."""

import pytest
from search.domain.synonyms import (
    SynonymError,
    SynonymRule,
    parse_foreign,
    parse_synonyms,
    phrase_of,
)
from search.domain.typing_ahead import PhraseBook
from search.index.meili.settings import synonym_map
from search.region import load_language

from tests.search.shelf import LANGUAGE, REGION

FILE = parse_synonyms((REGION / "synonyms.txt").read_text(encoding="utf-8"))
TWO_WAY = [rule for rule in FILE.rules if rule.two_way]
FOREIGN = parse_foreign((REGION / "english.txt").read_text(encoding="utf-8"))
ONE_WAY = [rule for rule in FILE.rules if not rule.two_way]


def _name(rule: SynonymRule) -> str:
    return rule.left[0]


@pytest.mark.parametrize("rule", TWO_WAY, ids=_name)
def test_each_of_a_group_finds_the_others_and_is_called_by_the_first(rule: SynonymRule) -> None:
    for text in rule.left:
        phrase = phrase_of(text)
        equals = {other.phrase for other in FILE.of(phrase) if other.equal} | {phrase}
        assert equals >= {phrase_of(other) for other in rule.left}
        assert phrase_of(FILE.canonical(phrase) or text) == phrase_of(rule.left[0])


@pytest.mark.parametrize("rule", ONE_WAY, ids=_name)
def test_an_expansion_finds_what_is_narrower(rule: SynonymRule) -> None:
    for text in rule.left:
        found = {other.phrase for other in FILE.of(phrase_of(text))} | {phrase_of(text)}
        assert found >= {phrase_of(other) for other in rule.right}


def test_what_must_never_be_equal_is_not() -> None:
    assert len(FILE.never) >= 6
    for one, other in FILE.never:
        assert other not in {found.phrase for found in FILE.of(one) if found.equal}
        assert one not in {found.phrase for found in FILE.of(other) if found.equal}


@pytest.mark.parametrize("rule", FOREIGN, ids=_name)
def test_a_guest_finds_in_english_and_is_never_offered_it(rule: SynonymRule) -> None:
    book = PhraseBook(LANGUAGE)
    for text in rule.left:
        (unit,) = LANGUAGE.understanding.read(f"{text} ").units
        found = {other.phrase for other in unit.alternatives}
        assert found | {phrase_of(text)} >= {phrase_of(other) for other in rule.right}
        assert LANGUAGE.corrected(text) is None
        assert text.title() not in book.beginning(text)
    for text in rule.right:
        found = {other.phrase for other in LANGUAGE.synonyms.of(phrase_of(text))}
        assert found.isdisjoint({phrase_of(other) for other in rule.left} - {phrase_of(text)})


def test_a_guests_word_finds_what_the_regions_word_includes() -> None:
    (unit,) = LANGUAGE.understanding.read("red wine ").units

    assert ("dornfeld",) in {other.phrase for other in unit.alternatives}


def test_another_language_is_never_equal() -> None:
    with pytest.raises(SynonymError):
        parse_foreign("bread, brot")


def test_no_word_belongs_to_two_groups() -> None:
    groups: dict[tuple[str, ...], str] = {}
    for rule in TWO_WAY:
        for text in rule.left:
            assert groups.setdefault(phrase_of(text), rule.left[0]) == rule.left[0]


@pytest.mark.parametrize(
    ("said", "usual"),
    [
        ("schrippen", "brötchen"),
        ("stulle", "bemme"),
        ("kräppel", "pfannkuchen"),
        ("plinse", "eierkuchen"),
        ("mohrrüben", "möhre"),
        ("gelbe rüben", "möhre"),
        ("erdäpfel", "kartoffel"),
        ("rapünzchen", "feldsalat"),
        ("kren", "meerrettich"),
        ("powidl", "pflaumenmus"),
        ("weißer käse", "quark"),
        ("goldbroiler", "hähnchen"),
        ("bouletten", "frikadelle"),
        ("roster", "bratwurst"),
        ("tote oma", "grützwurst"),
        ("knödel", "kloß"),
        ("mostrich", "senf"),
        ("wurscht", "wurst"),
        ("dunkles bier", "schwarzbier"),
        ("bausteine", "bauklotz"),
        ("kerzenständer", "kerzenhalter"),
        ("selters", "mineralwasser"),
        ("schreiner", "tischler"),
        ("frisör", "friseur"),
        ("t-shirt", "nicki"),
        ("babywagen", "kinderwagen"),
        ("ohne gluten", "glutenfrei"),
        ("aus der region", "regional"),
    ],
)
def test_regional_words_have_a_usual_one(said: str, usual: str) -> None:
    found = FILE.canonical(phrase_of(said))

    assert found is not None
    assert phrase_of(found) == phrase_of(usual)


@pytest.mark.parametrize(
    ("asked", "found", "back"),
    [
        ("pfannkuchen", "eierkuchen", False),
        ("wein", "silvaner", False),
        ("schnaps", "obstler", False),
        ("beefsteak", "bulette", False),
        ("kraut", "sauerkraut", False),
        ("reifenwechsel", "kfz-werkstatt", False),
        ("dach undicht", "dachdecker", False),
    ],
)
def test_expansions_reach_the_synonyms_of_what_they_name(
    asked: str, found: str, back: bool
) -> None:
    assert phrase_of(found) in {other.phrase for other in FILE.of(phrase_of(asked))}
    assert (phrase_of(asked) in {other.phrase for other in FILE.of(phrase_of(found))}) is back


def test_the_other_engine_is_told_the_same() -> None:
    told = synonym_map(FILE.rules)

    assert "semmel" in told["brotchen"]
    assert "brotchen" in told["schrippen"]
    assert "eierkuchen" in told["pfannkuchen"]
    assert "pfannkuchen" not in told["eierkuchen"]
    assert "lose wurst" in told["tote oma"]


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("pfannkuchen", ["eierkuchen"]),
        ("Pfannkuchen zeitz", ["eierkuchen zeitz"]),
        ("zwei pfannkuchen morgen", ["zwei eierkuchen morgen"]),
        ("korn", ["körner", "kornbrand"]),
        ("wiener", ["schnitzel"]),
        ("klöße", ["bulette", "klößchen"]),
        ("kraut", ["kräuter"]),
        ("brot", []),
        ("berliner", []),
    ],
)
def test_an_ambiguous_word_offers_its_other_meanings(typed: str, others: list[str]) -> None:
    meanings = LANGUAGE.understanding.read(typed).meanings

    assert [other.q for other in meanings] == others
    assert all(other.name for other in meanings)


def test_an_ambiguous_word_finds_both_groups() -> None:
    (unit,) = LANGUAGE.understanding.read("pfannkuchen").units

    assert ("eierkuch",) in {other.phrase for other in unit.alternatives}
    assert LANGUAGE.understanding.read("krapfen").units[0].canonical is None


def test_every_other_meaning_is_another_question() -> None:
    for rule in LANGUAGE.meanings.rules:
        assert phrase_of(rule.left[0]) not in {phrase_of(text) for text in rule.right}


def test_the_files_can_be_read_again() -> None:
    assert load_language(REGION).synonyms.rules == LANGUAGE.synonyms.rules
