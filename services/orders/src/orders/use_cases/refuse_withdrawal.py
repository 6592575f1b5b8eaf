"""A shop says that the buyer has no right to withdraw: on a ground that holds, and on no other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from orders.domain.errors import WithdrawalNotFoundError
from orders.domain.refusing import REGULAR, Facts, Ground, RightToWithdrawError, grounds, words
from orders.domain.withdrawal import State
from orders.store import access, withdrawals
from orders.store.withdrawals import Decision
from orders.use_cases.context import Context


@dataclass(frozen=True, slots=True)
class Refusal:
    ground: Ground
    account_id: UUID
    more: str = ""
    """In the shop's own words, beside those of the ground."""
    by_operator: bool = False
    """Who has heard both sides, and may know what is not written."""


async def refuse_withdrawal(
    context: Context, withdrawal_id: UUID, shop_order_id: UUID, refusal: Refusal
) -> None:
    """Twice is once.

    Raises WithdrawalNotFoundError, WithdrawalDecidedError, RightToWithdrawError.
    """
    async with context.database.transaction() as tx:
        part = await withdrawals.lock_part(tx, withdrawal_id, shop_order_id)
        if part is None:
            raise WithdrawalNotFoundError
        now = context.clock.now()
        if not refusal.by_operator:
            await access.check_may_pay(tx, part.shop_id, refusal.account_id, now)
        if not part.check_decides(State.REJECTED):
            return
        rows = await withdrawals.parts_of(tx, withdrawal_id)
        facts = facts_of(next(row for row in rows if row["shop_order_id"] == shop_order_id))
        if not refusal.by_operator and refusal.ground not in (held := grounds(facts)):
            raise RightToWithdrawError(grounds=held)
        reason = f"{words(refusal.ground, facts)} {refusal.more}".strip()
        decision = Decision(State.REJECTED, now, refusal.account_id, reason=reason, settled_at=now)
        await withdrawals.decide(tx, part, decision)
        await withdrawals.tell_buyer(tx, part, withdrawals.REJECTED)


def facts_of(row: Mapping[str, Any]) -> Facts:
    """Of a part as the store reads it."""
    return Facts(
        is_business=row["is_business"],
        classes=tuple(line.get("withdrawal_class") or REGULAR for line in row["lines"]),
        declared_at=row["declared_at"],
        handed_over_at=row["handed_over_at"],
    )
