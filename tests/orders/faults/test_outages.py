"""Without its database the service says 503, not 500."""

from marketkit.clock import new_id

from tests.orders.market import Market
from tests.support.asgi import AsgiClient


async def test_a_database_that_is_away_is_an_outage(client: AsgiClient, market: Market) -> None:
    await market.database.pool.close()

    answer = await client.get(f"/api/v1/carts/{new_id()}")

    assert (answer.status, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "2"
