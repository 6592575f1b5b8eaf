"""What a shop has shown for the checklist: rows ↔ domain."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from marketkit.db import Session
from sqlmodel import select

from catalog.domain.checklist.item import By, Item, Shown
from catalog.store.rows_checklist import ChecklistItemRow

_AS_THEY_ARE = ("key", "statement", "reason", "waiver_reason", "reminded", "version")


async def of_shop(session: Session, shop_id: UUID) -> Mapping[str, Item]:
    query = select(ChecklistItemRow).where(ChecklistItemRow.shop_id == shop_id)
    return {row.key: item_of(row.model_dump()) for row in (await session.exec(query)).all()}


async def get(session: Session, shop_id: UUID, key: str) -> Item:
    """The item; a blank one where nothing was shown yet."""
    row = await session.get(ChecklistItemRow, (shop_id, key))
    return item_of(row.model_dump()) if row else Item(shop_id, key)


async def save(session: Session, item: Item) -> None:
    """The shop's row is locked by whoever changes an item, so that two cannot cross."""
    row = await session.get(ChecklistItemRow, (item.shop_id, item.key))
    if row is None:
        session.add(ChecklistItemRow(**_values(item)))
    else:
        row.sqlmodel_update(_values(item))


def item_of(values: Mapping[str, Any]) -> Item:
    """From a row, or from the same row as JSON."""
    return Item(
        shop_id=_id(values["shop_id"]),
        shown=Shown(values["shown"]),
        document_id=values["document_id"] and _id(values["document_id"]),
        valid_until=day(values["valid_until"]),
        waived_until=day(values["waived_until"]),
        submitted=_by(values, "submitted"),
        decided=_by(values, "decided"),
        waived=_by(values, "waived"),
        **{name: values[name] for name in _AS_THEY_ARE},
    )


def _values(item: Item) -> dict[str, Any]:
    return {
        "shop_id": item.shop_id,
        "shown": item.shown.value,
        "document_id": item.document_id,
        "valid_until": item.valid_until,
        "waived_until": item.waived_until,
        **_columns("submitted", item.submitted),
        **_columns("decided", item.decided),
        **_columns("waived", item.waived),
        **{name: getattr(item, name) for name in _AS_THEY_ARE},
    }


def _columns(what: str, by: By | None) -> dict[str, Any]:
    return {
        f"{what}_by": by.account if by else None,
        f"{what}_name": by.name if by else "",
        f"{what}_at": by.at if by else None,
    }


def _by(values: Mapping[str, Any], what: str) -> By | None:
    account, at = values[f"{what}_by"], moment(values[f"{what}_at"])
    if account is None or at is None:
        return None
    return By(_id(account), values[f"{what}_name"], at)


def day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def moment(value: str | datetime | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _id(value: str | UUID) -> UUID:
    return UUID(value) if isinstance(value, str) else value
