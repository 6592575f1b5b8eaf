"""Shops named by words: their name, their kind, what people call such a shop, a slip in it."""

from dataclasses import replace

import pytest
from search.domain.directory import ShopDirectory
from search.domain.document import ShopSnapshot
from search.domain.query import Circle
from search.domain.shop_search import ShopIndex, Within
from search.domain.trades import trade_key
from search.region import load_trades

from tests.search.shelf import KAYNA, LANGUAGE, NAUMBURG, REGION, ZEITZ, a_shop

SHOPS = tuple(
    replace(a_shop(slug, name, place, "06712", at), kind=kind)
    for slug, name, kind, place, at in (
        ("morgenroth", "Bäckerei Morgenroth", "Bäckerei", "Zeitz", ZEITZ),
        ("ahnert", "Ahnert", "Bäckerei", "Kayna", KAYNA),
        ("zuckerhut", "Konditorei Zuckerhut", "Konditorei", "Naumburg", NAUMBURG),
        ("spanwerk", "Spanwerk", "Tischlerei", "Zeitz", ZEITZ),
        ("sonnenberg", "Hof Sonnenberg", "Hofladen", "Kayna", KAYNA),
        ("kuehnast", "Kühnast", "Fleischerei", "Zeitz", ZEITZ),
        ("faden", "Nadel und Faden", "Schneiderei", "Zeitz", ZEITZ),
        ("seidel", "Seidel", "Weingut", "Naumburg", NAUMBURG),
        ("malve", "Malve", "Floristin", "Zeitz", ZEITZ),
    )
)
CLOSED = replace(a_shop("alt", "Bäckerei Alt", "Zeitz", "06712", ZEITZ), is_live=False)


def index(*more: ShopSnapshot) -> ShopIndex:
    return ShopIndex(ShopDirectory((*SHOPS, *more)), LANGUAGE, load_trades(REGION))


def found(text: str, within: Within | None = None) -> list[str]:
    units = LANGUAGE.understanding.read(text, find_place=False).units
    return [each.shop.slug for each in index(CLOSED).named(units, within or Within())]


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("morgenroth", ["morgenroth"]),
        ("Bäckerei Morgenroth", ["morgenroth"]),
        ("morgenrot", ["morgenroth"]),
        ("morgnroth", ["morgenroth"]),
        ("mor", ["morgenroth"]),
        ("bäckerei", ["ahnert", "morgenroth"]),
        ("bäcker", ["ahnert", "morgenroth"]),
        ("bäckerin", ["ahnert", "morgenroth"]),
        ("bäckermeister ", ["ahnert", "morgenroth"]),
        ("bäckereien", ["ahnert", "morgenroth"]),
        ("tischler", ["spanwerk"]),
        ("schreiner", ["spanwerk"]),
        ("schreinerei", ["spanwerk"]),
        ("metzger", ["kuehnast"]),
        ("fleischer", ["kuehnast"]),
        ("schneider", ["faden"]),
        ("winzer", ["seidel"]),
        ("blumenladen", ["malve"]),
        ("hofladen", ["sonnenberg"]),
        ("brot morgenroth", ["morgenroth"]),
        ("kuehnast", ["kuehnast"]),
        ("brot", []),
        ("brot wurst", []),
        ("xylophon", []),
        ("bäckerei kühnast", ["kuehnast"]),
        ("", []),
    ],
)
def test_who_is_named(typed: str, slugs: list[str]) -> None:
    assert sorted(found(typed)) == slugs


def test_the_trade_comes_before_what_only_begins_alike() -> None:
    assert found("konditor")[0] == "zuckerhut"


def test_only_shops_where_one_looks_and_the_nearest_first() -> None:
    near = Within(circle=Circle(KAYNA, 8), origin=KAYNA)
    everywhere = Within(origin=KAYNA)

    assert found("bäcker", near) == ["ahnert"]
    assert found("bäcker", everywhere)[0] == "ahnert"
    assert found("bäcker", Within(places=frozenset({"Zeitz"}))) == ["morgenroth"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("tischler", "tischlerei"), ("gartnerinnen", "gartnerei"), ("backern", "backer")],
)
def test_who_does_it_and_where_it_is_done_are_one_trade(one: str, other: str) -> None:
    assert trade_key(one) == trade_key(other)


@pytest.mark.parametrize(("one", "other"), [("backer", "backen"), ("fisch", "fischer")])
def test_a_trade_is_not_what_it_works_with(one: str, other: str) -> None:
    assert trade_key(one) != trade_key(other)
