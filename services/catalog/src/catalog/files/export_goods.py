"""A shop's goods as files: in our own columns, and in those of other shop systems."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from catalog.domain.imports.columns import Words
from catalog.domain.imports.other_shops import SHOPIFY, WOOCOMMERCE, shopify, woocommerce
from catalog.domain.imports.table_rows import by_meaning, columns_of, table_rows
from catalog.domain.imports.values import Reader
from catalog.domain.product import Product
from catalog.domain.shop import Shop
from catalog.files.write_table import csv_lines
from catalog.queries import exports
from catalog.use_cases.ports import Surroundings

if TYPE_CHECKING:
    from catalog.files.write_book import Book

_PIECE = 256 * 1024
_IN_TEMPLATES = (
    "sku", "title", "label", "category", "price", "vat_class", "content_amount", "content_unit",
    "on_hand", "description", "ingredients", "allergens", "may_contain", "origin", "ean",
    "deposit", "deposit_kind", "labels", "pictures",
)  # fmt: skip
_EXAMPLES = (
    {
        "sku": "BR-1", "title": "Roggenmischbrot", "label": "groß", "category": "Brot",
        "price": "4,80", "vat_class": "7", "content_amount": "1", "content_unit": "kg",
        "on_hand": "12", "description": "Natursauerteig, lange Teigführung.",
        "ingredients": "Roggenmehl, Weizenmehl, Wasser, Salz", "allergens": "Roggen, Weizen",
        "origin": "Zeitz", "pictures": "BR-1.jpg",
    },
    {
        "sku": "BR-2", "title": "Roggenmischbrot", "label": "klein", "category": "Brot",
        "price": "2,90", "vat_class": "7", "content_amount": "500", "content_unit": "g",
        "on_hand": "auf Bestellung",
    },
    {
        "sku": "SAFT-1", "title": "Apfelsaft naturtrüb", "category": "Saft & Most", "price": "2,40",
        "vat_class": "19", "content_amount": "0,7", "content_unit": "l", "on_hand": "60",
        "ingredients": "Äpfel", "allergens": "keine", "deposit": "0,15",
        "deposit_kind": "Mehrweg", "origin": "Elsteraue",
    },
)  # fmt: skip
_HELP = (
    ("Spalte", "Was dort steht"),
    ("Artikelnummer", "Deine eigene Nummer. An ihr erkennen wir die Ware beim nächsten Mal."),
    ("Bezeichnung", "Der Name der Ware. Zeilen mit gleichem Namen sind Varianten einer Ware."),
    ("Variante", "Was sie unterscheidet: Größe, Sorte, Farbe."),
    ("Kategorie", "Eine der Kategorien unten."),
    ("Preis", "Endpreis mit Steuer, zum Beispiel 4,80."),
    ("MwSt", "7 oder 19. Leer: was bei der Kategorie üblich ist."),
    ("Inhalt, Einheit", "750 und g, oder beides in einem Feld: 6 x 0,33 l."),
    ("Nach Gewicht …", "Nur für Ware, die beim Packen gewogen wird. Der Preis folgt daraus."),
    ("Bestand", "Eine ganze Zahl, oder „auf Bestellung“. Leer: bleibt, wie er ist."),
    ("Allergene", "Gluten, Milch …; bei Getreide und Nüssen die Sorte: Weizen. Sonst „keine“."),
    ("Pfand", "Der Betrag je Gebinde: 0,25 oder 0,15."),
    ("Bilder", "Dateinamen aus dem Bilder-ZIP. Heißen sie wie die Artikelnummer, bleibt es leer."),
    ("Leere Felder", "ändern nichts."),
    ("", ""),
)


@dataclass(frozen=True, slots=True)
class Goods:
    """A shop with what is needed to write its goods down."""

    shop: Shop
    around: Surroundings
    words: Words
    statements: Sequence[str]

    @property
    def columns(self) -> tuple[str, ...]:
        return columns_of(self.words, self.statements)

    @property
    def header(self) -> list[str]:
        return [self.words.header(column) for column in self.columns]

    def rows(self, products: Iterable[Product]) -> Iterator[list[str]]:
        reader = Reader(self.around.region, self.words, self.shop.tax_mode)
        for product in products:
            for row in table_rows(product, self.words, reader):
                yield by_meaning(row, self.columns)


async def as_csv(goods: Goods) -> AsyncIterator[bytes]:
    yield csv_lines([goods.header], first=True)
    async for products in exports.goods(goods.shop, goods.around):
        yield csv_lines(goods.rows(products))


async def as_xlsx(goods: Goods) -> AsyncIterator[bytes]:
    with await book_of(goods) as file:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece


async def book_of(goods: Goods) -> IO[bytes]:
    """Written to a file of no name; others are served meanwhile."""
    book = await asyncio.to_thread(_book, goods.header)
    async for products in exports.goods(goods.shop, goods.around):
        await asyncio.to_thread(book.add, list(goods.rows(products)))
    return await asyncio.to_thread(book.save)


def _book(header: Sequence[str]) -> "Book":
    from catalog.files.write_book import Book  # noqa: PLC0415 -- large, and seldom needed

    return Book("Produkte", header)


async def for_another_shop(goods: Goods, system: str) -> AsyncIterator[bytes]:
    header = WOOCOMMERCE if system == "woocommerce" else SHOPIFY
    region, shop = goods.around.region, goods.shop

    def link(name: str) -> str:
        return f"{goods.around.public_url}/media/{name}-1280.webp"

    yield csv_lines([header], sign=",")
    async for products in exports.goods(shop, goods.around):
        rows = [
            row
            for product in products
            for row in (
                woocommerce(product, region, link)
                if system == "woocommerce"
                else shopify(product, region, link, shop.name)
            )
        ]
        yield csv_lines([by_meaning(row, header) for row in rows], sign=",")


async def template(goods: Goods, kind: str) -> AsyncIterator[bytes]:
    """An empty pattern with three rows to write over; in the spreadsheet a sheet that explains."""
    header = [goods.words.header(column) for column in _IN_TEMPLATES]
    examples = [by_meaning(row, _IN_TEMPLATES) for row in _EXAMPLES]
    if kind == "csv":
        yield csv_lines([header, *examples], first=True)
        return
    book = await asyncio.to_thread(_book, header)
    book.add(examples)
    categories = goods.around.region.categories.values()
    leaves = [("Kategorie", c.names["de"]) for c in categories if not c.children]
    book.add_sheet("Hilfe", [*_HELP, *leaves])
    with await asyncio.to_thread(book.save) as file:
        yield file.read()
