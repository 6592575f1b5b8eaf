"""A shop that stays silent: reminded, looked after, answered for; only open hours count."""

import asyncio
from datetime import UTC, datetime, timedelta

from marketkit.pickup.away import NEVER
from orders.domain.silence import Waiting, open_after, watch
from orders.use_cases.watch_silence import watch_silence

from tests.orders.market import Market
from tests.orders.ordering import order, owner_of, verb
from tests.orders.working.paying import mails, paid_order, refunds
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

FRIDAY_EVENING = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
"""17:30 in Zeitz; the shop closes at 18:00."""


def waiting(**changes: object) -> Waiting:
    known: dict[str, object] = {
        "opened_at": FRIDAY_EVENING,
        "slot_start": datetime(2026, 11, 27, 9, tzinfo=UTC),
        "opening_hours": "Mo-Sa 07:00-18:00",
        "away": NEVER,
        "preparation_minutes": 60,
        "promise_minutes": 120,
    }
    return Waiting(**(known | changes))  # type: ignore[arg-type]  # one of each name


def test_only_open_time_counts() -> None:
    # Half an hour on Friday, the rest on Saturday from seven on.
    assert open_after(waiting(), 120) == datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
    # Sunday is closed: eleven and a half hours are over on Monday.
    assert open_after(waiting(), 12 * 60) == datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


def test_a_shop_without_hours_has_days() -> None:
    assert open_after(waiting(opening_hours=""), 120) == FRIDAY_EVENING + timedelta(days=3)


def test_nobody_comes_in_vain() -> None:
    soon = datetime(2026, 11, 21, 8, tzinfo=UTC)

    found = watch(waiting(slot_start=soon), 480)

    assert found.decline_at == soon - timedelta(hours=1)
    assert FRIDAY_EVENING < found.remind_at < found.alarm_at < found.decline_at


def test_what_comes_in_the_night_is_not_given_up_before_the_shop_opens() -> None:
    night = datetime(2026, 11, 22, 20, tzinfo=UTC)
    as_it_opens = datetime(2026, 11, 23, 6, tzinfo=UTC)

    found = watch(waiting(opened_at=night, slot_start=as_it_opens), 480)

    assert found.decline_at == as_it_opens + timedelta(minutes=15)
    assert night < found.remind_at < found.alarm_at < found.decline_at


def test_a_stall_beside_the_opening_hours_is_answered_for_in_time() -> None:
    sunday = datetime(2026, 11, 22, 9, tzinfo=UTC)

    found = watch(waiting(opened_at=sunday - timedelta(hours=12), slot_start=sunday), 480)

    assert found.decline_at == sunday - timedelta(hours=1)


async def test_reminded_twice_then_given_up_and_the_money_flows_back(
    client: AsgiClient, market: Market
) -> None:
    bakery, dairy = await market.shop("baeckerei", email="b@example.org"), await market.shop("hof")
    bread, milk = await market.offer(bakery, price=480), await market.offer(dairy, price=120)
    placed = await paid_order(client, market, (bakery, bread, 2), (dairy, milk, 1))
    part = placed.parts[0]
    await verb(owner_of(client, dairy), placed.parts[1], "accept")
    operator = client.as_(a_token("operator"))
    market.clock.at = datetime.now(UTC)
    await market.database.pool.execute(
        "UPDATE shop_order SET opened_at = $1::timestamptz,"
        " slot_start = $1::timestamptz + interval '3 days'",
        market.clock.at,
    )

    async def rounds() -> None:
        await asyncio.gather(*(watch_silence(market.context) for _ in range(4)))

    await rounds()
    at = await market.database.pool.fetchrow("SELECT * FROM answer_watch")
    assert str(at["shop_order_id"]) == part
    assert await mails(market, "shop_reminded") == 0

    market.clock.at = at["remind_at"]
    await rounds()
    assert await mails(market, "shop_reminded") == 1
    assert (await operator.get("/api/v1/silent-orders")).json()["items"] == []

    market.clock.at = at["alarm_at"]
    await rounds()
    assert await mails(market, "shop_reminded_again") == 1
    (item,) = (await operator.get("/api/v1/silent-orders")).json()["items"]
    assert (item["id"], item["shop"]["slug"]) == (part, "baeckerei")
    assert (await client.as_(a_token("advisor")).get("/api/v1/silent-orders")).json()["items"] == []
    assert (await client.as_(a_token()).get("/api/v1/silent-orders")).status == 403

    market.clock.at = at["decline_at"]
    await rounds()
    await rounds()
    shown = (await client.get(f"{placed.path}?token={placed.token}")).json()
    assert [one["status"] for one in shown["shop_orders"]] == ["declined", "accepted"]
    assert "nicht rechtzeitig gemeldet" in shown["shop_orders"][0]["reason"]
    assert await refunds(market) == [(part, 960)]
    assert await market.stock(bread) == (10, 0)
    assert (await mails(market, "shop_given_up"), await mails(market, "shop_order_declined")) == (
        1,
        1,
    )
    assert (await operator.get("/api/v1/silent-orders")).json()["items"] == []


async def test_who_has_answered_is_left_alone(client: AsgiClient, market: Market) -> None:
    shop = await market.shop(email="b@example.org")
    placed = await order(client, (shop, await market.offer(shop), 1))
    await watch_silence(market.context)
    await verb(owner_of(client, shop), placed.parts[0], "accept")

    market.clock.at += timedelta(days=9)
    await watch_silence(market.context)

    row = await market.database.pool.fetchrow("SELECT stage, next_at FROM answer_watch")
    assert tuple(row) == (0, None)
    assert await mails(market, "shop_reminded") == 0


async def test_after_an_outage_nobody_is_reminded_of_what_is_given_up(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop(email="b@example.org")
    placed = await order(client, (shop, await market.offer(shop), 1))
    await watch_silence(market.context)

    market.clock.at += timedelta(days=9)
    await watch_silence(market.context)

    shown = (await client.get(f"{placed.path}?token={placed.token}")).json()
    assert shown["shop_orders"][0]["status"] == "declined"
    assert (await mails(market, "shop_reminded"), await mails(market, "shop_given_up")) == (0, 1)


async def test_who_moves_an_order_forward_does_not_come_in_vain(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop(email="b@example.org")
    placed = await order(client, (shop, await market.offer(shop), 1))
    await watch_silence(market.context)
    path, today = f"/api/v1/shop-orders/{placed.parts[0]}/move", "2026-11-20T14:00:00+01:00"
    moved = await client.post(path, json={"start": today}, query={"token": placed.token})
    assert moved.status == 200, moved.text

    market.clock.at = datetime.fromisoformat(today) - timedelta(minutes=55)
    await watch_silence(market.context)
    await watch_silence(market.context)

    shown = (await client.get(f"{placed.path}?token={placed.token}")).json()
    assert shown["shop_orders"][0]["status"] == "declined"
