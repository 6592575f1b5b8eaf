"""Mandates: rows ↔ domain; their keys as hashes; their history, which only grows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Session
from sqlmodel import col, select

from catalog.domain.errors import NoSuchMandateError
from catalog.domain.handover import hash_code
from catalog.domain.mandate import Action, Mandate, MandateState
from catalog.store.rows_people import MandateKeyRow, MandateRow, MandateStepRow

_DECIDED = (MandateState.GRANTED, MandateState.WITHDRAWN)


async def of_shops(session: Session, shop_ids: Sequence[UUID]) -> dict[UUID, list[Mandate]]:
    """By shop, of each advisor the last one decided."""
    query = select(MandateRow).where(
        col(MandateRow.shop_id).in_(shop_ids), col(MandateRow.state).in_(_DECIDED)
    )
    query = query.order_by(col(MandateRow.advisor_id)).execution_options(populate_existing=True)
    found: dict[UUID, list[Mandate]] = {}
    for row in (await session.exec(query)).all():
        found.setdefault(row.shop_id, []).append(_mandate(row))
    return found


async def get(session: Session, mandate_id: UUID) -> Mandate:
    """Fresh, for one who holds the lock on its shop."""
    row = await session.get(MandateRow, mandate_id, populate_existing=True)
    if row is None:
        raise NoSuchMandateError
    return _mandate(row)


async def by_code(session: Session, code: str, at: datetime) -> Mandate:
    query = (
        select(MandateRow)
        .join(MandateKeyRow, col(MandateKeyRow.mandate_id) == col(MandateRow.id))
        .where(MandateKeyRow.code_hash == hash_code(code), col(MandateKeyRow.expires_at) > at)
    )
    row = (await session.exec(query)).first()
    if row is None:
        raise NoSuchMandateError
    return _mandate(row)


async def of_advisor(
    session: Session, shop_id: UUID, advisor_id: UUID, *states: MandateState
) -> Mandate | None:
    query = select(MandateRow).where(
        MandateRow.shop_id == shop_id,
        MandateRow.advisor_id == advisor_id,
        col(MandateRow.state).in_(states),
    )
    row = (await session.exec(query)).first()
    return _mandate(row) if row else None


async def add(session: Session, mandate: Mandate) -> None:
    session.add(MandateRow(**_values(mandate)))
    await session.flush()


async def save(session: Session, mandate: Mandate) -> None:
    """Write one that was loaded in this session; at once, since an index counts its state."""
    row = await session.get_one(MandateRow, mandate.id)
    row.sqlmodel_update(_values(mandate))
    await session.flush()


def add_key(
    session: Session, mandate_id: UUID, code: str, expires_at: datetime, *, short: bool
) -> None:
    session.add(
        MandateKeyRow(
            code_hash=hash_code(code), mandate_id=mandate_id, short=short, expires_at=expires_at
        )
    )


async def end_short_keys(session: Session, mandate_id: UUID, expires_at: datetime) -> None:
    """A short code is for the answer alone."""
    for row in await _keys(session, mandate_id, short=True):
        row.expires_at = min(row.expires_at, expires_at)


async def lengthen_keys(session: Session, mandate_id: UUID, expires_at: datetime) -> None:
    """The link of the question becomes the link of the withdrawal."""
    for row in await _keys(session, mandate_id, short=False):
        row.expires_at = max(row.expires_at, expires_at)


async def _keys(session: Session, mandate_id: UUID, *, short: bool) -> Sequence[MandateKeyRow]:
    query = select(MandateKeyRow).where(
        MandateKeyRow.mandate_id == mandate_id, MandateKeyRow.short == short
    )
    return (await session.exec(query)).all()


async def of_shop(session: Session, shop_id: UUID, mandate_id: UUID) -> Mandate:
    """Fresh, and of this shop, for one who holds the lock on it."""
    mandate = await get(session, mandate_id)
    if mandate.shop_id != shop_id:
        raise NoSuchMandateError
    return mandate


def note_step(  # noqa: PLR0913 -- who, when, which step, of what
    session: Session, mandate: Mandate, step: str, *, by: str, account: UUID | None, at: datetime,
    wording: str = "",
) -> None:  # fmt: skip
    """The proof: what the mandate was after this step."""
    session.add(
        MandateStepRow(
            id=new_id(),
            mandate_id=mandate.id,
            shop_id=mandate.shop_id,
            at=at,
            step=step,
            by_account=account,
            by_name=by,
            advisor_name=mandate.advisor_name,
            actions=sorted(mandate.actions),
            until=mandate.until,
            wording=wording,
        )
    )


def _mandate(row: MandateRow) -> Mandate:
    values: dict[str, Any] = row.model_dump()
    values["actions"] = frozenset(Action(name) for name in row.actions)
    values["state"] = MandateState(row.state)
    return Mandate(**values)


def _values(mandate: Mandate) -> dict[str, Any]:
    return {
        name: getattr(mandate, name) for name in MandateRow.model_fields if name != "actions"
    } | {"actions": sorted(mandate.actions), "state": mandate.state.value}
