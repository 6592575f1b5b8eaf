"""Where the operator wants it so, only shops that can be sent money are paid online."""

from collections.abc import Collection
from uuid import UUID

from orders.domain.money_errors import OnlineNotPossibleError
from orders.domain.order import PaymentMethod
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
