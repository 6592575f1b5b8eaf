"""The price periods of variants; append-only but for the end of the open one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
from marketkit.db import Session
from sqlmodel import col, select

from catalog.domain.price_history import PricePeriod, continues
from catalog.domain.product import Product
from catalog.store.rows import PriceRow
from catalog.store.wide import connection_of

MOST_PERIODS = 1000
"""Of one product; more than a price a day for a year on each of two variants."""
_OPEN = """
    SELECT variant_id, price, offered, valid_from, valid_to FROM price_period
    WHERE variant_id = ANY($1::uuid[]) AND valid_to IS NULL
"""
_END = """
    UPDATE price_period SET valid_to = $2
    WHERE variant_id = ANY($1::uuid[]) AND valid_to IS NULL
"""
_BEGIN = """
    INSERT INTO price_period (variant_id, price, offered, valid_from)
    SELECT variant_id, price, offered, $4
    FROM unnest($1::uuid[], $2::integer[], $3::boolean[]) AS begun (variant_id, price, offered)
"""
_END_OF_SHOP = """
    UPDATE price_period period SET valid_to = $3
    FROM variant JOIN product ON product.id = variant.product_id
    WHERE product.shop_id = $1 AND product.status = 'published'
        AND period.variant_id = variant.id
        AND period.valid_to IS NULL AND period.offered IS DISTINCT FROM $2
    RETURNING period.variant_id, period.price
"""
_RECENT = """
    SELECT variant_id, price, offered, valid_from, valid_to FROM price_period
    WHERE variant_id = ANY($1::uuid[]) AND (valid_to IS NULL OR valid_to > $2)
"""


async def keep(
    session: Session, products: Sequence[Product], at: datetime, *, public: bool = True
) -> None:
    """Begin a new period for each variant whose price, or its being offered, has changed.

    The price is what buyers pay, so a promotion's while one runs. Any number of products cost
    three statements: whoever writes many hands them over at once. `public`: the shop is open.
    """
    on = await connection_of(session)
    said = [
        (variant, public and product.is_published)
        for product in products
        for variant in product.variants
    ]
    rows = await on.fetch(_OPEN, [variant.id for variant, _ in said])
    known = {row["variant_id"]: _read(row) for row in rows}
    begun = [
        (variant, offered)
        for variant, offered in said
        if not continues(known.get(variant.id), variant.sold_at, offered=offered)
    ]
    if not begun:
        return
    # The old periods must be closed before the new ones may be the open ones.
    ended = [variant.id for variant, _ in begun if variant.id in known]
    if ended:
        await on.execute(_END, ended, at)
    await on.execute(
        _BEGIN,
        [variant.id for variant, _ in begun],
        [variant.sold_at for variant, _ in begun],
        [offered for _, offered in begun],
        at,
    )


async def reoffer(session: Session, shop_id: UUID, at: datetime, *, public: bool) -> None:
    """The shop opens or closes: what it has on sale can be bought from now on, or no longer."""
    on = await connection_of(session)
    rows = await on.fetch(_END_OF_SHOP, shop_id, public, at)
    await on.execute(
        _BEGIN,
        [row["variant_id"] for row in rows],
        [row["price"] for row in rows],
        [public] * len(rows),
        at,
    )


async def recent(
    session: Session, variant_ids: Sequence[UUID], since: datetime
) -> Mapping[UUID, Sequence[PricePeriod]]:
    """All periods that reach beyond `since`, however many: what a reference is found in."""
    on = await connection_of(session)
    found: dict[UUID, list[PricePeriod]] = {id_: [] for id_ in variant_ids}
    for row in await on.fetch(_RECENT, list(variant_ids), since):
        found[row["variant_id"]].append(_read(row))
    return found


async def history(
    session: Session, variant_ids: Sequence[UUID]
) -> Mapping[UUID, tuple[PricePeriod, ...]]:
    """The newest periods by variant, newest first."""
    query = (
        select(PriceRow)
        .where(col(PriceRow.variant_id).in_(variant_ids))
        .order_by(col(PriceRow.valid_from).desc(), col(PriceRow.id).desc())
        .limit(MOST_PERIODS)
    )
    found: dict[UUID, tuple[PricePeriod, ...]] = dict.fromkeys(variant_ids, ())
    for row in (await session.exec(query)).all():
        found[row.variant_id] = (*found[row.variant_id], _period(row))
    return found


def _read(row: asyncpg.Record) -> PricePeriod:
    return PricePeriod(row["price"], row["offered"], row["valid_from"], row["valid_to"])


def _period(row: PriceRow) -> PricePeriod:
    return PricePeriod(row.price, row.offered, row.valid_from, row.valid_to)
