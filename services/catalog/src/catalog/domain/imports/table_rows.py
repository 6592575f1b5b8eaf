"""A product as rows of a table: what an export writes and an import reads back unchanged."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from catalog.domain.imports.columns import DETAIL, PRODUCT_FIELDS, VARIANT_FIELDS, WEIGHED, Words
from catalog.domain.imports.values import NotUnderstoodError, Reader
from catalog.domain.product import Allergen, Product, Variant
from catalog.domain.weighed import Weighed

_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r")
_TRACES, _FREE = "Spuren von", "frei von"
_AMBIGUOUS_DIGITS: Final = 3


def columns_of(words: Words, details: Iterable[str]) -> tuple[str, ...]:
    """The meanings of an export's columns; of the statements only those that somebody makes."""
    used = set(details)
    return (
        *PRODUCT_FIELDS,
        *VARIANT_FIELDS,
        *(DETAIL + key for key in words.details if key in used),
    )


def harmless(text: str) -> str:
    """A spreadsheet must not take a word for a formula; an apostrophe in front says so."""
    return f"'{text}" if text.startswith(_ACTIVE) else text


def table_rows(product: Product, words: Words, reader: Reader) -> Iterator[dict[str, str]]:
    """One row for each variant, by the meaning of the column."""
    shared = {
        "title": product.title,
        "category": _read_back(
            reader.region.categories[product.category].names["de"],
            product.category,
            "category",
            reader,
        ),
        "description": product.description,
        "ingredients": product.ingredients,
        "allergens": _allergens(product, reader),
        "additives": _listed(reader.region.additives[key]["de"] for key in product.additives),
        "origin": product.origin,
        "labels": _listed(product.labels),
        "lead_days": _number(product.lead_days),
        "pictures": _listed(f"{picture.name}.webp" for picture in product.pictures),
        "group": product.id.hex[-12:],
    }
    shared |= {DETAIL + key: value for key, value in product.details.items()}
    for variant in product.variants:
        yield shared | _variant(variant, words, reader)


def _variant(variant: Variant, words: Words, reader: Reader) -> dict[str, str]:
    return {
        "label": variant.label,
        "sku": variant.sku,
        "ean": variant.ean,
        "price": euros(variant.price),
        "vat_class": _vat(variant.vat_class, words, reader),
        "content_amount": _amount(variant.content_amount),
        "content_unit": variant.content_unit or "",
        "content_count": str(variant.content_count) if variant.content_count > 1 else "",
        **_weighed(variant.weighed),
        "deposit": euros(variant.deposit) if variant.deposit else "",
        "deposit_kind": _deposit_kind(variant, words, reader),
        "on_hand": words.on_order[0] if variant.on_order else _number(variant.available),
    }


def _weighed(weighed: Weighed | None) -> dict[str, str]:
    if weighed is None:
        return {}
    return {
        f"{WEIGHED}per_kg": euros(weighed.per_kg),
        f"{WEIGHED}grams": f"{weighed.grams} g",
        f"{WEIGHED}max_grams": f"{weighed.max_grams} g",
    }


def euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _amount(amount: Decimal | None) -> str:
    """With a comma; never with exactly three digits behind it, which could be thousands."""
    if amount is None:
        return ""
    text = format(amount.normalize(), "f").replace(".", ",")
    return f"{text}0" if len(text.partition(",")[2]) == _AMBIGUOUS_DIGITS else text


def _vat(key: str, words: Words, reader: Reader) -> str:
    for share, keys in words.vat.items():
        if key in keys:
            return _read_back(share.replace(".", ","), key, "vat_class", reader)
    return key


def _deposit_kind(variant: Variant, words: Words, reader: Reader) -> str:
    kind = variant.deposit_kind
    if not kind:
        return ""
    word = next(iter(words.deposit_kinds.get(kind, ())), kind)
    return _read_back(word, kind, "deposit_kind", reader)


def _read_back(word: str, key: str, means: str, reader: Reader) -> str:
    """The word, if it would be read as the same thing again; else the key."""
    try:
        return word if reader.value(means, word) == key else key
    except NotUnderstoodError:
        return key


def _allergens(product: Product, reader: Reader) -> str:
    if not product.allergens:
        return "keine" if product.allergens_reviewed_at else ""
    return _listed(
        word for allergen in product.allergens for word in _allergen_words(allergen, reader)
    )


def _allergen_words(allergen: Allergen, reader: Reader) -> list[str]:
    words = list(allergen.sub) or [reader.region.allergens[allergen.key]["de"]]
    start = {"may_contain": f"{_TRACES} ", "free_confirmed": f"{_FREE} "}.get(allergen.state, "")
    return [start + word for word in words]


def _listed(texts: Iterable[str]) -> str:
    """Parted by commas, unless something in it has one."""
    found = list(texts)
    return (" | " if any(set(text) & set(",;\n") for text in found) else ", ").join(found)


def by_meaning(row: Mapping[str, str], columns: Iterable[str]) -> list[str]:
    return [harmless(row.get(column, "")) for column in columns]
