"""API tokens of programs: made, listed, revoked, and found by the hash of their key."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg
from marketkit.auth import Principal
from marketkit.db import Session
from sqlalchemy import func
from sqlmodel import col, delete, select

from gateway.domain.accounts import MANDATE
from gateway.store.rows import ApiTokenRow
from gateway.store.sessions import principal_in

_FIND = """
    SELECT a.id, a.email, a.name, a.roles, a.created_at,
           EXISTS (SELECT FROM shop_staff m WHERE m.account_id = a.id AND m.role <> $2)
               AS is_shop_staff
    FROM api_tokens t JOIN accounts a ON a.id = t.account_id
    WHERE t.key_hash = $1
"""


async def find(pool: asyncpg.Pool, key_hash: bytes) -> Principal | None:
    row = await pool.fetchrow(_FIND, key_hash, MANDATE)
    return principal_in(row) if row else None


async def add(session: Session, token: ApiTokenRow) -> ApiTokenRow:
    session.add(token)
    await session.flush()
    await session.refresh(token)
    return token


async def count_of(session: Session, account_id: UUID) -> int:
    statement = select(func.count()).where(col(ApiTokenRow.account_id) == account_id)
    return (await session.exec(statement)).one()


async def list_of(session: Session, account_id: UUID) -> Sequence[ApiTokenRow]:
    statement = (
        select(ApiTokenRow)
        .where(ApiTokenRow.account_id == account_id)
        .order_by(col(ApiTokenRow.created_at))
    )
    return (await session.exec(statement)).all()


async def remove(session: Session, account_id: UUID, token_id: UUID) -> bytes | None:
    """The hash of the removed token, or None when there was none of this account."""
    statement = (
        delete(ApiTokenRow)
        .where(col(ApiTokenRow.account_id) == account_id, col(ApiTokenRow.id) == token_id)
        .returning(col(ApiTokenRow.key_hash))
    )
    removed: bytes | None = (await session.exec(statement)).scalar_one_or_none()
    return removed
