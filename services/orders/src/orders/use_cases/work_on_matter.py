"""A person has looked at a matter of money: it is closed with a word, or tried once more."""

from uuid import UUID

from orders.domain.matter_errors import (
    MatterEndedError,
    MatterNotFoundError,
    NothingToTryError,
)
from orders.store import matters, refunds, strays
from orders.use_cases.context import Context


async def close_matter(context: Context, matter_id: UUID, account_id: UUID, note: str) -> None:
    """Twice is once; the first word stands."""
    async with context.database.transaction() as tx:
        if await matters.lock(tx, matter_id) is None:
            raise MatterNotFoundError
        await matters.close(tx, matter_id, account_id, note)


async def try_again(context: Context, matter_id: UUID, account_id: UUID) -> None:
    """Refunds that were refused, and money that is not ours: once more on its way back.

    Raises MatterNotFoundError, MatterEndedError, NothingToTryError.
    """
    async with context.database.transaction() as tx:
        matter = await matters.lock(tx, matter_id)
        if matter is None:
            raise MatterNotFoundError
        if matter.ended_at is not None:
            raise MatterEndedError
        _, _, subject = matter.key.partition(":")
        if not matter.can_be_tried:
            raise NothingToTryError
        if matter.kind == "refund_failed":
            moved = await refunds.again(tx, UUID(subject))
        else:
            moved = await strays.send_back(tx, subject)
        if not moved:
            raise NothingToTryError
        # Should it be refused again, it comes up again.
        await matters.forget(tx, matter_id, account_id)
