"""What a change changed, field by field, in values short enough to be read in a list."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from catalog.domain.product import Product, Variant
from catalog.domain.shop import Shop

Value: TypeAlias = str | int | float | bool | None
Changes: TypeAlias = dict[str, tuple[Value, Value]]

LONGEST = 200
MOST_FIELDS = 60
_OF_THE_ROW = frozenset({"id", "slug", "version", "created_at", "updated_at", "shop_id"})
_SHOP_SAYS_ELSEWHERE = _OF_THE_ROW | {
    "staff", "mandates", "handed_over_at", "advisor_id", "photo", "legal", "legal_edition",
    "delivery",
}  # fmt: skip
_PRODUCT_SAYS_ELSEWHERE = _OF_THE_ROW | {"variants", "pictures", "published_at"}
_VARIANT_SAYS_ELSEWHERE = frozenset(
    {"id", "available", "on_order", "count_version", "stock_version"}
)


def diff_shop(before: Shop | None, after: Shop) -> Changes:
    """What is another than before; of a new shop everything that is said."""
    changes = _differences(before, after, _SHOP_SAYS_ELSEWHERE)
    brought = before.delivery.said() if before and before.delivery else {}
    brings = after.delivery.said() if after.delivery else {}
    return _capped(changes | _by_key("delivery", brought, brings))


def diff_product(before: Product | None, after: Product) -> Changes:
    """The same for a product, its variants by article number and its pictures by count."""
    changes = _differences(before, after, _PRODUCT_SAYS_ELSEWHERE)
    known = before.variant_ids() if before else {}
    for variant in after.variants:
        old = known.get(variant.id)
        for name, change in _differences(old, variant, _VARIANT_SAYS_ELSEWHERE).items():
            changes[f"variant.{_name(variant)}.{name}"] = change
    left = after.variant_ids()
    for variant in known.values():
        if variant.id not in left:
            changes[f"variant.{_name(variant)}"] = (variant.label or variant.sku, None)
    pictures = (len(before.pictures) if before else 0, len(after.pictures))
    if pictures[0] != pictures[1]:
        changes["pictures"] = pictures
    return _capped(changes)


def capped(changes: Mapping[str, Iterable[Any]]) -> Changes:
    """Changes from anywhere in the shape the log keeps: two short, plain values by field."""
    plain: Changes = {}
    for name, pair in changes.items():
        before, after = pair
        plain[name] = (_plain(before), _plain(after))
    return _capped(plain)


def masked(address: str) -> str:
    """`anna@example.org` → `a…@example.org`: the log cannot forget, so it never learns it."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}…{at}{domain}" if at else ""


def _differences(before: Any, after: Any, but: frozenset[str]) -> Changes:
    changes: Changes = {}
    for field in fields(after):
        if field.name in but:
            continue
        old = getattr(before, field.name) if before is not None else None
        new = getattr(after, field.name)
        if isinstance(new, Mapping):
            changes |= _by_key(field.name, old or {}, new)
        elif old != new and (before is not None or new not in (None, "", ())):
            changes[field.name] = (_plain(old), _plain(new))
    return changes


def _by_key(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    return {
        f"{name}.{key}": (_plain(old.get(key)), _plain(new.get(key)))
        for key in sorted({*old, *new})
        if (old.get(key) or None) != (new.get(key) or None)
    }


def _name(variant: Variant) -> str:
    return variant.sku.replace(".", "-")


def _plain(value: Any) -> Value:
    """A value that JSON has and a person can read."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return _short(_in_words(value))


def _in_words(value: Any) -> str:
    if is_dataclass(value):
        return " ".join(str(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return ", ".join(str(_plain(item)) for item in value)
    return str(value)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _capped(changes: Changes) -> Changes:
    """A change of everything at once says how much it leaves out."""
    if len(changes) <= MOST_FIELDS:
        return changes
    kept = dict(list(changes.items())[: MOST_FIELDS - 1])
    return kept | {"…": (None, f"und {len(changes) - MOST_FIELDS + 1} weitere")}
