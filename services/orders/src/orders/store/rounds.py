"""Selling rounds and who sells in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.rounds import SellingRound, pickup_from
from orders.domain.stations import Point
from orders.store.stations import point_from

_REMEMBERED = timedelta(days=14)
"""So long an old cart is told which round it has missed."""
_ROUND = """
    SELECT r.id, r.version, r.name, r.text, r.opens_at, r.closes_at, r.pickups, r.closed_at,
        r.closings, (
            SELECT jsonb_object_agg(p.shop_id, p.products) FROM round_producer p
            WHERE p.round_id = r.id
        ) AS producers
    FROM selling_round r
"""
_AROUND = (
    _ROUND
    + """
    WHERE r.closes_at > $2 AND EXISTS (
        SELECT FROM round_producer p WHERE p.round_id = r.id AND p.shop_id = ANY($1::uuid[])
    )
    ORDER BY r.closes_at, r.id
"""
)
_ONE = _ROUND + " WHERE r.id = $1"
_BY_KEY = _ROUND.replace("r.closings,", "r.closings, r.request_hash,") + " WHERE r.request_key = $1"
_PAGE = (
    _ROUND
    + """
    WHERE ($1::timestamptz IS NULL OR r.closes_at > $1)
        AND ($2::timestamptz IS NULL OR (r.closes_at, r.id) < ($2, $3::uuid))
    ORDER BY r.closes_at DESC, r.id DESC LIMIT $4
"""
)
_LOCK = "SELECT id FROM selling_round WHERE id = $1 FOR UPDATE"
_INSERT = """
    INSERT INTO selling_round (
        id, version, name, text, opens_at, closes_at, pickups, created_by, created_at,
        request_key, request_hash
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (request_key) DO NOTHING
    RETURNING id
"""
_SAVE = """
    UPDATE selling_round SET version = $2, name = $3, text = $4, opens_at = $5, closes_at = $6,
        pickups = $7, closed_at = $8
    WHERE id = $1
"""
_NO_PRODUCERS = "DELETE FROM round_producer WHERE round_id = $1"
_PRODUCERS = """
    INSERT INTO round_producer (round_id, shop_id, products)
    SELECT $1, shop_id, products
    FROM jsonb_to_recordset($2::jsonb) AS p (shop_id uuid, products jsonb)
"""
_SHOPS = """
    SELECT shop_id, slug, name, place, picture, rules FROM shop_copy
    WHERE shop_id = ANY($1::uuid[]) ORDER BY name, shop_id
"""

_OWNERS = "SELECT product_id, shop_id FROM product_copy WHERE product_id = ANY($1::uuid[])"
_STATIONS = "SELECT * FROM pickup_point WHERE id = ANY($1::uuid[])"
_POINTS = "SELECT id FROM pickup_point WHERE id = ANY($1::uuid[])"
_CANDIDATES = """
    SELECT s.shop_id, s.slug, s.name, s.place, s.picture, (
        SELECT jsonb_agg(DISTINCT jsonb_build_object('id', o.product_id, 'title', o.title))
        FROM offer o WHERE o.shop_id = s.shop_id AND NOT o.withdrawn
    ) AS products
    FROM shop_copy s
    WHERE s.rules @> '{"in_rounds": true}' AND s.status <> 'draft'
        AND ($1::uuid IS NULL OR s.shop_id > $1)
    ORDER BY s.shop_id LIMIT $2
"""


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """Who made a round, with which request."""

    account_id: UUID
    at: datetime
    key: str
    request_hash: bytes


async def around(
    on: Connection, shop_ids: Sequence[UUID], now: datetime
) -> tuple[SellingRound, ...]:
    """Those in which these shops sell, open or planned or missed a short while ago."""
    found = [round_from(row) for row in await on.fetch(_AROUND, shop_ids, now - _REMEMBERED)]
    named = {pickup.point_id for each in found for pickup in each.pickups if pickup.point_id}
    rows = await on.fetch(_STATIONS, list(named)) if named else ()
    known = {row["id"]: point_from(row) for row in rows}
    return tuple(_at_stations(each, known) for each in found)


def _at_stations(found: SellingRound, known: Mapping[UUID, Point]) -> SellingRound:
    """Its places with what the market knows of them."""
    pickups = [
        replace(each, station=known.get(each.point_id)) if each.point_id else each
        for each in found.pickups
    ]
    return replace(found, pickups=tuple(pickups))


async def find(on: Connection, round_id: UUID) -> SellingRound | None:
    rows = await on.fetch(_ONE, round_id)
    return round_from(rows[0]) if rows else None


async def lock(tx: Transaction, round_id: UUID) -> SellingRound | None:
    """Nobody else changes or closes it until the transaction ends."""
    await tx.fetch(_LOCK, round_id)
    return await find(tx, round_id)


async def find_by_key(on: Connection, key: str) -> tuple[SellingRound, bytes] | None:
    rows = await on.fetch(_BY_KEY, key)
    return (round_from(rows[0]), rows[0]["request_hash"]) if rows else None


async def page(
    on: Connection,
    limit: int,
    *,
    open_after: datetime | None = None,
    before: tuple[datetime, UUID] | None = None,
) -> list[SellingRound]:
    """The one that closes last comes first; with `open_after` only what closes after that."""
    at, round_id = before or (None, None)
    return [round_from(row) for row in await on.fetch(_PAGE, open_after, at, round_id, limit)]


async def add(tx: Transaction, new: SellingRound, asked: Asked) -> bool:
    """False when the same request has made one already."""
    made = await tx.fetchval(
        _INSERT,
        new.id,
        new.version,
        new.name,
        new.text,
        new.opens_at,
        new.closes_at,
        [pickup.document() for pickup in new.pickups],
        asked.account_id,
        asked.at,
        asked.key,
        asked.request_hash,
    )
    if made:
        await _put_producers(tx, new)
    return made is not None


async def save(tx: Transaction, changed: SellingRound) -> None:
    await tx.execute(
        _SAVE,
        changed.id,
        changed.version,
        changed.name,
        changed.text,
        changed.opens_at,
        changed.closes_at,
        [pickup.document() for pickup in changed.pickups],
        changed.closed_at,
    )
    await tx.execute(_NO_PRODUCERS, changed.id)
    await _put_producers(tx, changed)


async def shops(on: Connection, shop_ids: Sequence[UUID]) -> list[Any]:
    """What is shown of the producers, and their rules."""
    return await on.fetch(_SHOPS, shop_ids)


async def _put_producers(tx: Transaction, of: SellingRound) -> None:
    rows = [
        {"shop_id": str(shop), "products": sorted(map(str, products)) if products else None}
        for shop, products in of.producers.items()
    ]
    await tx.execute(_PRODUCERS, of.id, rows)


def round_from(row: Any) -> SellingRound:
    return SellingRound(
        id=row["id"],
        version=row["version"],
        name=row["name"],
        text=row["text"],
        opens_at=row["opens_at"],
        closes_at=row["closes_at"],
        pickups=tuple(pickup_from(one) for one in row["pickups"]),
        producers={
            UUID(shop): None if products is None else frozenset(map(UUID, products))
            for shop, products in (row["producers"] or {}).items()
        },
        closed_at=row["closed_at"],
    )


async def owners_of(on: Connection, products: Sequence[UUID]) -> dict[UUID, UUID]:
    """The shop of each product that is known here."""
    rows = await on.fetch(_OWNERS, products)
    return {row["product_id"]: row["shop_id"] for row in rows}


async def known_points(on: Connection, point_ids: Sequence[UUID]) -> set[UUID]:
    return {row["id"] for row in await on.fetch(_POINTS, point_ids)}


async def candidates(on: Connection, after: UUID | None, limit: int) -> list[Any]:
    """Shops that have allowed it, with what they sell."""
    return await on.fetch(_CANDIDATES, after, limit)
