"""Craft work is paid online under the same condition as goods: the shop's account takes money."""

from marketkit.clock import new_id

from tests.orders.kinds.asking import accept, ask, offer, resident
from tests.orders.market import Market
from tests.support.asgi import AsgiClient


async def test_a_shop_that_cannot_be_sent_money_is_paid_at_the_handing_over(
    market: Market, client: AsgiClient
) -> None:
    context = market.with_(online_needs_account=True).context
    client.app.state.context = context  # type: ignore[attr-defined]
    shop, buyer = await market.shop("fliesenleger"), resident(client, new_id())
    offered = await offer(client, market, shop, await ask(buyer, shop))

    refused, problem = await accept(buyer, offered, payment="online")
    taken, order = await accept(buyer, offered)

    assert (refused, problem["code"]) == (409, "online_not_possible")
    assert (taken, order["status"]) == (200, "placed")
