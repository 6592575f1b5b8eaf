"""What the use cases need from the payment side; the adapters live above them."""

from typing import Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

from orders.domain.shop_order import ShopOrder


class Payments(Protocol):
    """Begins online payments."""

    async def start(self, order_id: UUID) -> str | None:
        """The page where the buyer pays; called after the order has been committed.

        None when the provider cannot be reached: the order stands and can be paid later.
        """
        ...


class Refunds(Protocol):
    """Remembers that money must flow back."""

    async def request(
        self, tx: Transaction, shop_order: ShopOrder, amount: int, reason: str
    ) -> None:
        """Write the intent in the caller's transaction; asking twice changes nothing."""
        ...


class PaymentsGate(Protocol):
    """Asked before an unpaid order is given up."""

    async def may_expire(self, order_id: UUID) -> bool:
        """False when money may still come, e.g. the buyer has just paid."""
        ...


class NoPayments:
    """No provider is configured: orders wait until one is."""

    async def start(self, order_id: UUID) -> str | None:  # noqa: ARG002 -- the port's shape
        return None


class AlwaysExpire:
    """No provider is configured, so no money can be on its way."""

    async def may_expire(self, order_id: UUID) -> bool:  # noqa: ARG002 -- the port's shape
        return True


class RecordedRefunds:
    """Refund intents as rows; whoever talks to the provider works them off."""

    async def request(
        self, tx: Transaction, shop_order: ShopOrder, amount: int, reason: str
    ) -> None:
        await tx.execute(
            """
            INSERT INTO refund (id, order_id, shop_order_id, amount, reason, idempotency_key)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (idempotency_key) DO NOTHING
            """,
            new_id(),
            shop_order.order_id,
            shop_order.id,
            amount,
            reason,
            f"refund-{shop_order.id}",
        )
