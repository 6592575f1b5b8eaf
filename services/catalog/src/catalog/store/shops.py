"""Shops and their people: rows ↔ domain."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from marketkit.db import Session
from sqlalchemy import func
from sqlmodel import col, select

from catalog.domain.errors import NoSuchShopError
from catalog.domain.mandate import Mandate
from catalog.domain.shop import Shop, ShopStatus, Staff, Stage
from catalog.store import mandates, shop_parts
from catalog.store.rows import ShopRow, StaffRow

_ELSEWHERE = frozenset({"staff", "mandates"})
_SLUG_LOCK = 7_240_113
"""Advisory lock: two shops of one name that arrive together must not want one slug."""


async def get(session: Session, slug: str, *, lock: bool = False) -> Shop:
    """The shop with this slug; `lock` holds its row until the session ends."""
    query = select(ShopRow).where(ShopRow.slug == slug)
    row = (await session.exec(query.with_for_update() if lock else query)).first()
    return await _whole(session, row)


async def get_by_id(session: Session, shop_id: UUID, *, lock: bool = False) -> Shop:
    query = select(ShopRow).where(ShopRow.id == shop_id)
    row = (await session.exec(query.with_for_update() if lock else query)).first()
    return await _whole(session, row)


async def get_many(session: Session, slugs: Sequence[str]) -> list[Shop]:
    """These shops, locked, without their people: for work on what is public."""
    query = (
        select(ShopRow)
        .where(col(ShopRow.slug).in_(slugs))
        .order_by(col(ShopRow.id))
        .with_for_update()
    )
    return [_shop(row, ()) for row in (await session.exec(query)).all()]


async def list_by_id(session: Session, shop_ids: Sequence[UUID]) -> list[Shop]:
    """These shops in any order, without their people, but with what advisors may do."""
    query = select(ShopRow).where(col(ShopRow.id).in_(shop_ids))
    given = await mandates.of_shops(session, shop_ids)
    rows = (await session.exec(query)).all()
    return [_shop(row, (), given.get(row.id, ())) for row in rows]


async def get_many_by_id(session: Session, shop_ids: Sequence[UUID]) -> list[Shop]:
    """These shops in any order, with their people."""
    query = select(ShopRow).where(col(ShopRow.id).in_(shop_ids))
    people = select(StaffRow).where(col(StaffRow.shop_id).in_(shop_ids))
    given = await mandates.of_shops(session, shop_ids)
    staff: dict[UUID, list[StaffRow]] = {}
    for person in (await session.exec(people)).all():
        staff.setdefault(person.shop_id, []).append(person)
    rows = (await session.exec(query)).all()
    return [_shop(row, staff.get(row.id, ()), given.get(row.id, ())) for row in rows]


async def taken_slugs(session: Session, beginning: str) -> frozenset[str]:
    """Slugs in use that begin so; nobody else takes one until this session ends."""
    await session.exec(select(func.pg_advisory_xact_lock(_SLUG_LOCK)))
    query = select(ShopRow.slug).where(col(ShopRow.slug).startswith(beginning, autoescape=True))
    return frozenset((await session.exec(query)).all())


async def drafts_owned(session: Session, account_id: UUID) -> int:
    """How many shops that nobody sees yet belong to this account.

    Until this session ends, nobody else counts those of the same account.
    """
    lock = func.hashtextextended(f"drafts of {account_id}", 0)
    await session.exec(select(func.pg_advisory_xact_lock(lock)))
    query = (
        select(func.count())
        .select_from(ShopRow)
        .join(StaffRow, col(StaffRow.shop_id) == col(ShopRow.id))
        .where(
            StaffRow.account_id == account_id,
            StaffRow.role == "owner",
            ShopRow.status == ShopStatus.DRAFT,
        )
    )
    return (await session.exec(query)).one()


async def add(session: Session, shop: Shop) -> None:
    session.add(ShopRow(**_values(shop)))
    await session.flush()
    session.add_all(_staff_rows(shop))


async def save(session: Session, shop: Shop) -> None:
    """Write a shop that was loaded, and locked, in this session."""
    row = await session.get_one(ShopRow, shop.id)
    row.sqlmodel_update(_values(shop))
    query = select(StaffRow).where(StaffRow.shop_id == shop.id)
    known = {person.account_id: person for person in (await session.exec(query)).all()}
    for person in _staff_rows(shop):
        there = known.pop(person.account_id, None)
        if there is not None:
            there.sqlmodel_update(person.model_dump())
        else:
            session.add(person)
    for gone in known.values():
        await session.delete(gone)


async def _whole(session: Session, row: ShopRow | None) -> Shop:
    if row is None:
        raise NoSuchShopError
    query = select(StaffRow).where(StaffRow.shop_id == row.id).order_by(col(StaffRow.account_id))
    staff = (await session.exec(query)).all()
    given = await mandates.of_shops(session, [row.id])
    return _shop(row, staff, given.get(row.id, ()))


def _shop(row: ShopRow, staff: Sequence[StaffRow], given: Sequence[Mandate] = ()) -> Shop:
    values = row.model_dump()
    values |= {"status": ShopStatus(row.status), "stage": Stage(row.stage)}
    values |= shop_parts.read(values)
    people = (Staff(p.account_id, p.role, p.name, p.email) for p in staff)
    return Shop(**values, staff=tuple(people), mandates=tuple(given))


def _values(shop: Shop) -> dict[str, Any]:
    plain = {f.name: getattr(shop, f.name) for f in fields(Shop) if f.name not in _ELSEWHERE}
    return plain | shop_parts.written(shop)


def _staff_rows(shop: Shop) -> list[StaffRow]:
    return [
        StaffRow(shop_id=shop.id, account_id=p.account_id, role=p.role, name=p.name, email=p.email)
        for p in shop.staff
    ]
