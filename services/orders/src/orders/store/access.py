"""Who may act for which shop, from the copy that the catalogue's events keep current."""

from typing import Any, Protocol
from uuid import UUID


class Connection(Protocol):
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


_BY_SLUG = """
    SELECT s.shop_id, p.role FROM shop_copy s
    LEFT JOIN staff_copy p ON p.shop_id = s.shop_id AND p.account_id = $2
    WHERE s.slug = $1
    ORDER BY s.version DESC LIMIT 1
"""
_ROLE = "SELECT role FROM staff_copy WHERE shop_id = $1 AND account_id = $2"


async def shop_and_role(
    on: Connection, slug: str, account_id: UUID
) -> tuple[UUID, str | None] | None:
    """The shop of that name, and what this person is there."""
    row = await on.fetchrow(_BY_SLUG, slug, account_id)
    return (row["shop_id"], row["role"]) if row else None


async def role_at(on: Connection, shop_id: UUID, account_id: UUID) -> str | None:
    row = await on.fetchrow(_ROLE, shop_id, account_id)
    return row["role"] if row else None
