"""A shop as everyone may see it, kept ready to send and renewed with each change."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from marketkit.db import Session
from sqlmodel import col, select

from catalog.domain.closures import special_ahead, still_ahead
from catalog.domain.opening_hours import week
from catalog.domain.shop import Photo, Shop
from catalog.store import shop_parts
from catalog.store.answers import digest, etag, to_json
from catalog.store.product_documents import WIDTHS
from catalog.store.rows import ShopDocumentRow

_SAID = (
    "name", "kind", "tagline", "story", "street", "postal_code", "place", "lat", "lon", "phone",
    "email", "website", "opening_hours",
)  # fmt: skip
_SAID_AFTER = (
    "preparation_minutes", "pickup_note", "imprint", "organic_code", "tax_mode", "picture",
    "image_url", "status", "version",
)  # fmt: skip
_ON_CARD = (
    "name", "place", "postal_code", "lat", "lon", "status", "pickup_note", "tax_mode", "phone",
    "picture", "street", "email",
)  # fmt: skip


async def keep(session: Session, shops: Sequence[Shop], today: date) -> None:
    """Store the shops' answers and cards; products need no touch, the card lives here once."""
    ids = [shop.id for shop in shops]
    query = select(ShopDocumentRow).where(col(ShopDocumentRow.shop_id).in_(ids))
    known = {row.shop_id: row for row in (await session.exec(query)).all()}
    for shop in shops:
        values = _values(shop, monday_of(today))
        if shop.id in known:
            known[shop.id].sqlmodel_update(values)
        else:
            session.add(ShopDocumentRow(**values))


def _values(shop: Shop, monday: date) -> dict[str, Any]:
    body, card = _body(shop, monday), _card(shop, monday)
    return {
        "shop_id": shop.id,
        "slug": shop.slug,
        "status": shop.status,
        "body": body,
        "etag": etag(shop.version, digest(body)),
        "card": card,
        "card_digest": digest(card),
        "week_of": monday,
    }


async def behind(session: Session, today: date, limit: int) -> list[str]:
    """Slugs whose stored week has passed, oldest first."""
    query = (
        select(ShopDocumentRow.slug)
        .where(col(ShopDocumentRow.week_of) < monday_of(today))
        .order_by(col(ShopDocumentRow.week_of))
        .limit(limit)
    )
    return list((await session.exec(query)).all())


def monday_of(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _body(shop: Shop, monday: date) -> bytes:
    said = {name: getattr(shop, name) for name in _SAID}
    after = {name: getattr(shop, name) for name in _SAID_AFTER}
    return to_json(
        {
            "id": shop.id,
            "slug": shop.slug,
            **said,
            "opening_week": _week(shop, monday),
            **_away(shop, monday),
            **after,
            "delivery": shop_parts.delivery_said(shop.delivery),
            # A photo that the market has taken down has no address any more.
            "image": _image(shop.photo) if shop.image_url else None,
            "legal": [shop_parts.legal_said(one) for one in shop.legal],
        }
    )


def _away(shop: Shop, monday: date) -> dict[str, Any]:
    """Closures and days with other hours that are not long over; readers look at the date."""
    return {
        "closures": shop_parts.closures_said(still_ahead(shop.closures, monday)),
        "special_days": [
            shop_parts.special_said(one) for one in special_ahead(shop.special_days, monday)
        ],
    }


def _image(photo: Photo | None) -> dict[str, Any] | None:
    if photo is None:
        return None
    return {
        "alt": photo.alt,
        "width": photo.width,
        "height": photo.height,
        "urls": photo_urls(photo),
    }


def photo_urls(photo: Photo) -> dict[str, str]:
    """Width → path."""
    return {str(width): f"/media/{photo.name}-{width}.webp" for width in WIDTHS}


def _card(shop: Shop, monday: date) -> bytes:
    said = {name: getattr(shop, name) for name in _ON_CARD}
    return to_json(
        {
            "id": shop.id,
            "slug": shop.slug,
            **said,
            "opening_week": _week(shop, monday),
            **_away(shop, monday),
            # Who sells, as the law wants it said beside every offer (§ 312d BGB, Art. 30 (7) DSA).
            "legal_name": shop.imprint.get("legal_name", ""),
        }
    )


def _week(shop: Shop, monday: date) -> list[dict[str, Any]]:
    return [{"day": day.day, "spans": day.spans} for day in week(shop.opening_hours, monday)]
