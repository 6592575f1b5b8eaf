"""Accounts in and out of the database."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from marketkit.db import Session, Transaction
from sqlalchemy import exists
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select

from gateway.domain.accounts import MANDATE, Account
from gateway.store.rows import AccountRow, SessionRow, ShopStaffRow


async def insert_new(
    session: Session, *, email: str, name: str, password_hash: str, roles: Iterable[str]
) -> Account | None:
    """None when the address is taken, also by somebody signing up at this very moment."""
    row = AccountRow(email=email, name=name, password_hash=password_hash, roles=sorted(roles))
    statement = (
        insert(AccountRow)
        .values(**row.model_dump(exclude={"created_at"}))
        .on_conflict_do_nothing(index_elements=["email"])
        .returning(col(AccountRow.created_at))
    )
    created_at = (await session.exec(statement)).scalar_one_or_none()
    if created_at is None:
        return None
    return Account(row.id, row.email, row.name, frozenset(row.roles), created_at)


async def find_with_hash(session: Session, email: str) -> tuple[Account, str] | None:
    row = await _find(session, col(AccountRow.email) == email)
    return (_account(row[0], row[1]), row[0].password_hash) if row else None


async def find(session: Session, account_id: UUID) -> Account | None:
    row = await _find(session, col(AccountRow.id) == account_id)
    return _account(row[0], row[1]) if row else None


async def get_for_change(session: Session, account_id: UUID) -> AccountRow | None:
    return await session.get(AccountRow, account_id, with_for_update=True)


async def end_sessions(session: Session, account_id: UUID) -> None:
    await session.exec(delete(SessionRow).where(col(SessionRow.account_id) == account_id))


async def owns_a_shop(session: Session, account_id: UUID) -> bool:
    owned = select(ShopStaffRow.shop_id).where(
        ShopStaffRow.account_id == account_id, ShopStaffRow.role == "owner"
    )
    return (await session.exec(owned.limit(1))).first() is not None


async def lock(tx: Transaction, account_id: UUID) -> None:
    await tx.execute("SELECT FROM accounts WHERE id = $1 FOR UPDATE", account_id)


async def names_of(tx: Transaction, account_id: UUID) -> tuple[str, str]:
    """Mail address and name; empty for an account that has just been erased."""
    row = await tx.fetchrow("SELECT email, name FROM accounts WHERE id = $1", account_id)
    return (row["email"], row["name"]) if row else ("", "")


async def put_password(tx: Transaction, account_id: UUID, hashed: str) -> None:
    await tx.execute("UPDATE accounts SET password_hash = $2 WHERE id = $1", account_id, hashed)


async def _find(session: Session, condition: Any) -> tuple[AccountRow, bool] | None:
    is_staff = exists().where(
        col(ShopStaffRow.account_id) == col(AccountRow.id), col(ShopStaffRow.role) != MANDATE
    )
    found = await session.exec(select(AccountRow, is_staff).where(condition))
    return found.one_or_none()


def _account(row: AccountRow, is_staff: bool) -> Account:
    return Account(row.id, row.email, row.name, frozenset(row.roles), row.created_at, is_staff)
