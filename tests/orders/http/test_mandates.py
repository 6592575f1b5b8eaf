"""An advisor at the counter: what the mandate names, until it ends by word or by time."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from marketkit.clock import new_id
from marketkit.contracts import StaffChanged, StaffMember
from orders.use_cases import take_over_catalog as take

from tests.orders.market import AShop, Market
from tests.orders.ordering import order as place_order
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


async def tell(
    market: Market,
    shop: AShop,
    advisor: UUID,
    version: int,
    *actions: str,
    until: datetime | None = None,
) -> None:
    """The catalogue's word on who works there now; no actions: no advisor any more."""
    staff = [StaffMember(account_id=shop.owner, role="owner")]
    if actions:
        staff.append(StaffMember(account_id=advisor, role="advisor", actions=actions, until=until))
    event = StaffChanged(version=version, shop_id=shop.id, shop_slug=shop.slug, staff=tuple(staff))
    async with market.database.transaction() as tx:
        await take.take_staff(tx, event)


async def statuses(client: AsgiClient, shop: AShop, variant: UUID, order: str) -> dict[str, int]:
    stock = await client.get(f"/api/v1/shops/{shop.slug}/stock")
    count = await client.put(f"/api/v1/stock/{variant}", json={"on_hand": 7})
    orders = await client.get(f"/api/v1/shops/{shop.slug}/orders")
    one = await client.get(f"/api/v1/shop-orders/{order}")
    accept = await client.post(f"/api/v1/shop-orders/{order}/accept")
    answers = {"stock": stock, "count": count, "orders": orders, "one": one, "accept": accept}
    return {name: answer.status for name, answer in answers.items()}


@pytest.mark.parametrize(
    ("actions", "stock", "orders"),
    [
        ((), 404, 404),
        (("stock",), 200, 404),
        (("orders",), 404, 200),
        (("stock", "orders"), 200, 200),
    ],
)
async def test_an_advisor_may_what_the_mandate_names(
    market: Market, client: AsgiClient, actions: tuple[str, ...], stock: int, orders: int
) -> None:
    shop, advisor = await market.shop(), new_id()
    variant = await market.offer(shop)
    order = (await place_order(client, (shop, variant, 1))).parts[0]
    await tell(market, shop, advisor, 2, *actions)

    found = await statuses(client.as_(a_token("advisor", account_id=advisor)), shop, variant, order)

    assert (found["stock"], found["count"]) == (stock, stock)
    assert {found["orders"], found["one"], found["accept"]} == {orders}


async def test_an_advisor_of_whom_nothing_is_said_may_nothing(
    market: Market, client: AsgiClient
) -> None:
    """As events told it before mandates named their actions."""
    shop, advisor = await market.shop(), new_id()
    variant = await market.offer(shop)
    order = (await place_order(client, (shop, variant, 1))).parts[0]
    staff = (StaffMember(account_id=advisor, role="advisor"),)
    event = StaffChanged(version=2, shop_id=shop.id, shop_slug=shop.slug, staff=staff)
    async with market.database.transaction() as tx:
        await take.take_staff(tx, event)

    found = await statuses(client.as_(a_token("advisor", account_id=advisor)), shop, variant, order)

    assert set(found.values()) == {404}


async def test_a_mandate_ends_by_itself(market: Market, client: AsgiClient) -> None:
    shop, advisor = await market.shop(), new_id()
    variant = await market.offer(shop)
    order = (await place_order(client, (shop, variant, 1))).parts[0]
    until = market.clock.now() + timedelta(hours=1)
    await tell(market, shop, advisor, 2, "orders", "stock", until=until)
    at_work = client.as_(a_token("advisor", account_id=advisor))

    before = await statuses(at_work, shop, variant, order)
    market.clock.at = until
    after = await statuses(at_work, shop, variant, order)

    assert set(before.values()) == {200}
    assert set(after.values()) == {404}


async def test_a_withdrawal_ends_it_and_an_older_event_does_not_bring_it_back(
    market: Market, client: AsgiClient
) -> None:
    shop, advisor = await market.shop(), new_id()
    variant = await market.offer(shop)
    order = (await place_order(client, (shop, variant, 1))).parts[0]
    await tell(market, shop, advisor, 3)
    await tell(market, shop, advisor, 2, "orders", "stock")

    found = await statuses(client.as_(a_token("advisor", account_id=advisor)), shop, variant, order)

    assert set(found.values()) == {404}
