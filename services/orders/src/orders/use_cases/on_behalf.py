"""Ordering for somebody else, e.g. on the telephone: an advisor, or a shop for its own goods."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from orders.domain.cart import Cart
from orders.domain.errors import OnBehalfNotAllowedError
from orders.domain.shown import Document


class Connection(Protocol):
    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


_WORKS_AT_ALL = """
    SELECT NOT EXISTS (
        SELECT FROM unnest($1::uuid[]) AS shop (id) WHERE NOT EXISTS (
            SELECT FROM staff_copy p
            WHERE p.shop_id = shop.id AND p.account_id = $2 AND (p.until IS NULL OR p.until > $3)
                AND (p.role <> 'advisor' OR p.actions ? 'orders')
        )
    )
"""


@dataclass(frozen=True, slots=True)
class Helper:
    """Who orders for somebody else; the buyer is told the name."""

    account_id: UUID
    name: str
    role: Literal["advisor", "shop"]

    def document(self) -> Document:
        return {"name": self.name, "role": self.role}


async def check_helper(on: Connection, helper: Helper, cart: Cart, at: datetime) -> None:
    """Advisors may for every shop, a shop's people for their own shop's goods alone."""
    if helper.role == "advisor":
        return
    shops = sorted({line.shop.id for line in cart.lines})
    if not await on.fetchval(_WORKS_AT_ALL, shops, helper.account_id, at):
        raise OnBehalfNotAllowedError
