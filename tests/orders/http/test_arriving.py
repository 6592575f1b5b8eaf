"""At a pickup point something has come, and its buyer hears of it once."""

import asyncio
from typing import Any

import pytest
from orders.mail import MailConfig, MailQueue
from orders.mail.writer import OrderMailWriter
from orders.store.mails import DueMail

from tests.orders.http.test_hosted import a_hosted_point, a_parcel, brings
from tests.orders.market import SECRET, AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, verb
from tests.orders.working.paying import mails
from tests.support.asgi import AsgiClient

DA, DOCH_NICHT = "shop_order_arrived", "shop_order_not_arrived"


@pytest.fixture
def market(market: Market) -> Market:
    """With letters."""
    return market.with_(notifications=MailQueue())


async def at_a_host(
    client: AsgiClient, market: Market, *, with_host: bool = True, hosted: bool = True
) -> tuple[AShop, AShop, str, AnOrder]:
    """Host, shop, the address of its parcel, and the order; all of it packed."""
    host, shop = await market.shop("dzz"), await market.shop("hof")
    point = await a_hosted_point(client, host if hosted else None)
    await brings(client, shop, point, with_host=with_host)
    placed = await a_parcel(client, market, shop, point)
    return host, shop, f"/api/v1/shop-orders/{placed.parts[0]}", placed


async def letter(market: Market) -> str:
    """The one that waits, as it would be written now."""
    row = await market.database.pool.fetchrow("SELECT * FROM mail WHERE kind = $1", DA)
    config = MailConfig(
        sender="markt@example.org",
        sender_name="Regionalmarkt",
        public_url="https://markt.example",
        guest_token_secret=SECRET,
    )
    writer = OrderMailWriter(market.database, config, market.clock)
    return " ".join((await writer.write(DueMail.read(row))).text.split())


async def say_sent(market: Market) -> None:
    await market.database.pool.execute("UPDATE mail SET attempts = 1, sent_at = now()")


async def test_twenty_ticks_at_once_are_one_letter(client: AsgiClient, market: Market) -> None:
    host, shop, path, placed = await at_a_host(client, market)
    people = owner_of(client, host)

    answers = await asyncio.gather(*(people.post(f"{path}/arrived") for _ in range(20)))

    assert {answer.status for answer in answers} == {200}
    assert await mails(market, DA) == 1
    text = await letter(market)
    assert "Ihr Teil von Hof liegt am Abholort DZZ am Altmarkt für Sie bereit." in text
    assert "Freitag, 27. November zwischen 15:00 und 18:00 Uhr" in text
    assert f"Ihr Abholcode ist {placed.code()}." in text
    assert "Altmarkt 16, 06712 Zeitz" in text
    for seen in (
        (await client.get(f"{placed.path}?token={placed.token}")).json()["shop_orders"][0],
        (await owner_of(client, shop).get(path)).json(),
    ):
        assert seen["arrived_at"] == "2026-11-20T09:00:00+01:00"


async def test_a_mistake_is_taken_back_before_anybody_reads_it(
    client: AsgiClient, market: Market
) -> None:
    host, _, path, placed = await at_a_host(client, market)
    people = owner_of(client, host)
    await people.post(f"{path}/arrived")
    waits = "SELECT available_at > now() + interval '4 minutes' FROM mail WHERE kind = $1"
    assert await market.database.pool.fetchval(waits, DA)

    for _ in range(2):
        assert (await people.delete(f"{path}/arrived")).json()["arrived"] is False

    assert (await mails(market, DA), await mails(market, DOCH_NICHT)) == (0, 0)
    part = (await client.get(f"{placed.path}?token={placed.token}")).json()["shop_orders"][0]
    assert part["arrived_at"] is None
    await people.post(f"{path}/arrived")
    assert await mails(market, DA) == 1


async def test_who_has_read_it_is_told_that_it_was_a_mistake(
    client: AsgiClient, market: Market
) -> None:
    host, _, path, _ = await at_a_host(client, market)
    people = owner_of(client, host)
    await people.post(f"{path}/arrived")
    await say_sent(market)

    await asyncio.gather(*(people.delete(f"{path}/arrived") for _ in range(10)))
    await asyncio.gather(*(people.post(f"{path}/arrived") for _ in range(10)))

    assert (await mails(market, DA), await mails(market, DOCH_NICHT)) == (2, 1)


async def test_who_has_it_in_their_hands_is_not_written_to(
    client: AsgiClient, market: Market
) -> None:
    host, _, path, placed = await at_a_host(client, market)
    people = owner_of(client, host)
    await people.post(f"{path}/arrived")

    await people.post(f"{path}/hand-out", json={"pickup_code": placed.code()})

    assert await mails(market, DA) == 0
    again, back = await people.post(f"{path}/arrived"), await people.delete(f"{path}/arrived")
    assert (again.status, await mails(market, DA)) == (200, 0)
    assert (back.status, back.json()["code"]) == (409, "wrong_state")


async def test_what_is_not_packed_has_not_arrived(client: AsgiClient, market: Market) -> None:
    _, shop, path, placed = await at_a_host(client, market, hosted=False, with_host=False)
    people = owner_of(client, shop)
    assert (await verb(people, placed.parts[0], "undo", step="ready"))[0] == 200

    refused = await people.post(f"{path}/arrived")

    assert (refused.status, refused.json()["code"]) == (409, "wrong_state")
    assert await mails(market, DA) == 0


async def test_without_a_host_the_shop_says_it(client: AsgiClient, market: Market) -> None:
    _, shop, path, _ = await at_a_host(client, market, hosted=False, with_host=False)

    for _ in range(2):
        assert (await owner_of(client, shop).post(f"{path}/arrived")).status == 200

    assert await mails(market, DA) == 1


async def test_whose_word_counts_is_whom_the_shop_trusts(
    client: AsgiClient, market: Market
) -> None:
    host, shop, path, _ = await at_a_host(client, market, with_host=True)
    stranger = owner_of(client, await market.shop("fremd"))

    for who in (owner_of(client, shop), stranger):
        assert (await who.post(f"{path}/arrived")).status == 404
        assert (await who.delete(f"{path}/arrived")).status == 404
    stops = await day_of(client, shop)
    assert [stop["host"] for stop in stops] == ["Dzz"]

    point = await market.database.pool.fetchval("SELECT id FROM pickup_point")
    await brings(client, shop, str(point), with_host=False)
    assert (await owner_of(client, host).post(f"{path}/arrived")).status == 404
    assert (await owner_of(client, shop).post(f"{path}/arrived")).status == 200
    assert [stop["host"] for stop in await day_of(client, shop)] == [None]


async def day_of(client: AsgiClient, shop: AShop) -> list[dict[str, Any]]:
    path = f"/api/v1/shops/{shop.slug}/tours"
    answer = await owner_of(client, shop).get(path, query={"day": "2026-11-27"})
    found: list[dict[str, Any]] = answer.json()["stops"]
    return found


async def test_all_of_a_shop_at_once_but_nothing_of_others(
    client: AsgiClient, market: Market
) -> None:
    host, shop, shy = [await market.shop(slug) for slug in ("dzz", "hof", "molkerei")]
    point = await a_hosted_point(client, host)
    await brings(client, shop, point, with_host=True)
    await brings(client, shy, point, with_host=False)
    theirs = [(await a_parcel(client, market, shop, point)).parts[0] for _ in range(3)]
    other = (await a_parcel(client, market, shy, point)).parts[0]
    assert (await verb(owner_of(client, shop), theirs[2], "undo", step="ready"))[0] == 200
    people = owner_of(client, host)

    mixed = await people.post("/api/v1/arrivals", json={"shop_order_ids": [*theirs, other]})
    assert (mixed.status, await mails(market, DA)) == (404, 0)

    answers = await asyncio.gather(
        *(people.post("/api/v1/arrivals", json={"shop_order_ids": ids})
          for ids in (theirs, theirs[::-1], [theirs[1], theirs[1]]))
    )  # fmt: skip

    assert {answer.status for answer in answers} == {200}
    assert sorted(answers[0].json()["shop_order_ids"]) == sorted(theirs[:2])
    assert await mails(market, DA) == 2
    assert (await client.post("/api/v1/arrivals", json={"shop_order_ids": theirs})).status == 401
    assert (await people.post("/api/v1/arrivals", json={"shop_order_ids": []})).status == 422


async def test_at_the_shop_nothing_arrives(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1))

    refused = await owner_of(client, shop).post(f"/api/v1/shop-orders/{placed.parts[0]}/arrived")

    assert (refused.status, refused.json()["code"]) == (409, "not_at_point")
