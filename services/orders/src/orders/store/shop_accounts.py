"""Shops' accounts at the provider as rows."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.shop_account import AccountState, ShopAccount

_COLUMNS = "shop_id, state, provider_id, requirements, call_number"
_OF = f"SELECT {_COLUMNS} FROM shop_account WHERE shop_id = $1"  # noqa: S608 -- our own column list
_WITHOUT = """
    SELECT s.name FROM shop_copy s WHERE s.shop_id = ANY($1::uuid[]) AND NOT EXISTS (
        SELECT FROM shop_account a WHERE a.shop_id = s.shop_id AND a.state = 'active'
    ) ORDER BY s.name
"""
_BY_PROVIDER = "SELECT shop_id FROM shop_account WHERE provider_id = $1"
# Written before the provider is asked, so that the key of the call is known whatever happens.
_BEGIN = f"""
    INSERT INTO shop_account AS a (shop_id, state) VALUES ($1, 'none')
    ON CONFLICT (shop_id) DO UPDATE SET call_number = a.call_number
    RETURNING {_COLUMNS}, xmax = 0 AS is_new
"""  # noqa: S608 -- our own column list
_NEXT_CALL = "UPDATE shop_account SET call_number = call_number + 1 WHERE shop_id = $1"
_SAVE = """
    INSERT INTO shop_account (shop_id, state, provider_id, requirements) VALUES ($1, $2, $3, $4)
    ON CONFLICT (shop_id) DO UPDATE SET state = $2, provider_id = $3, requirements = $4,
        updated_at = now()
    WHERE shop_account.provider_id IS NULL OR shop_account.provider_id = $3
"""
_RESTRICT = """
    UPDATE shop_account SET state = 'restricted', updated_at = now()
    WHERE shop_id = $1 AND state = 'active'
"""
_UNSURE = """
    SELECT provider_id FROM shop_account
    WHERE provider_id IS NOT NULL AND state <> 'rejected' ORDER BY updated_at LIMIT $1
"""
_ASKED = "UPDATE shop_account SET updated_at = now() WHERE provider_id = $1"


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...

    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...

    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


async def of_shop(on: Reader, shop_id: UUID) -> ShopAccount:
    row = await on.fetchrow(_OF, shop_id)
    return _account(row) if row else ShopAccount(shop_id)


async def names_without(on: Reader, shop_ids: Collection[UUID]) -> list[str]:
    """Of these shops those whose account takes no money now."""
    return [row["name"] for row in await on.fetch(_WITHOUT, list(shop_ids))]


async def shop_of(on: Reader, provider_id: str) -> UUID | None:
    found: UUID | None = await on.fetchval(_BY_PROVIDER, provider_id)
    return found


async def begin(tx: Transaction, shop_id: UUID) -> tuple[ShopAccount, bool]:
    """The account, and whether nobody can have asked the provider for it before."""
    row = await tx.fetchrow(_BEGIN, shop_id)
    assert row is not None
    return _account(row), row["is_new"]


async def next_call(tx: Transaction, shop_id: UUID) -> None:
    """The last call under the old key definitely failed."""
    await tx.execute(_NEXT_CALL, shop_id)


async def save(
    tx: Transaction, shop_id: UUID, state: AccountState, provider_id: str,
    requirements: Mapping[str, Any],
) -> None:  # fmt: skip
    """A shop keeps its account: another one is not taken over."""
    await tx.execute(_SAVE, shop_id, state, provider_id, requirements)


async def restrict(tx: Transaction, shop_id: UUID) -> None:
    """The provider refused a transfer: no more until it says otherwise."""
    await tx.execute(_RESTRICT, shop_id)


async def longest_unasked(on: Reader, limit: int) -> list[str]:
    return [row["provider_id"] for row in await on.fetch(_UNSURE, limit)]


async def asked(tx: Transaction, provider_id: str) -> None:
    """Whatever came of it."""
    await tx.execute(_ASKED, provider_id)


def _account(row: Any) -> ShopAccount:
    return ShopAccount(
        shop_id=row["shop_id"],
        state=AccountState(row["state"]),
        provider_id=row["provider_id"],
        requirements=row["requirements"],
        call_number=row["call_number"],
    )
