"""Who asks to be forgotten is forgotten, as soon as the order no longer needs them."""

from typing import Any

from marketkit.clock import new_id
from marketkit.contracts import AccountErased
from orders.use_cases.forget_account import forget_account, forget_ended

from tests.orders.market import Market
from tests.orders.ordering import order, owner_of, verb
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


async def test_names_go_when_the_order_has_ended(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    account = new_id()
    anna = client.as_(a_token(account_id=account))
    ended = await order(anna, (shop, bread, 1), key="ended")
    running = await order(anna, (shop, bread, 2), key="running")
    guests = await order(client, (shop, bread, 1), key="guest")
    open_cart = (await anna.post("/api/v1/carts")).json()["id"]
    await anna.post(f"{ended.path}/cancel")

    for _ in range(2):
        async with market.database.transaction() as tx:
            await forget_account(tx, AccountErased(version=1, account_id=account))

    assert await _names(market) == {
        ended.id: "", running.id: "Anna Beispiel", guests.id: "Anna Beispiel"}  # fmt: skip
    assert (await anna.get(running.path)).status == 404
    assert (await anna.get(f"/api/v1/carts/{open_cart}")).status == 404
    await verb(owner_of(client, shop), running.parts[0], "decline", reason="Ofen aus")
    await forget_ended(market.context)
    assert await _names(market) == {ended.id: "", running.id: "", guests.id: "Anna Beispiel"}


async def test_a_business_and_who_it_was_ordered_for_go_as_well(
    client: AsgiClient, market: Market
) -> None:
    shop, account = await market.shop(), new_id()
    anna = client.as_(a_token(account_id=account))
    ended = await order(anna, (shop, await market.offer(shop), 1))
    await market.database.pool.execute(
        """
        UPDATE "order" SET buyer = '{"company": "Anna Beispiel e. K."}',
            wishes = '{"substitutes": "ask", "on_behalf": {"name": "Frau Helferin"}}'
        """
    )
    await anna.post(f"{ended.path}/cancel")

    async with market.database.transaction() as tx:
        await forget_account(tx, AccountErased(version=1, account_id=account))

    row = await market.database.pool.fetchrow('SELECT buyer, wishes FROM "order"')
    assert dict(row) == {"buyer": None, "wishes": {"substitutes": "ask"}}


async def _names(market: Market) -> dict[Any, str]:
    rows = await market.database.pool.fetch('SELECT id, contact_name FROM "order"')
    return {row["id"]: row["contact_name"] for row in rows}
