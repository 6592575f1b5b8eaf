"""The contracts of an order: what was agreed with each shop, for who may read the order."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from orders.domain.errors import OrderNotFoundError
from orders.domain.legal_text import LegalText, digests_of
from orders.domain.order_view import OrderView, ShopOrderView
from orders.store import legal_texts
from orders.store.legal_texts import Connection
from orders.use_cases.context import Context
from orders.use_cases.read_order import read_order


@dataclass(frozen=True, slots=True)
class Contracts:
    """The order as it was placed, and every text one of its contracts was made on."""

    order: OrderView
    texts: Mapping[str, LegalText]

    def part(self, shop_order_id: UUID) -> ShopOrderView:
        found = [part for part in self.order.shop_orders if part.id == shop_order_id]
        if not found:
            raise OrderNotFoundError
        return found[0]


async def read_contracts(
    context: Context, order_id: UUID, account_id: UUID | None, token: str | None
) -> Contracts:
    """Raises OrderNotFoundError for everybody but its buyer."""
    order = await read_order(context, order_id, account_id, token)
    return await with_texts(context.database.pool, order)


async def with_texts(on: Connection, order: OrderView) -> Contracts:
    digests = {digest for part in order.shop_orders for digest in digests_of(part.terms)}
    return Contracts(order, await legal_texts.find(on, sorted(digests)))
