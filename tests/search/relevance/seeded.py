"""The seeded market as documents, straight from its files."""

from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from marketkit.yaml_file import read_yaml
from search.domain.directory import ShopDirectory
from search.domain.document import (
    Delivery,
    Money,
    ProductDocument,
    ProductSnapshot,
    ShopSnapshot,
    Snapshot,
    StockSnapshot,
    VariantSnapshot,
)
from search.domain.documents import build_document
from search.domain.geo import Point
from search.domain.language import Language
from search.domain.vocabulary import observed_words

from tests.search.shelf import DAY_ONE, LANGUAGE, REGION, an_id

SEED = REGION / "seed"


@cache
def seeded_shops() -> dict[str, ShopSnapshot]:
    """By slug."""
    return {shop["slug"]: _shop(shop) for shop in _yaml(SEED / "shops.yaml")["shops"]}


@cache
def seeded_snapshots() -> list[Snapshot]:
    shops = seeded_shops()
    return [
        _snapshot(product, shops[shop], number)
        for number, (shop, product) in enumerate(_seeded_products())
    ]


@cache
def seeded_skus() -> dict[UUID, frozenset[str]]:
    """The article numbers of each product."""
    return {
        snapshot.product.id: frozenset(variant["sku"] for variant in product["variants"])
        for snapshot, (_, product) in zip(seeded_snapshots(), _seeded_products(), strict=True)
    }


@cache
def seeded_directory() -> ShopDirectory:
    return ShopDirectory(seeded_shops().values())


@cache
def _seeded_products() -> list[tuple[str, dict[str, Any]]]:
    """Each with its shop's slug."""
    files = [_yaml(path) for path in sorted((SEED / "products").glob("*.yaml"))]
    return [(content["shop"], product) for content in files for product in content["products"]]


@cache
def seeded_language() -> Language:
    titles = [snapshot.product.title for snapshot in seeded_snapshots()]
    return LANGUAGE.with_words(observed_words(titles))


@cache
def seeded_documents() -> list[ProductDocument]:
    built = (build_document(each, seeded_language()) for each in seeded_snapshots())
    return [document for document in built if document is not None]


def _yaml(path: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(path)
    return loaded


def _shop(shop: dict[str, Any]) -> ShopSnapshot:
    return ShopSnapshot(
        an_id(shop["slug"]),
        shop["slug"],
        shop["name"],
        shop["place"],
        str(shop["postal_code"]).zfill(5),
        Point(shop["lat"], shop["lon"]),
        is_live=True,
        kind=shop["kind"],
        tagline=shop["tagline"],
        opening_hours=shop["opening_hours"],
        preparation_minutes=shop["preparation_minutes"],
        delivery=_delivery(shop["delivery"]) if "delivery" in shop else None,
    )


def _delivery(told: dict[str, Any]) -> Delivery:
    return Delivery(
        tuple(told["postal_codes"]),
        told["fee"],
        told.get("free_from"),
        told.get("minimum", 0),
        tuple(told.get("days", ())),
        told.get("note", ""),
    )


def _price(variant: dict[str, Any]) -> Money:
    weighed = variant.get("weighed")
    amount = weighed["per_kg"] * weighed["grams"] // 1000 if weighed else variant["price"]
    return Money(amount, "EUR")


def _snapshot(product: dict[str, Any], shop: ShopSnapshot, number: int) -> Snapshot:
    product_id = an_id(f"{shop.slug} {product['title']} {number}")
    variants = tuple(
        VariantSnapshot(
            an_id(f"{product_id} {variant['sku']}"),
            _price(variant),
            None,
            None,
            f"{variant.get('label', '')} {variant.get('content_amount', '')} "
            f"{variant.get('content_unit', '')}".strip(),
        )
        for variant in product["variants"]
    )
    snapshot = ProductSnapshot(
        id=product_id,
        version=1,
        title=product["title"],
        slug="",
        description=product.get("description", ""),
        category=product["category"],
        category_path=_path(product["category"]),
        picture=product.get("picture"),
        image_url=None,
        origin=product.get("origin") or "",
        labels=tuple(product.get("labels") or ()),
        ingredients=product.get("ingredients") or "",
        published_at=DAY_ONE + timedelta(minutes=number),
        variants=variants,
        allergens=product.get("allergens") or {},
        details=product.get("details") or {},
    )
    return Snapshot(
        snapshot, shop, {each.variant_id: StockSnapshot(5, on_order=False) for each in variants}
    )


def _path(category: str) -> tuple[str, ...]:
    """From the root to the category."""
    parent = LANGUAGE.categories[category].parent
    return (*_path(parent), category) if parent else (category,)
