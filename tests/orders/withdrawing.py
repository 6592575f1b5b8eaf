"""Withdrawals as tests declare them, and what became of the money."""

from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.clock import HERE
from orders.domain.codes import withdrawal_token

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, pay, verb
from tests.support.asgi import Answer, AsgiClient

PATH = "/api/v1/withdrawals"


async def declare(client: AsgiClient, *, key: str = "w", path: str = PATH, **said: Any) -> Answer:
    body = {"name": "Anna Albrecht", "receipt_to": "anna@example.org"} | said
    return await client.post(path, json=body, headers={"Idempotency-Key": key})


async def two_shops(client: AsgiClient, market: Market, **changes: Any) -> tuple[AnOrder, AShop]:
    bakery, farm = await market.shop("baeckerei"), await market.shop("hof")
    bread, eggs = await market.offer(bakery), await market.offer(farm)
    return await order(client, (bakery, bread, 2), (farm, eggs, 1), **changes), bakery


async def lettered(client: AsgiClient, market: Market, made: dict[str, Any]) -> Answer:
    """The receipt as the link in the letter opens it."""
    key = withdrawal_token(market.context.guest_token_secret, UUID(made["id"]))
    return await client.get(f"{PATH}/{made['id']}?token={key}")


def day_of_order(placed: AnOrder) -> str:
    """As its id says it: the clock of these tests stands still, that of ids does not."""
    return datetime.fromtimestamp((placed.id.int >> 80) / 1000, HERE).date().isoformat()


async def paid(market: Market, placed: AnOrder) -> None:
    assert await pay(market.context, placed.id)
    await market.database.pool.execute(
        "INSERT INTO payment (order_id, method, status, amount, idempotency_key, attempts)"
        " VALUES ($1, 'online', 'paid', $2, 'p', 1) ON CONFLICT (order_id)"
        " DO UPDATE SET status = 'paid'",
        placed.id,
        placed.body["total"]["amount"],
    )


async def declared(
    client: AsgiClient, market: Market, **changes: Any
) -> tuple[AnOrder, AShop, str]:
    """Both lines of the bakery's part, and the path of its part."""
    placed, bakery = await two_shops(client, market, **changes)
    if changes.get("payment") == "online":
        await paid(market, placed)
    number = placed.body["shop_orders"][0]["number"]
    made = (await declare(client, contract=number)).json()
    return placed, bakery, f"{PATH}/{made['id']}/parts/{placed.parts[0]}"


async def refunds(market: Market) -> list[int]:
    rows = await market.database.pool.fetch("SELECT amount FROM refund")
    return [row["amount"] for row in rows]


async def fetched(client: AsgiClient, market: Market, placed: AnOrder, shop: AShop) -> None:
    """The bakery's part has gone to its buyer."""
    code = await market.database.pool.fetchval(
        "SELECT pickup_code FROM shop_order WHERE id = $1", UUID(placed.parts[0])
    )
    for name, body in (("accept", {}), ("ready", {}), ("hand-over", {"pickup_code": code})):
        assert (await verb(owner_of(client, shop), placed.parts[0], name, **body))[0] == 200
