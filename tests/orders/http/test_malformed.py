"""Whatever is sent, by whomever: refused with a reason, and never answered with a fault of ours."""

from typing import Any

from tests.orders.kinds.asking import ask, offer, resident
from tests.orders.market import Market
from tests.orders.ordering import order, owner_of, verb
from tests.orders.working.paying import paid_order
from tests.support.asgi import AsgiClient
from tests.support.malformed import faults
from tests.support.tokens import a_token


async def test_no_route_answers_with_a_fault(client: AsgiClient, market: Market) -> None:
    people, known = await a_busy_market(client, market)

    assert await faults("orders", people, known) == []


async def a_busy_market(
    client: AsgiClient, market: Market
) -> tuple[dict[str, AsgiClient], dict[str, list[str]]]:
    """Something of everything, and everybody who has to do with it."""
    shop, other = await market.shop(), await market.shop("hof")
    bread, milk = await market.offer(shop), await market.offer(other, on_order=True)
    placed = await order(client, (shop, bread, 1), (other, milk, 2), key="first")
    paid = await paid_order(client, market, (shop, bread, 2), key="second")
    await verb(owner_of(client, shop), paid.parts[0], "accept")
    cart = (await client.post("/api/v1/carts", json={"lines": [_line(bread), _line(milk)]})).json()
    buyer = resident(client, shop.id)
    quote = await offer(client, market, shop, await ask(buyer, shop))
    known = {
        "slug": [shop.slug, other.slug],
        "cart_id": [cart["id"]],
        "order_id": [str(placed.id), str(paid.id)],
        "shop_order_id": [*placed.parts, *paid.parts],
        "variant_id": [str(bread), str(milk)],
        "quote_id": [quote["id"]],
        "kind": ["supplies", "sellers", "gobd", "datev"],
        "token": [placed.token, paid.token],
        "month": ["2026-11"],
        "uuid": [str(bread), str(milk), str(shop.id), str(other.id), *placed.parts],
    }
    people = {
        "operator": client.as_(a_token("operator")),
        "owner": owner_of(client, shop),
        "buyer": buyer,
        "advisor": client.as_(a_token("advisor")),
        "guest": client,
    }
    return people, known


def _line(variant: object) -> dict[str, Any]:
    return {"variant_id": str(variant), "quantity": 1}
