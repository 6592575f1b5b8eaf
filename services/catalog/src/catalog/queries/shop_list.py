"""The shops everyone may see, by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marketkit.db import Database

from catalog.domain.region import Region
from catalog.queries.pages import Page, containing, decode, encode

_LIST = """
    SELECT id, slug, name, kind, tagline, place, postal_code, lat, lon, picture, image_url, status,
        jsonb_path_query_array(
            closures, '$[*] ? (@.to >= $today)', jsonb_build_object('today', $7::text)
        ) AS closures
    FROM shop
    WHERE status <> 'draft'
      AND ($1::text IS NULL OR lower(place) = lower($1) OR postal_code = $1)
      AND ($2::text IS NULL OR lower(name) LIKE lower($2))
      AND ($3::text[] IS NULL OR EXISTS (
            SELECT FROM product
            WHERE category = ANY($3) AND shop_id = shop.id AND status = 'published'))
      AND ($4::text IS NULL OR (lower(name), id) > ($4, $5::uuid))
    ORDER BY lower(name), id LIMIT $6
"""


@dataclass(frozen=True, slots=True)
class ShopFilter:
    place: str | None
    category: str | None
    q: str | None
    limit: int
    cursor: str | None
    today: date
    """Closures that are over by then are not said."""


async def list_shops(db: Database, region: Region, wanted: ShopFilter) -> Page[Mapping[str, Any]]:
    """`category` means a shop that sells something in that branch."""
    branch = list(region.branch(wanted.category)) if wanted.category else None
    value, row_id = decode(wanted.cursor) or (None, None)
    rows = await db.pool.fetch(
        _LIST, wanted.place, containing(wanted.q), branch, value, row_id, wanted.limit + 1,
        wanted.today.isoformat(),
    )  # fmt: skip
    shown = [dict(row) for row in rows[: wanted.limit]]
    following = None
    if len(rows) > wanted.limit:
        following = encode(shown[-1]["name"].lower(), shown[-1]["id"])
    return Page(shown, following)
