"""Who may act for which shop, from the copy that the catalogue's events keep current."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from orders.domain.errors import WithdrawalNotFoundError


class Connection(Protocol):
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


Task = Literal["orders", "stock"]

# A mandate ends by itself: nobody has to tell that its time is over.
_BY_SLUG = """
    SELECT s.shop_id, p.role, p.actions FROM shop_copy s
    LEFT JOIN staff_copy p ON p.shop_id = s.shop_id AND p.account_id = $2
        AND (p.until IS NULL OR p.until > $3)
    WHERE s.slug = $1
    ORDER BY s.version DESC LIMIT 1
"""
_NAMED = "SELECT shop_id FROM shop_copy WHERE slug = $1 ORDER BY version DESC LIMIT 1"
_ROLE = """
    SELECT role, actions FROM staff_copy
    WHERE shop_id = $1 AND account_id = $2 AND (until IS NULL OR until > $3)
"""


@dataclass(frozen=True, slots=True)
class Right:
    """What somebody is at a shop at this moment."""

    role: str
    actions: frozenset[str]

    def allows(self, task: Task) -> bool:
        """An advisor may what the mandate names; of others the role decides."""
        return self.role != "advisor" or task in self.actions


async def shop_and_right(
    on: Connection, slug: str, account_id: UUID, at: datetime
) -> tuple[UUID, Right | None] | None:
    """The shop of that name, and what this person is there."""
    row = await on.fetchrow(_BY_SLUG, slug, account_id, at)
    return (row["shop_id"], _right(row)) if row else None


async def right_at(on: Connection, shop_id: UUID, account_id: UUID, at: datetime) -> Right | None:
    row = await on.fetchrow(_ROLE, shop_id, account_id, at)
    return _right(row) if row else None


async def check_may_pay(on: Connection, shop_id: UUID, account_id: UUID, at: datetime) -> None:
    """Packers prepare orders; money others answer for. Raises WithdrawalNotFoundError."""
    right = await right_at(on, shop_id, account_id, at)
    if right is None or not right.allows("orders") or right.role == "packer":
        raise WithdrawalNotFoundError


async def shop_named(on: Connection, slug: str) -> UUID | None:
    """For who may look at every shop."""
    row = await on.fetchrow(_NAMED, slug)
    return row["shop_id"] if row else None


def _right(row: Any) -> Right | None:
    return Right(row["role"], frozenset(row["actions"] or ())) if row["role"] else None
