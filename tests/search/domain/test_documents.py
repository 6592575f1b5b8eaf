"""From snapshots to documents, places and kilometres."""

from dataclasses import replace

import pytest
from search.domain.document import StockSnapshot, availability
from search.domain.documents import build_document
from search.domain.geo import Point, distance_km

from tests.search.shelf import BAKERY, KAYNA, LANGUAGE, ZEITZ, a_document, a_snapshot


def test_a_product_of_a_closed_or_unknown_shop_is_not_indexed() -> None:
    snapshot = a_snapshot("Roggenmischbrot")

    closed = replace(snapshot, shop=replace(BAKERY, is_live=False))
    assert build_document(closed, LANGUAGE) is None
    assert build_document(replace(snapshot, shop=None), LANGUAGE) is None


def test_a_product_without_variants_cannot_be_sold_and_is_not_indexed() -> None:
    snapshot = a_snapshot("Roggenmischbrot")

    bare = replace(snapshot, product=replace(snapshot.product, variants=()))
    assert build_document(bare, LANGUAGE) is None


@pytest.mark.parametrize(
    ("stock", "expected"),
    [
        (None, (0, False)),
        (StockSnapshot(4, on_order=False), (4, False)),
        (StockSnapshot(None, on_order=True), (None, True)),
        (StockSnapshot(0, on_order=False), (0, False)),
    ],
)
def test_what_can_be_had(stock: StockSnapshot | None, expected: tuple[int | None, bool]) -> None:
    variants = a_snapshot("Roggenmischbrot").product.variants
    known = {variants[0].variant_id: stock} if stock else {}

    assert availability(variants, known) == expected


def test_the_title_counts_up_to_what_is_added() -> None:
    text = a_document("Senf mit Honig").text

    assert text.core == "senf"
    assert text.extra == "honig"


def test_the_documents_are_built_the_same_every_time() -> None:
    assert a_document("Apfelsaft naturtrüb") == a_document("Apfelsaft naturtrüb")


def test_what_can_be_had_stands_before_what_is_sold_out() -> None:
    there, gone = a_document("Kirschsaft"), a_document("Kirschsaft", pieces=0)

    assert there.quality > gone.quality


def test_distance_on_the_ground() -> None:
    assert distance_km(ZEITZ, KAYNA) == pytest.approx(9.4, abs=0.2)
    assert distance_km(ZEITZ, ZEITZ) == 0
    assert distance_km(Point(0, 0), Point(0, 180)) == pytest.approx(20015, rel=0.001)


def test_places_are_found_by_name_code_and_municipality() -> None:
    find = LANGUAGE.gazetteer.find

    by_code = find("06712")
    assert by_code is not None
    assert "Würchwitz" in by_code.names
    assert by_code.origin == ZEITZ
    by_name = find(" kayna ")
    assert by_name is not None
    assert by_name.names == {"Kayna"}
    by_municipality = find("Elsteraue")
    assert by_municipality is not None
    assert "Tröglitz" in by_municipality.names
    assert find("Atlantis") is None


@pytest.mark.parametrize(
    ("shelved_as", "title", "confirmed"),
    [
        ("Roggenmischbrot", "Haferbrot", "brot"),
        ("Roggenmischbrot", "Schusterlaib", "brot laib"),
        ("Erdbeeren", "Möhren", ""),
        ("Möhren mit Grün", "Waschmöhren", "mohr"),
        ("Möhren mit Grün", "Möhren", "mohr"),
        ("Möhren mit Grün", "Saft mit Möhren", ""),
        ("Roggenmischbrot", "Gewürz für Brot", ""),
        ("Roggenmischbrot", "Brottopf", ""),
        ("Streuselkuchen vom Blech", "Russisch Brot", ""),
        ("Streuselkuchen vom Blech", "Nusstorte", "kuchen tort"),
        ("Riesling trocken", "Silvaner", "wein silvan"),
        ("Mohnbrötchen", "Schrippe", "brotch semmel"),
    ],
)
def test_the_category_confirms_what_the_title_says_it_is(
    shelved_as: str, title: str, confirmed: str
) -> None:
    assert a_document(shelved_as, title=title).text.confirmed == confirmed


@pytest.mark.parametrize(
    ("title", "whole"), [("Brot", "brot"), ("Laib", "brot"), ("Haferbrot", ""), ("Brot hell", "")]
)
def test_a_title_may_be_the_name_of_a_category(title: str, whole: str) -> None:
    assert a_document("Sommerhonig", title=title).text.whole == whole


def test_who_works_in_a_bakery_is_a_baker() -> None:
    maker = a_document("Roggenmischbrot").text.maker.split()

    assert {"backerei", "backer", "lindn", "zeitz"} <= set(maker)


def test_a_bakery_in_the_country_is_a_bakery() -> None:
    shop = replace(BAKERY, name="Landfleischerei Voigt")
    text = LANGUAGE.text_of("Schlackwurst", ("wurst_schinken",), shop, ())

    assert {"landfleischerei", "fleischerei", "fleischer"} <= set(text.maker.split())


def test_what_stands_before_is_found_by_its_usual_name() -> None:
    text = LANGUAGE.text_of("Karottensaft", ("saft_most",), BAKERY, ())

    assert {"karott", "mohr"} <= set(text.parts.split())


@pytest.mark.parametrize(
    ("shelved_as", "title", "core", "extra"),
    [
        ("Äpfel Boskoop", "Äpfel Boskoop", "apfel", "boskoop"),
        ("Senf mit Honig", "Senf Honig", "senf", "honig"),
        ("Riesling trocken", "Spätburgunder Rotwein", "spatburgund rotwein", ""),
        ("Roggenmischbrot", "Zeitzer Mischbrot", "zeitz mischbrot", ""),
    ],
)
def test_what_follows_the_name_of_the_goods_says_which(
    shelved_as: str, title: str, core: str, extra: str
) -> None:
    text = a_document(shelved_as, title=title).text

    assert (text.core, text.extra) == (core, extra)
