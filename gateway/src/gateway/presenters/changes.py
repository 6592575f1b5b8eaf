"""A change of one field in words: what it was and what it becomes."""

from typing import Any, Final

from marketkit.money import Money

from gateway.presenters import numbers

_MONEY: Final = frozenset({"price", "deposit"})
_LONGEST: Final = 80


def field_of(name: str) -> str:
    """`variant.BR-1.price` → `price`, `details.legal_name` → `legal_name`."""
    return name.rpartition(".")[2]


def variant_of(name: str) -> str:
    """The article number in `variant.BR-1.price`; empty for what concerns the whole product."""
    parts = name.split(".")
    return ".".join(parts[1:-1]) if parts[0] == "variant" else ""


def shown(name: str, value: Any, language: str) -> str:
    """A value short enough for a cell; cents as money, nothing as a dash."""
    if value is None or value == "":
        return "\u2013"
    if field_of(name) in _MONEY and isinstance(value, int):
        return numbers.money(Money(amount=value), language)
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
