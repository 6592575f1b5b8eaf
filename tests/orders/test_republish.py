"""The stock is told again in the versions that hold."""

from marketkit.contracts import StockChanged, parse_event
from orders.republish import republish

from tests.orders.market import Market


async def test_the_stock_is_told_again_page_by_page(market: Market) -> None:
    shop = await market.shop("laden")
    offers = [await market.offer(shop, on_hand=number) for number in (1, 2, 3)]
    pool = market.database.pool
    await pool.execute("UPDATE outbox SET published_at = now()")

    assert await republish(market.database, page=2) == len(offers)

    rows = await pool.fetch(
        "SELECT type, payload FROM outbox WHERE published_at IS NULL ORDER BY seq"
    )
    told = [parse_event(row["type"], row["payload"]) for row in rows]
    levels = [event.levels for event in told if isinstance(event, StockChanged)]
    assert [len(page) for page in levels] == [2, 1]
    stored = await pool.fetch("SELECT variant_id, version FROM stock")
    every = [level for page in levels for level in page]
    assert {(each.variant_id, each.version) for each in every} == {
        (row["variant_id"], row["version"]) for row in stored
    }
    assert sorted(each.available or 0 for each in every) == [1, 2, 3]
