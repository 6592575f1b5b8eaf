"""A letter about an order: beside its words, what every shop sells and when it is collected."""

from dataclasses import dataclass
from pathlib import Path

from marketkit.mail import Letter, Templates


@dataclass(frozen=True, slots=True)
class Line:
    """One product: what, how many, what it costs; `notes` name unit price and deposit."""

    quantity: int
    title: str
    total: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One shop's share of an order."""

    shop: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...] = ()
    sums: tuple[tuple[str, str], ...] = ()
    seller: tuple[str, ...] = ()
    """Name, address, phone and mail of who sells: one per line."""


@dataclass(frozen=True, slots=True)
class OrderLetter(Letter):
    parts: tuple[Part, ...] = ()
    total: tuple[str, str] | None = None


def order_templates() -> Templates:
    return Templates(folder=Path(__file__).parent / "templates", name="order")
