"""Where the operator wants it so, only shops that can be sent money are paid online."""

from orders.domain.cart import Cart
from orders.domain.money_errors import OnlineNotPossibleError
from orders.domain.order import PaymentMethod
from orders.store import shop_accounts
from orders.use_cases.context import Context


async def check_online(
    context: Context, on: shop_accounts.Reader, cart: Cart, method: PaymentMethod
) -> None:
    """Raises OnlineNotPossibleError with the shops' names."""
    if not context.online_needs_account or method is not PaymentMethod.ONLINE:
        return
    names = await shop_accounts.names_without(on, {line.shop.id for line in cart.lines})
    if names:
        raise OnlineNotPossibleError(shops=names)
