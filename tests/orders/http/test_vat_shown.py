"""What an order says of the VAT within it."""

from tests.orders.market import Market
from tests.orders.ordering import order
from tests.support.asgi import AsgiClient


async def test_an_order_says_what_of_it_is_tax(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, price=480)

    placed = await order(client, (shop, bread, 2))

    assert placed.body["shop_orders"][0]["vat"] == [
        {
            "permille": 70,
            "gross": {"amount": 960, "currency": "EUR"},
            "net": {"amount": 897, "currency": "EUR"},
            "tax": {"amount": 63, "currency": "EUR"},
        }
    ]
    again = (await client.get(f"{placed.path}?token={placed.token}")).json()
    assert again["shop_orders"][0]["vat"] == placed.body["shop_orders"][0]["vat"]


async def test_a_small_business_shows_none(client: AsgiClient, market: Market) -> None:
    shop = await market.shop(tax_mode="small_19")
    bread = await market.offer(shop, price=480)

    placed = await order(client, (shop, bread, 2))

    assert placed.body["shop_orders"][0]["vat"] == []
    assert await market.database.pool.fetchval("SELECT vat_permille FROM order_line") == 0
