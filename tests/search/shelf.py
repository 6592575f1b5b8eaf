"""A small market to search in: three villages, five shops, products with awkward names."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from search.domain.document import (
    Money,
    ProductDocument,
    ProductSnapshot,
    ShopSnapshot,
    Snapshot,
    StockSnapshot,
    UnitPrice,
    VariantSnapshot,
)
from search.domain.documents import build_document
from search.domain.geo import Point
from search.domain.language import Language
from search.region import load_language

REGION = Path(__file__).parents[2] / "regions" / "zeitz"
LANGUAGE: Language = load_language(REGION)
SPACE = UUID("5b0e3a52-6f0b-4c1e-9f61-2f4a3f1f7a10")
DAY_ONE = datetime(2026, 3, 1, 8, tzinfo=UTC)

ZEITZ = Point(51.0496, 12.1369)
KAYNA = Point(50.9941, 12.2371)
NAUMBURG = Point(51.1499, 11.8098)


def an_id(name: str) -> UUID:
    return uuid5(SPACE, name)


def a_shop(slug: str, name: str, place: str, postal_code: str, at: Point) -> ShopSnapshot:
    return ShopSnapshot(an_id(slug), slug, name, place, postal_code, at, is_live=True)


BAKERY = a_shop("baeckerei-lindner", "Bäckerei Lindner", "Zeitz", "06712", ZEITZ)
VILLAGE_BAKERY = a_shop("backstube-kayna", "Backstube Ahnert", "Kayna", "06724", KAYNA)
FARM = a_shop("hof-sonnenberg", "Hof Sonnenberg", "Kayna", "06724", KAYNA)
BUTCHER = a_shop("fleischerei-voigt", "Fleischerei Voigt", "Zeitz", "06712", ZEITZ)
WINERY = a_shop("weingut-seidel", "Weingut Seidel", "Naumburg", "06618", NAUMBURG)

_BREAD = ("lebensmittel", "backwaren", "brot")
_ROLLS = ("lebensmittel", "backwaren", "broetchen_semmeln")
_CAKE = ("lebensmittel", "backwaren", "kuchen_torten")
_FRUIT = ("lebensmittel", "obst_gemuese", "obst_beeren")
_VEGETABLES = ("lebensmittel", "obst_gemuese", "gemuese")
_JUICE = ("lebensmittel", "getraenke", "saft_most")
_WINE = ("lebensmittel", "alkohol", "wein_sekt")
_MEAT = ("lebensmittel", "fleisch_wurst", "frischfleisch")
_SAUSAGE = ("lebensmittel", "fleisch_wurst", "wurst_schinken")
_SPREAD = ("lebensmittel", "honig_aufstriche", "honig")
_MUSTARD = ("lebensmittel", "honig_aufstriche", "senf_chutney")
_GARDEN = ("haus_garten", "garten_werkzeug")

# title, shop, category path, cents, pieces (None: made on order), description, labels
_ROWS: tuple[
    tuple[str, ShopSnapshot, tuple[str, ...], int, int | None, str, tuple[str, ...]], ...
] = (
    ("Roggenmischbrot", BAKERY, _BREAD, 420, 7, "Kräftige Kruste, 750 g.", ()),
    ("Dinkelvollkornbrot", VILLAGE_BAKERY, _BREAD, 490, 0, "Mit Sonnenblumenkernen.", ("bio",)),
    ("Brotzeitbrett aus Eiche", FARM, _GARDEN, 2500, 2, "Geölt, von Hand gehobelt.", ()),
    ("Brötchen, handgeformt", BAKERY, _ROLLS, 45, 80, "Jeden Morgen ab sechs.", ()),
    ("Mohnbrötchen", VILLAGE_BAKERY, _ROLLS, 65, 20, "Mit Blaumohn bestreut.", ()),
    ("Streuselkuchen vom Blech", BAKERY, _CAKE, 220, 10, "Butterstreusel auf Hefeteig.", ()),
    ("Pfannkuchen mit Pflaumenmus", BAKERY, _CAKE, 150, 30, "Drei Stück.", ()),
    ("Eierkuchen süß", VILLAGE_BAKERY, _CAKE, 320, 8, "Zwei Stück, dünn.", ()),
    ("Erdbeeren", FARM, _FRUIT, 390, 25, "Schale 500 g, am Morgen gepflückt.", ("bio",)),
    ("Äpfel Boskoop", FARM, _FRUIT, 260, 40, "Herb, gut zum Backen.", ()),
    ("Apfelsaft naturtrüb", FARM, _JUICE, 310, 60, "Aus Streuobst gepresst, 1 l.", ("bio",)),
    ("Kirschsaft", FARM, _JUICE, 380, 5, "Aus Schattenmorellen, 0,7 l.", ()),
    ("Blumenerde torffrei", FARM, _GARDEN, 690, 15, "Sack mit 20 l.", ()),
    ("Möhren mit Grün", FARM, _VEGETABLES, 180, 30, "Ein Bund.", ()),
    ("Rote Bete", FARM, _VEGETABLES, 170, 30, "Netz 1 kg.", ()),
    ("Riesling trocken", WINERY, _WINE, 890, 100, "Vom Muschelkalk.", ()),
    ("Roter Hang, Spätburgunder Rotwein", WINERY, _WINE, 1290, 50, "Im Holzfass gereift.", ()),
    ("Schweinebraten", BUTCHER, _MEAT, 1290, None, "Aus der Schulter.", ()),
    ("Leberwurst grob", BUTCHER, _SAUSAGE, 340, 18, "Im Glas, 200 g.", ()),
    ("Rostbratwurst", BUTCHER, _SAUSAGE, 180, 40, "Nach Hausrezept.", ()),
    ("Sommerhonig", FARM, _SPREAD, 650, 22, "Cremig gerührt, 500 g.", ()),
    ("Senf mit Honig", FARM, _MUSTARD, 420, 9, "Mild, im Glas.", ()),
)


def a_snapshot(title: str, /, **changes: Any) -> Snapshot:
    """The product of this title, with some facts changed."""
    row = next(row for row in _ROWS if row[0] == title)
    return _snapshot(_ROWS.index(row), **changes)


def a_document(title: str, /, **changes: Any) -> ProductDocument:
    document = build_document(a_snapshot(title, **changes), LANGUAGE)
    assert document is not None
    return document


def the_shelf() -> list[ProductDocument]:
    return [a_document(row[0]) for row in _ROWS]


def titles(documents: Iterable[ProductDocument]) -> list[str]:
    return [document.card.name for document in documents]


def _snapshot(number: int, **changes: Any) -> Snapshot:
    title, shop, path, cents, pieces, description, labels = _ROWS[number]
    cents = changes.get("cents", cents)
    unit_price = UnitPrice(cents * 2, "EUR", "kg")
    variant = VariantSnapshot(
        variant_id=an_id(f"{title} variant"),
        price=Money(cents, "EUR"),
        unit_price=changes.get("unit_price", unit_price),
        deposit=None,
        content="",
        promotion=changes.get("promotion"),
    )
    product = ProductSnapshot(
        id=an_id(title),
        version=changes.get("version", 1),
        title=changes.get("title", title),
        slug=title.lower().replace(" ", "-"),
        description=description,
        category=path[-1],
        category_path=path,
        picture="brot",
        image_url=None,
        origin="",
        labels=changes.get("labels", labels),
        ingredients="",
        published_at=changes.get("published_at", DAY_ONE + timedelta(days=number)),
        variants=(variant,),
        allergens=changes.get("allergens", {}),
        details=changes.get("details", {}),
    )
    left = changes.get("pieces", pieces)
    stock = StockSnapshot(left, on_order=left is None)
    return Snapshot(product, changes.get("shop", shop), {variant.variant_id: stock})
