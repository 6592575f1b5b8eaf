"""An invented catalogue of any size: the seed's goods under many makers, always the same.

Words must spread like real ones, or every engine looks quicker than it is: heads come from the
seed, names from syllables (twenty thousand of them), so the vocabulary grows with the catalogue.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from marketkit.contracts import ProductChanged, ShopChanged
from marketkit.contracts.catalog import UnitPrice, VariantState
from marketkit.yaml_file import read_yaml

from tests.support.production import ROOT

REGION = ROOT / "regions/zeitz"
PER_SHOP = 500
FEWEST_SHOPS = 20
_DAY_ONE = datetime(2025, 1, 1, 8, tzinfo=UTC)
_SECONDS = 600 * 86_400
_BEGINNINGS = (
    "Al", "Ber", "Bran", "Dal", "Eber", "Fal", "Gor", "Hal", "Hein", "Jan", "Kal", "Lin", "Mar",
    "Nor", "Ost", "Per", "Rein", "Sal", "Sieg", "Tan", "Ul", "Vol", "Wal", "Wen", "Zim",
)  # fmt: skip
_MIDDLES = (
    "ba", "be", "chen", "del", "der", "fe", "gel", "ger", "he", "ka", "ken", "le", "ler", "li",
    "mer", "ne", "ning", "pe", "ras", "rich", "se", "ser", "te", "tel", "wi", "wer",
)  # fmt: skip
_ENDINGS = (
    "au", "bach", "berg", "born", "burg", "dorf", "eck", "feld", "furt", "grund", "hain", "hardt",
    "heim", "hof", "horst", "ing", "mann", "mühl", "ow", "see", "stedt", "tal", "thal", "wald",
    "witz",
)  # fmt: skip
_ADJECTIVES = (
    "Alter", "Ausgesuchter", "Beliebter", "Bunter", "Ehrlicher", "Einfacher", "Feiner", "Frischer",
    "Früher", "Ganzer", "Großer", "Grober", "Guter", "Heller", "Herzhafter", "Junger", "Kleiner",
    "Klassischer", "Kräftiger", "Leichter", "Milder", "Natürlicher", "Neuer", "Runder",
    "Schlichter", "Später", "Stiller", "Warmer", "Weicher", "Würziger",
)  # fmt: skip
_QUALIFIERS = (
    "nach altem Rezept", "aus eigener Ernte", "im Glas", "im Beutel", "in der Dose", "als Geschenk",
    "für zwei", "für die Familie", "vom Vortag", "zum Mitnehmen", "mit Liebe gemacht", "Sorte Nord",
    "Sorte Süd", "extra", "klein", "groß", "natur", "Jahrgang 2025", "am Stück", "geschnitten",
)  # fmt: skip
_GRAMS = (100, 125, 200, 250, 330, 400, 500, 700, 750, 1000, 1500, 2000)
_KINDS = (
    "Hof", "Bäckerei", "Fleischerei", "Imkerei", "Gärtnerei", "Weingut", "Werkstatt", "Hofladen",
    "Mühle", "Manufaktur", "Molkerei", "Obsthof",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Template:
    """A product of the seed."""

    title: str
    description: str
    category: str
    path: tuple[str, ...]
    picture: str
    origin: str
    labels: tuple[str, ...]
    ingredients: str
    details: dict[str, str]


@dataclass(frozen=True, slots=True)
class Shop:
    id: UUID
    slug: str
    name: str
    place: str
    postal_code: str
    lat: float
    lon: float


@cache
def templates() -> tuple[Template, ...]:
    parents = dict(_parents(_yaml("categories.yaml")["categories"], None))
    return tuple(
        Template(
            title=product["title"],
            description=product.get("description", ""),
            category=product["category"],
            path=_path(product["category"], parents),
            picture=product.get("picture", ""),
            origin=product.get("origin") or "",
            labels=tuple(product.get("labels") or ()),
            ingredients=product.get("ingredients") or "",
            details={key: str(value) for key, value in (product.get("details") or {}).items()},
        )
        for file in sorted((REGION / "seed/products").glob("*.yaml"))
        for product in read_yaml(file)["products"]
    )


@cache
def places() -> tuple[dict[str, Any], ...]:
    return tuple(_yaml("places.yaml")["places"])


@cache
def categories() -> tuple[str, ...]:
    """Those that goods lie in, and those above them."""
    return tuple(sorted({key for template in templates() for key in template.path}))


def shops(products: int) -> list[Shop]:
    chance = random.Random(1)
    return [_shop(chance, number) for number in range(max(FEWEST_SHOPS, products // PER_SHOP))]


def shop_event(shop: Shop) -> ShopChanged:
    return ShopChanged(
        version=1, shop_id=shop.id, slug=shop.slug, name=shop.name, kind=shop.name.split()[0],
        status="live", place=shop.place, postal_code=shop.postal_code, lat=shop.lat, lon=shop.lon,
        opening_hours="Mo-Fr 08:00-18:00; Sa 08:00-12:00",
    )  # fmt: skip


def products(count: int) -> Iterator[ProductChanged]:
    """One after another, so that a million need no memory."""
    chance, sellers = random.Random(2), shops(count)
    names = [_name(chance) for _ in range(20_000)]
    for _ in range(count):
        yield _product(chance, chance.choice(sellers), chance.choice(templates()), names)


def _product(
    chance: random.Random, shop: Shop, template: Template, names: list[str]
) -> ProductChanged:
    title = _title(chance, template.title, names)
    product_id = UUID(int=chance.getrandbits(128), version=4)
    cents = min(500_000, max(50, round(math.exp(chance.gauss(math.log(900), 0.9)))))
    return ProductChanged.model_construct(
        version=1, product_id=product_id, shop_id=shop.id, shop_slug=shop.slug, title=title,
        slug=title.lower().replace(" ", "-"), category=template.category,
        category_path=template.path, profile="food_packed", picture=template.picture,
        description=f"{template.description} {shop.name}, {shop.place}.", origin=template.origin,
        labels=template.labels, ingredients=template.ingredients, details=template.details,
        published_at=_DAY_ONE + timedelta(seconds=chance.randrange(_SECONDS)),
        variants=(
            _variant(chance, cents),
        ),
    )  # fmt: skip


def _variant(chance: random.Random, cents: int) -> VariantState:
    grams = chance.choice(_GRAMS)
    return VariantState(
        variant_id=UUID(int=chance.getrandbits(128), version=4), sku="1", price=cents,
        vat_class="de_reduced", content_amount=Decimal(grams), content_unit="g",
        unit_price=UnitPrice(amount=cents * 1000 // grams, per="kg"),
    )  # fmt: skip


def _title(chance: random.Random, title: str, names: list[str]) -> str:
    """As shops write: plain, with an adjective, with a maker, with what sets it apart."""
    way = chance.random()
    if way < 0.25:
        return f"{title} {chance.choice(_QUALIFIERS)}"
    if way < 0.5:
        return f"{chance.choice(_ADJECTIVES)} {title}"
    if way < 0.8:
        return f"{title} {chance.choice(names)}"
    return f"{title} {chance.choice(names)} {chance.choice(_QUALIFIERS)}"


def _shop(chance: random.Random, number: int) -> Shop:
    place, name = chance.choice(places()), f"{chance.choice(_KINDS)} {_name(chance)}"
    return Shop(
        id=UUID(int=chance.getrandbits(128), version=4),
        slug=f"laden-{number}",
        name=name,
        place=place["name"],
        postal_code=str(place["postal_code"]),
        lat=round(place["lat"] + chance.uniform(-0.01, 0.01), 5),
        lon=round(place["lon"] + chance.uniform(-0.01, 0.01), 5),
    )


def _name(chance: random.Random) -> str:
    middle = chance.choice(_MIDDLES) if chance.random() < 0.8 else ""
    return f"{chance.choice(_BEGINNINGS)}{middle}{chance.choice(_ENDINGS)}"


def _yaml(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(REGION / name)
    return loaded


def _parents(nodes: list[dict[str, Any]], parent: str | None) -> Iterator[tuple[str, str | None]]:
    for node in nodes:
        yield node["key"], parent
        yield from _parents(node.get("children", ()), node["key"])


def _path(key: str, parents: dict[str, str | None]) -> tuple[str, ...]:
    parent = parents[key]
    return (*_path(parent, parents), key) if parent else (key,)
