"""What the use cases need from payments and mails; the adapters live above them."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
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

    async def sync(self, order_id: UUID) -> object:
        """Ask the provider whether the money has come, and take over what it says."""
        ...


class Refunds(Protocol):
    """Remembers that money must flow back."""

    async def request(
        self,
        tx: Transaction,
        shop_order: ShopOrder,
        amount: int,
        reason: str,
        *,
        key: str | None = None,
        payer: str = "shop",
    ) -> None:
        """Write the intent in the caller's transaction; asking twice changes nothing.

        Without a key `amount` is what must have flowed back in the end: what of this shop order
        flows back already does not flow twice. With a key it is one more amount, `amount` itself;
        never more than is left of what was paid for this shop order.
        """
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

    async def sync(self, order_id: UUID) -> object:  # noqa: ARG002 -- the port's shape
        return None


class AlwaysExpire:
    """No provider is configured, so no money can be on its way."""

    async def may_expire(self, order_id: UUID) -> bool:  # noqa: ARG002 -- the port's shape
        return True


class RecordedRefunds:
    """Refund intents as rows; whoever talks to the provider works them off."""

    async def request(
        self,
        tx: Transaction,
        shop_order: ShopOrder,
        amount: int,
        reason: str,
        *,
        key: str | None = None,
        payer: str = "shop",
    ) -> None:
        await tx.execute(
            """
            WITH before AS (
                SELECT coalesce(sum(amount), 0)::integer AS amount FROM refund
                WHERE shop_order_id = $3 AND status <> 'failed' AND idempotency_key <> $6
            ), back AS (
                SELECT CASE WHEN $7 THEN least($4, $8 - amount) ELSE $4 - amount END AS amount
                FROM before
            )
            INSERT INTO refund (id, order_id, shop_order_id, amount, reason, idempotency_key, payer)
            SELECT $1, $2, $3, amount, $5, $6, $9 FROM back WHERE amount > 0
            ON CONFLICT (idempotency_key) DO NOTHING
            """,
            new_id(),
            shop_order.order_id,
            shop_order.id,
            amount,
            reason,
            key or f"refund-{shop_order.id}",
            key is not None,
            shop_order.total,
            payer,
        )


class Notice(StrEnum):
    """What people are told by mail; who gets it follows from the kind."""

    ORDER_RECEIVED = "order_received"
    """To the buyer, at once; to the shops too when there is nothing to pay first."""
    ORDER_PAID = "order_paid"
    """To the buyer, and to every shop: now it is theirs to prepare."""
    ORDER_CANCELLED = "order_cancelled"
    """By the buyer; to the buyer and to the shops that had seen it."""
    ORDER_EXPIRED = "order_expired"
    """Not paid in time; to the buyer."""
    SHOP_ORDER_ACCEPTED = "shop_order_accepted"
    SHOP_ORDER_DECLINED = "shop_order_declined"
    SHOP_ORDER_READY = "shop_order_ready"
    SHOP_ORDER_UNACCEPTED = "shop_order_unaccepted"
    """Accepted by mistake: the shop looks at it once more; to the buyer, who had been told."""
    SHOP_ORDER_NOT_READY = "shop_order_not_ready"
    """Called ready by mistake; to the buyer, who had been told."""
    SHOP_ORDER_ARRIVED = "shop_order_arrived"
    """It is at the pickup point; to the buyer."""
    SHOP_ORDER_NOT_ARRIVED = "shop_order_not_arrived"
    """Called arrived by mistake; to the buyer, who had been told."""
    SHOP_ORDER_CANCELLED = "shop_order_cancelled"
    """By the shop; to the buyer."""
    SHOP_ORDER_MOVED = "shop_order_moved"
    """The buyer has chosen another time; to the buyer, and to the shop."""
    SHOP_ORDER_REDUCED = "shop_order_reduced"
    """It costs less than agreed: something is missing, was weighed, was replaced; to the buyer."""
    SUBSTITUTE_PROPOSED = "substitute_proposed"
    """Something else instead, if the buyer likes; to the buyer."""
    SUBSTITUTE_ANSWERED = "substitute_answered"
    """To the buyer as receipt, and to the shop."""
    GOODWILL = "goodwill"
    """The market gives something back out of its own pocket; to the buyer."""
    PAID_BACK_AT_COUNTER = "paid_back_at_counter"
    """The shop says that it has given money back from its till; to the buyer."""
    REFUND_ISSUED = "refund_issued"
    REFUND_RETURNED = "refund_returned"
    """The buyer's bank would not have it: perhaps their account has changed; to the buyer."""
    PAYMENT_PROCESSING = "payment_processing"
    """A debit is on its way; to the buyer, and to the shops if they may begin on trust."""
    DEBIT_RETURNED = "debit_returned"
    """The bank did not honour it, the order is given up; to the buyer."""
    PAYMENT_HELD = "payment_held"
    """A card holds the most it can cost; to the buyer, and to every shop."""
    PAYMENT_TAKEN = "payment_taken"
    """What is due was taken from what was held; to the buyer."""
    PAYMENT_RELEASED = "payment_released"
    """Nothing was taken of what was held; to the buyer."""
    PAYMENT_OWED = "payment_owed"
    """The money did not come after all; to the buyer, and to every shop: it is paid there."""
    PAID_AFTER_SLOT = "paid_after_slot"
    """The money came when the time to collect was over: it flows back; to the buyer."""
    PAPER_ISSUED = "paper_issued"
    """An invoice, or what corrects one; to the buyer."""
    PAPER_REPLACED = "paper_replaced"
    """An invoice that said something wrong was taken back and written anew; to the buyer."""
    LATE_PAYMENT = "late_payment"
    """Paid after the goods were given to others: the money flows back; to the buyer."""


class Notifications(Protocol):
    """Queues mails in the caller's transaction; saying the same twice sends one mail."""

    async def notify(
        self,
        tx: Transaction,
        kind: Notice,
        order_id: UUID,
        shop_order_id: UUID | None = None,
        *,
        about: UUID | None = None,
    ) -> None:
        """`about` tells apart what may happen to the same order more than once."""
        ...

    async def received(self, tx: Transaction, order_ids: Sequence[UUID]) -> None:
        """The same as `notify` of ORDER_RECEIVED, for many orders in one statement."""
        ...

    async def arrived(self, tx: Transaction, arrival_ids: Sequence[UUID], wait: timedelta) -> None:
        """SHOP_ORDER_ARRIVED about each of these, no sooner than after `wait`."""
        ...


class NoNotifications:
    """Nobody is told; for tests that look at something else."""

    async def notify(
        self,
        tx: Transaction,  # noqa: ARG002 -- the port's shape
        kind: Notice,  # noqa: ARG002
        order_id: UUID,  # noqa: ARG002
        shop_order_id: UUID | None = None,  # noqa: ARG002
        *,
        about: UUID | None = None,  # noqa: ARG002
    ) -> None:
        return None

    async def received(
        self,
        tx: Transaction,  # noqa: ARG002 -- the port's shape
        order_ids: Sequence[UUID],  # noqa: ARG002
    ) -> None:
        return None

    async def arrived(
        self,
        tx: Transaction,  # noqa: ARG002 -- the port's shape
        arrival_ids: Sequence[UUID],  # noqa: ARG002
        wait: timedelta,  # noqa: ARG002
    ) -> None:
        return None
