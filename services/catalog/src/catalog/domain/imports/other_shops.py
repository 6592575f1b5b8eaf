"""Products in the columns that other shop systems import: WooCommerce and Shopify."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from html import escape
from typing import Final

from catalog.domain.product import Product, Variant
from catalog.domain.region import Region

WOOCOMMERCE: Final = (
    "ID", "Type", "SKU", "GTIN, UPC, EAN, or ISBN", "Name", "Published", "Is featured?",
    "Visibility in catalog", "Short description", "Description", "Tax status", "Tax class",
    "In stock?", "Stock", "Backorders allowed?", "Sold individually?", "Weight (kg)",
    "Sale price", "Regular price", "Categories", "Tags", "Images", "Parent", "Position",
    "Attribute 1 name", "Attribute 1 value(s)", "Attribute 1 visible", "Attribute 1 global",
)  # fmt: skip
SHOPIFY: Final = (
    "Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Published", "Option1 Name",
    "Option1 Value", "Variant SKU", "Variant Grams", "Variant Inventory Tracker",
    "Variant Inventory Qty", "Variant Inventory Policy", "Variant Fulfillment Service",
    "Variant Price", "Variant Requires Shipping", "Variant Taxable", "Variant Barcode",
    "Image Src", "Image Position", "Image Alt Text", "Variant Weight Unit", "Status",
)  # fmt: skip
_GRAMS: Final[Mapping[str, Decimal]] = {"g": Decimal(1), "kg": Decimal(1000)}
_REDUCED: Final = "de_reduced"
_OPTION: Final = "Variante"

Link = Callable[[str], str]
"""From a picture's random name to where the outside finds it."""


def woocommerce(product: Product, region: Region, link: Link) -> Iterator[dict[str, str]]:
    """One row for a simple product; for several variants a parent and a row for each."""
    if len(product.variants) == 1:
        variant = product.variants[0]
        yield _woo_shared(product, region, link) | _woo_variant(variant) | {"Type": "simple"}
        return
    parent = f"P-{product.id.hex[-12:]}"
    labels = [_label(variant, number) for number, variant in enumerate(product.variants, 1)]
    yield _woo_shared(product, region, link) | {
        "Type": "variable", "SKU": parent, "Attribute 1 name": _OPTION,
        "Attribute 1 value(s)": ", ".join(label.replace(",", "\\,") for label in labels),
        "Attribute 1 visible": "1", "Attribute 1 global": "0",
    }  # fmt: skip
    for position, (variant, label) in enumerate(zip(product.variants, labels, strict=True), 1):
        yield _woo_variant(variant) | {
            "Type": "variation", "Name": f"{product.title} - {label}", "Published": "1",
            "Parent": parent, "Position": str(position), "Attribute 1 name": _OPTION,
            "Attribute 1 value(s)": label, "Attribute 1 global": "0",
        }  # fmt: skip


def shopify(product: Product, region: Region, link: Link, vendor: str) -> Iterator[dict[str, str]]:
    """Rows of one handle: the first says everything, the others their variant or picture."""
    handle = f"{product.slug}-{product.id.hex[-6:]}"
    pictures = [(link(picture.name), picture.alt) for picture in product.pictures]
    for number in range(max(len(product.variants), len(pictures))):
        row = {"Handle": handle}
        if number == 0:
            row |= _shopify_shared(product, region, vendor)
        if number < len(product.variants):
            several = len(product.variants) > 1
            row |= _shopify_variant(product.variants[number], number + 1, several=several)
        if number < len(pictures):
            source, alt = pictures[number]
            row |= {
                "Image Src": source, "Image Position": str(number + 1), "Image Alt Text": alt,
            }  # fmt: skip
        yield row


def _woo_shared(product: Product, region: Region, link: Link) -> dict[str, str]:
    path = region.category_path(product.category)
    names = [region.categories[key].names["de"].replace(",", "\\,") for key in path]
    return {
        "Name": product.title,
        "Published": "1" if product.is_published else "-1",
        "Is featured?": "0",
        "Visibility in catalog": "visible",
        "Description": product.description,
        "Categories": " > ".join(names),
        "Tags": ", ".join(label.replace(",", "\\,") for label in product.labels),
        "Images": ", ".join(link(picture.name) for picture in product.pictures),
        "Tax status": "taxable",
        "Sold individually?": "0",
    }


def _woo_variant(variant: Variant) -> dict[str, str]:
    weight = _grams(variant)
    return {
        "SKU": variant.sku,
        "GTIN, UPC, EAN, or ISBN": variant.ean,
        "Regular price": _point(variant.price),
        "Sale price": _point(variant.sold_at) if variant.reduction else "",
        "Tax class": "reduced-rate" if variant.vat_class == _REDUCED else "",
        "In stock?": "1" if variant.on_order or variant.available != 0 else "0",
        "Stock": "" if variant.on_order or variant.available is None else str(variant.available),
        "Backorders allowed?": "1" if variant.on_order else "0",
        "Weight (kg)": format((weight / 1000).normalize(), "f") if weight else "",
    }


def _shopify_shared(product: Product, region: Region, vendor: str) -> dict[str, str]:
    paragraphs = [part for part in product.description.splitlines() if part.strip()]
    return {
        "Title": product.title,
        "Body (HTML)": "".join(f"<p>{escape(part)}</p>" for part in paragraphs),
        "Vendor": vendor,
        "Type": region.categories[product.category].names["de"],
        "Tags": ", ".join(product.labels),
        "Published": "TRUE" if product.is_published else "FALSE",
        "Status": "active" if product.is_published else "draft",
    }


def _shopify_variant(variant: Variant, number: int, *, several: bool) -> dict[str, str]:
    counted = not variant.on_order and variant.available is not None
    grams = _grams(variant)
    return {
        "Option1 Name": _OPTION if several else "Title",
        "Option1 Value": _label(variant, number) if several else "Default Title",
        "Variant SKU": variant.sku,
        "Variant Grams": format(grams.normalize(), "f") if grams else "0",
        "Variant Inventory Tracker": "shopify" if counted else "",
        "Variant Inventory Qty": str(variant.available) if counted else "",
        "Variant Inventory Policy": "deny" if counted else "continue",
        "Variant Fulfillment Service": "manual",
        "Variant Price": _point(variant.price),
        "Variant Requires Shipping": "TRUE",
        "Variant Taxable": "TRUE",
        "Variant Barcode": variant.ean,
        "Variant Weight Unit": "g",
    }


def _label(variant: Variant, number: int) -> str:
    return variant.label or f"{_OPTION} {number}"


def _grams(variant: Variant) -> Decimal:
    factor = _GRAMS.get(variant.content_unit or "", Decimal(0))
    return (variant.content_amount or Decimal(0)) * factor * variant.content_count


def _point(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
