"""Days, places, prices and wishes in a query become filters, and their words are told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.domain.understood import Understood

from tests.search.shelf import LANGUAGE

THURSDAY = date(2026, 11, 26)


def read(text: str, today: date = THURSDAY, *, literal: bool = False) -> Understood:
    return LANGUAGE.understanding.read(text, today=today, literal=literal)


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("semmeln heute", "2026-11-26", "heute"),
        ("habt ihr heute noch semmeln", "2026-11-26", "heute noch"),
        ("semmeln morgen früh", "2026-11-27", "morgen früh"),
        ("heute abend semmeln", "2026-11-26", "heute abend"),
        ("semmeln übermorgen", "2026-11-28", "übermorgen"),
        ("semmeln uebermorgen", "2026-11-28", "uebermorgen"),
        ("semmeln am Samstag", "2026-11-28", "Samstag"),
        ("sonnabend semmeln", "2026-11-28", "sonnabend"),
        ("sonnabends semmeln", "2026-11-28", "sonnabends"),
        ("semmeln fürs Wochenende", "2026-11-28", "Wochenende"),
        ("semmeln diesen freitag", "2026-11-27", "diesen freitag"),
        ("semmeln nächsten donnerstag", "2026-12-03", "nächsten donnerstag"),
        ("semmeln donnerstag", "2026-11-26", "donnerstag"),
        ("semmeln am mo", "2026-11-30", "mo"),
        ("semmeln sa.", "2026-11-28", "sa"),
        ("semmeln sa zeitz", "2026-11-28", "sa"),
        ("semmeln on saturday", "2026-11-28", "saturday"),
        ("semmeln tomorrow", "2026-11-27", "tomorrow"),
        ("semmeln 28.11.", "2026-11-28", "28.11"),
        ("semmeln 28.11", "2026-11-28", "28.11"),
        ("semmeln am 28.11.2026", "2026-11-28", "28.11.2026"),
        ("semmeln 28.11.26", "2026-11-28", "28.11.26"),
        ("semmeln für den 1. Dezember", "2026-12-01", "1. Dezember"),
        ("semmeln Samstag 28.11.", "2026-11-28", "Samstag 28.11"),
        ("semmeln morgen um 7 Uhr", "2026-11-27", "morgen"),
    ],
)
def test_a_day_is_read(text: str, day: str, words: str) -> None:
    understood = read(text)

    assert understood.collect is not None
    assert (understood.collect.day.isoformat(), understood.collect.words) == (day, words)
    assert understood.text == "semmeln"


@pytest.mark.parametrize("text", ["gans 24.12.", "gans 25.11.2026", "gans am 6. januar"])
def test_a_day_too_far_away_is_no_filter_and_no_word(text: str) -> None:
    understood = read(text)

    assert understood.collect is None
    assert understood.text == "gans"


@pytest.mark.parametrize(
    "text",
    [
        *("guten morgen tee", "schraube 4.5", "so ein brot", "nudeln 500 g", "mehl 31.2"),
        *("nudeln sa", "how do you bake"),
    ],
)
def test_what_only_looks_like_a_day_is_none(text: str) -> None:
    assert read(text).collect is None


@pytest.mark.parametrize(
    ("today", "day"), [("2026-11-28", "2026-11-28"), ("2026-11-29", "2026-11-29")]
)
def test_at_the_weekend_the_weekend_is_now(today: str, day: str) -> None:
    understood = read("brot am wochenende", date.fromisoformat(today))

    assert understood.collect is not None
    assert understood.collect.day.isoformat() == day


def test_the_year_turns() -> None:
    understood = read("brot 2.1.", date(2026, 12, 30))

    assert understood.collect is not None
    assert understood.collect.day == date(2027, 1, 2)


def test_without_a_calendar_days_are_words() -> None:
    assert LANGUAGE.understanding.read("brot heute morgen").collect is None


@pytest.mark.parametrize(
    ("text", "place", "words", "rest"),
    [
        ("brot samstag zeitz", "Zeitz", "zeitz", "brot"),
        ("zeitz brot sonnabend", "Zeitz", "zeitz", "brot"),
        ("brot in weisenfels", "Weißenfels", "weisenfels", "brot"),
        ("hohenmölsn brot", "Hohenmölsen", "hohenmölsn", "brot"),
        ("06712 zeitz brot", "Zeitz", "06712 zeitz", "brot"),
        ("brot zeitz und umgebung", "Zeitz", "zeitz", "brot"),
        ("wein naumburg saale", "Naumburg", "naumburg saale", "wein"),
        ("wein halle an der saale", "Halle", "halle", "wein"),
        ("brot in Zeitz-Mitte", "Zeitz", "Zeitz", "brot"),
        ("brot 6712", "06712", "6712", "brot"),
        ("brot PLZ 06712", "06712", "06712", "brot"),
        ("nähe hohenmölsen wurst", "Hohenmölsen", "hohenmölsen", "wurst"),
        ("soßen in sössen", "Sössen", "sössen", "soßen"),
    ],
)
def test_a_place_is_read_with_what_belongs_to_it(
    text: str, place: str, words: str, rest: str
) -> None:
    understood = read(text)

    assert understood.area is not None
    assert (understood.area.label, understood.place_text) == (place, words)
    assert understood.text == rest


@pytest.mark.parametrize(
    "text",
    ["Zeitzer Roster", "Weißenfelser Schokolade", "Altenburger Ziegenkäse", "soßen", "röcke"],
)
def test_goods_called_after_a_place_or_alike_are_goods(text: str) -> None:
    understood = read(text)

    assert understood.area is None
    assert understood.text == text


def test_what_is_called_after_a_place_may_also_come_from_there() -> None:
    unit = read("Weißenfelser Schokolade").units[0]

    assert ("weissenfel",) in {other.phrase for other in unit.alternatives}


@pytest.mark.parametrize(
    ("text", "radius", "place"),
    [
        ("käse umkreis 10 km", 10, None),
        ("käse im umkreis von 15 km um zeitz", 15, "Zeitz"),
        ("käse 20km um naumburg", 20, "Naumburg"),
        ("käse zeitz 5 kilometer umkreis", 5, "Zeitz"),
    ],
)
def test_a_radius_is_read(text: str, radius: float, place: str | None) -> None:
    understood = read(text)

    assert understood.radius_km == radius
    assert (understood.area.label if understood.area else None) == place
    assert understood.text == "käse"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("brot lieferung nach 06712", "06712", "lieferung nach 06712"),
        ("brot geliefert nach kayna", "06724", "geliefert nach kayna"),
        ("lieferservice zeitz brot", "06712", "lieferservice zeitz"),
        ("brot 04103 mit lieferung", "04103", "mit lieferung 04103"),
    ],
)
def test_where_to_bring_it_is_read(text: str, code: str, words: str) -> None:
    understood = read(text)

    assert (understood.deliver_to, understood.deliver_words) == (code, words)
    assert understood.area is None
    assert understood.text == "brot"


@pytest.mark.parametrize(
    ("text", "cents", "words"),
    [
        ("wein unter 5 euro", 499, "unter 5 euro"),
        ("wein bis 10 €", 1000, "bis 10 €"),
        ("wein max 7,50€", 750, "max 7,50€"),
        ("wein bis zu 1.000 euro", 100_000, "bis zu 1.000 euro"),
        ("wein höchstens 80 cent", 80, "höchstens 80 cent"),
        ("wein für 20 eur", 2000, "für 20 eur"),
        ("wein unter 10", 999, "unter 10"),
        ("wein under 10 euros", 999, "under 10 euros"),
        ("wein zwischen 5 und 10 euro", 1000, "zwischen 5 und 10 euro"),
        ("wein 5-10 €", 1000, "5-10 €"),
    ],
)
def test_a_highest_price_is_read(text: str, cents: int, words: str) -> None:
    understood = read(text)

    assert (understood.price_to, understood.price_words) == (cents, words)
    assert understood.text == "wein"


def test_a_voucher_may_be_called_by_its_price() -> None:
    understood = read("gutschein 20 euro")

    assert understood.price_to is None
    assert understood.text == "gutschein 20 euro"


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("wo bekomme ich frische eier", "eier"),
        ("wer verkauft honig in zeitz", "honig"),
        ("ich suche einen tischler", "tischler"),
        ("ich hätte gern ein mischbrot", "mischbrot"),
        ("wo gibt's brot zum abholen", "brot"),
        ("was kostet ein rollator", "rollator"),
        ("ein geschenk für die oma", "geschenk"),
        ("gewürz für die suppe", "gewürz suppe"),
        ("6 semmeln", "semmeln"),
        ("mehl type 405", "mehl type 405"),
        ("brot ohne nüsse und rosinen", "brot"),
        ("kuchen ohne rosinen in zeitz", "kuchen"),
        ("produkte aus der region", "aus der region"),
        ("honig von hier", "honig von hier"),
        ("ein glas honig", "honig"),
        ("zwei flaschen wein", "wein"),
        ("honig im glas", "honig glas"),
        ("nächste woche brot", "brot"),
        ("was hat heute offen", ""),
        ("alles aus zeitz", ""),
        ("alles", "alles"),
    ],
)
def test_questions_are_asked_for_what_they_are_about(question: str, rest: str) -> None:
    assert read(question).text == rest


def test_either_will_do_where_it_says_or() -> None:
    (unit,) = read("äpfel oder birnen").units

    assert [word.stem for word in unit.words] == ["apfel"]
    assert ("birn",) in {other.phrase for other in unit.alternatives}


@pytest.mark.parametrize(
    ("text", "keys", "rest"),
    [
        ("glutenfreies Brot", ["gluten_free"], "Brot"),
        ("brot ohne gluten", ["gluten_free"], "brot"),
        ("kekse, gluten- und laktosefrei", ["gluten_free", "lactose_free"], "kekse"),
        ("vegane aufstriche", ["vegan"], "aufstriche"),
        ("vegan und glutenfrei", ["vegan", "gluten_free"], ""),
        ("was ist heute im Angebot", ["offer"], ""),
        ("reduzierte handgemachte seife", ["offer", "handmade"], "seife"),
        ("nicht vegan", [], "nicht vegan"),
        ("vegan oder vegetarisch", [], "vegan vegetarisch"),
    ],
)
def test_diets_and_offers_are_read(text: str, keys: list[str], rest: str) -> None:
    understood = read(text)

    assert [wish.key.value for wish in understood.wishes] == keys
    assert understood.text == rest
    assert read(text, literal=True).wishes == ()


def test_the_words_of_a_wish_are_kept_as_typed() -> None:
    (wish,) = read("Brot Ohne Gluten bitte").wishes

    assert wish.words == "Ohne Gluten"


def test_meant_literally_nothing_is_read() -> None:
    understood = LANGUAGE.understanding.read(
        "brot zeitz heute unter 5 euro", today=THURSDAY, literal=True
    )

    assert understood == LANGUAGE.understanding.read(
        "brot zeitz heute unter 5 euro", literal=True, find_place=False
    )
    assert understood.text == "brot zeitz heute 5 euro"
    assert (understood.area, understood.collect, understood.price_to) == (None, None, None)


_SAID = """
    brot 06712 zeitz bad kösen heute am sa 28.11. 5 € km umkreis bis unter lieferung nach und ohne
    ½ km in der saale 500 g halber liter apfel saft für oma - . ( ) ½ 10er x von hier ab hof aus
    region oder rote bete vegan angebot gluten laktosefrei diese woche kuchen vom blech glas
"""
_WORDS = st.sampled_from(_SAID.split())


@given(st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=14).map(" ".join)))
def test_any_text_can_be_read(text: str) -> None:
    understood = read(text)

    assert all(unit.words for unit in understood.units)
    assert all(word.folded and word.stem for unit in understood.units for word in unit.words)
    assert all(all(other.phrase) for unit in understood.units for other in unit.alternatives)
