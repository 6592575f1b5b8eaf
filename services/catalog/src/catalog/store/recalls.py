"""Recalls with their products, and each version of their words."""

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from marketkit.db import Session
from sqlmodel import col, select

from catalog.domain.duties.recall import (
    NoSuchRecallError,
    Recall,
    RecalledProduct,
    RecallStatus,
    RecallText,
    Source,
)
from catalog.domain.rights import Actor
from catalog.store.rows_duties import RecallProductRow, RecallRow, RecallTextRow

_ELSEWHERE: Final = frozenset({"products", "text"})


async def add(session: Session, recall: Recall, actor: Actor) -> None:
    session.add(RecallRow(**_values(recall)))
    await session.flush()
    session.add_all(
        RecallProductRow(recall_id=recall.id, position=position, **asdict(product))
        for position, product in enumerate(recall.products)
    )
    write(session, recall, actor, recall.created_at, mailed=False)


async def get(session: Session, recall_id: UUID, *, lock: bool = False) -> Recall:
    """Raises NoSuchRecallError. `lock` holds its row until the session ends."""
    query = select(RecallRow).where(RecallRow.id == recall_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = (await session.exec(query)).first()
    if row is None:
        raise NoSuchRecallError
    products = (
        select(RecallProductRow)
        .where(RecallProductRow.recall_id == recall_id)
        .order_by(col(RecallProductRow.position))
    )
    words = (
        select(RecallTextRow)
        .where(RecallTextRow.recall_id == recall_id)
        .order_by(col(RecallTextRow.version).desc())
        .limit(1)
    )
    text = (await session.exec(words)).one()
    return Recall(
        **row.model_dump()
        | {"source": Source(row.source), "status": RecallStatus(row.status)}
        | {
            "products": tuple(_product(found) for found in (await session.exec(products)).all()),
            "text": RecallText(text.title, text.danger, text.action, text.remedy, text.contact),
        }
    )


async def save(session: Session, recall: Recall) -> None:
    """Write a recall that was loaded, and locked, in this session; its products stay."""
    row = await session.get_one(RecallRow, recall.id)
    row.sqlmodel_update(_values(recall))


def write(session: Session, recall: Recall, actor: Actor, at: datetime, *, mailed: bool) -> None:
    """The words as they are from this version on."""
    session.add(
        RecallTextRow(
            recall_id=recall.id,
            version=recall.version,
            **asdict(recall.text),
            at=at,
            account_id=actor.id or recall.created_by,
            account_name=actor.name,
            mailed=mailed,
        )
    )


async def drafts_by(session: Session, shop_ids: Collection[UUID]) -> int:
    """How many that nobody has published yet name goods of these shops."""
    query = (
        select(RecallRow.id)
        .join(RecallProductRow, col(RecallProductRow.recall_id) == col(RecallRow.id))
        .where(col(RecallProductRow.shop_id).in_(list(shop_ids)), RecallRow.status == "draft")
        .distinct()
    )
    return len((await session.exec(query)).all())


def _product(row: RecallProductRow) -> RecalledProduct:
    return RecalledProduct(row.product_id, row.shop_id, row.title, row.variant_id, row.variant)


def _values(recall: Recall) -> dict[str, Any]:
    return {f.name: getattr(recall, f.name) for f in fields(Recall) if f.name not in _ELSEWHERE}
