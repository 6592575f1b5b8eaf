"""The price periods of variants; append-only but for the end of the open one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from marketkit.db import Session
from sqlmodel import col, select

from catalog.domain.price_history import PricePeriod, continues
from catalog.domain.product import Product, Variant
from catalog.store.rows import PriceRow

MOST_PERIODS = 1000
"""Of one product; more than a price a day for a year on each of two variants."""


async def keep(session: Session, product: Product, at: datetime) -> None:
    """Begin a new period for each variant whose price, or its being offered, has changed."""
    open_rows = await _open_periods(session, [variant.id for variant in product.variants])
    offered, begun = product.is_published, []
    for variant in product.variants:
        row = open_rows.get(variant.id)
        if continues(_period(row) if row else None, variant.price, offered=offered):
            continue
        if row is not None:
            row.valid_to = at
        begun.append(variant)
    # The old periods must be closed before the new ones may be the open ones.
    await session.flush()
    session.add_all(_begin(variant, at, offered=offered) for variant in begun)


def _begin(variant: Variant, at: datetime, *, offered: bool) -> PriceRow:
    return PriceRow(
        variant_id=variant.id, price=variant.price, offered=offered, valid_from=at, valid_to=None
    )


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


async def _open_periods(session: Session, variant_ids: Sequence[UUID]) -> dict[UUID, PriceRow]:
    query = select(PriceRow).where(
        col(PriceRow.variant_id).in_(variant_ids), col(PriceRow.valid_to).is_(None)
    )
    return {row.variant_id: row for row in (await session.exec(query)).all()}


def _period(row: PriceRow) -> PricePeriod:
    return PricePeriod(row.price, row.offered, row.valid_from, row.valid_to)
