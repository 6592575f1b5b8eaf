"""A shop's poster: who it is, when it is open, and a QR code to its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal

from catalog.domain.hours_in_lines import lines
from catalog.domain.opening_hours import week
from catalog.domain.shop import Shop
from catalog.files import print_words as words
from catalog.files import qr
from marketkit import pdf

Size = Literal["a4", "a5", "a6"]
SIZES: Final[tuple[Size, ...]] = ("a4", "a5", "a6")
_TEMPLATE: Final = Path(__file__).parent / "papers" / "poster.typ"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the poster is about, beside the shop itself."""

    market: str
    base: str
    """Where people reach the market."""
    picture: bytes | None
    """A photo (WebP) or a drawing (SVG)."""
    is_photo: bool
    monday: date


async def as_pdf(shop: Shop, shown: Shown, size: Size, made_at: datetime) -> bytes:
    """Raises marketkit.pdf.PdfError."""
    return await pdf.render(_TEMPLATE, _data(shop, shown, size, made_at), made_at=made_at)


def address_of(shop: Shop, base: str) -> str:
    return f"{base}/laden/{shop.slug}"


def _data(shop: Shop, shown: Shown, size: Size, made_at: datetime) -> Mapping[str, Any]:
    address = address_of(shop, shown.base)
    return {
        "title": f"Aushang {shop.name}",
        "size": size,
        "market": shown.market,
        "name": shop.name,
        "kind": shop.kind,
        "tagline": shop.tagline,
        "place": f"{shop.street}, {shop.postal_code} {shop.place}",
        "phone": shop.phone,
        "hours": lines(week(shop.opening_hours, shown.monday)),
        "address": address.partition("://")[2],
        "qr": qr.drawing(address),
        "qr_alt": f"QR-Code zur Seite von {shop.name}",
        # JSON knows no bytes.
        "picture": list(shown.picture) if shown.picture else None,
        "photo": shown.is_photo,
        "picture_alt": (shop.photo.alt if shop.photo and shown.is_photo else "") or shop.name,
        "made": words.day(made_at),
    }
