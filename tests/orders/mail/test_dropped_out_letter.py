"""When a shop drops out, its buyer is told what can be done: fewer stops, or another shop."""

from uuid import UUID

import pytest
from orders.mail import MailConfig, MailQueue
from orders.mail.writer import OrderMailWriter
from orders.store.mails import DueMail
from orders.use_cases.ports import Notice

from tests.orders.market import SECRET, AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, verb
from tests.orders.stations import a_point
from tests.support.asgi import AsgiClient


async def letter(market: Market, placed: AnOrder, kind: Notice = Notice.SHOP_ORDER_DECLINED) -> str:
    config = MailConfig(
        sender="markt@example.org",
        sender_name="Regionalmarkt",
        public_url="https://markt.example",
        guest_token_secret=SECRET,
    )
    writer = OrderMailWriter(market.database, config, market.clock)
    async with market.database.transaction() as tx:
        await MailQueue().notify(tx, kind, placed.id, UUID(placed.parts[0]))
    row = await market.database.pool.fetchrow("SELECT * FROM mail WHERE kind = $1", kind)
    return " ".join((await writer.write(DueMail.read(row))).text.split())


async def of_three(market: Market, client: AsgiClient) -> tuple[list[AShop], AnOrder]:
    shops = [await market.shop(slug) for slug in ("a-laden", "b-laden", "c-laden")]
    return shops, await order(client, *[(shop, await market.offer(shop), 1) for shop in shops])


async def test_fewer_stops_are_offered_where_there_are(market: Market, client: AsgiClient) -> None:
    shops, placed = await of_three(market, client)
    await a_point(market, *shops[1:])
    await verb(owner_of(client, shops[0]), placed.parts[0], "decline", reason="Ofen kaputt.")

    text = await letter(market, placed)

    assert "Grund: Ofen kaputt." in text
    assert "bleibt davon unberührt" in text
    assert "geht jetzt in weniger Stopps: 1 statt 2" in text
    assert f"https://markt.example/bestellung/{placed.id}?token=" in text


async def test_where_nothing_is_better_nothing_is_promised(
    market: Market, client: AsgiClient
) -> None:
    shops, placed = await of_three(market, client)
    await verb(owner_of(client, shops[0]), placed.parts[0], "decline", reason="Ofen kaputt.")

    text = await letter(market, placed)

    assert "Stopps" not in text
    assert "bleibt davon unberührt" in text
    assert "wo es Ähnliches gibt" in text


@pytest.mark.parametrize("known", [True, False])
async def test_when_nothing_is_left_only_other_shops_are(
    market: Market, client: AsgiClient, *, known: bool
) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1))
    await verb(owner_of(client, shop), placed.parts[0], "accept")
    await verb(owner_of(client, shop), placed.parts[0], "cancel", reason="Ofen kaputt.")
    if not known:
        await market.database.pool.execute("DELETE FROM offer")

    text = await letter(market, placed, Notice.SHOP_ORDER_CANCELLED)

    assert "unberührt" not in text
    assert "wo es Ähnliches gibt" in text
