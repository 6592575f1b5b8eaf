"""A mail as people read it, before it becomes text and HTML."""

from dataclasses import dataclass, field


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
class Section:
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    link: tuple[str, str] | None = None
    parts: tuple[Part, ...] = ()
    total: tuple[str, str] | None = None
    sections: tuple[Section, ...] = ()
    closing: tuple[str, ...] = field(default=())
