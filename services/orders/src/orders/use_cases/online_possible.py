"""How something can be paid online, and where the operator wants it so, only with some shops."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orders.domain.money_errors import OnlineNotPossibleError
from orders.domain.new_order import Agreed
from orders.domain.order import PaymentMethod
from orders.domain.payment import DEBIT_NEEDS, Way, ways_to_pay
from orders.store import shop_accounts
from orders.use_cases.context import Context


async def check_online(
    context: Context, on: shop_accounts.Reader, shop_ids: Collection[UUID], method: PaymentMethod
) -> None:
    """Raises OnlineNotPossibleError with the shops' names."""
    if not context.online_needs_account or method is not PaymentMethod.ONLINE:
        return
    names = await shop_accounts.names_without(on, shop_ids)
    if names:
        raise OnlineNotPossibleError(shops=names)


@dataclass(frozen=True, slots=True)
class OnlineWays:
    """What the pay page will offer."""

    ways: tuple[Way, ...]
    debit_from: datetime | None = None
    """With goods from then on a debit would do; none where it does, or never does."""


def online_ways(context: Context, agreed: Sequence[Agreed]) -> OnlineWays:
    """By the first of the agreed times, as the pay page goes by it."""
    now = context.clock.now()
    first = min((each.slot.start for each in agreed), default=now)
    possible = ways_to_pay(first, now, on_trust=context.debits_on_trust)
    ways = tuple(way for way in possible if way in context.online_ways)
    too_soon = Way.DEBIT not in possible and Way.DEBIT in context.online_ways
    return OnlineWays(ways, now + DEBIT_NEEDS if too_soon else None)
