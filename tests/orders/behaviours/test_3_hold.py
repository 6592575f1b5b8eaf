"""A hold starts in the checkout, ten minutes long, for guests perhaps shorter.

Activity renews it, and so does a payment that is pending; one's own hold never blocks oneself;
what runs out frees the stock without touching what is on hand.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from orders.domain.holding import HoldRules
from orders.invariants import violations
from orders.use_cases.hold_cart import free_overdue

from tests.orders.market import AShop, Market, checkout_body
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


async def a_cart(client: AsgiClient, *wanted: tuple[UUID, int]) -> str:
    lines = [{"variant_id": str(variant), "quantity": quantity} for variant, quantity in wanted]
    answer = await client.post("/api/v1/carts", json={"lines": lines})
    assert answer.status == 201, answer.text
    return str(answer.json()["id"])


async def hold(client: AsgiClient, cart: str) -> tuple[int, Any]:
    answer = await client.post(f"/api/v1/carts/{cart}/hold")
    return answer.status, answer.json()


async def buy(client: AsgiClient, cart: str, shop: AShop, key: str = "k", **more: Any) -> Any:
    return await client.post(
        f"/api/v1/carts/{cart}/checkout",
        json=checkout_body([shop], **more),
        headers={"Idempotency-Key": key},
    )


async def pass_time(market: Market, minutes: int, cart: str | None = None) -> None:
    """What is held was held so many minutes earlier."""
    await market.database.pool.execute(
        "UPDATE cart SET held_since = held_since - $1::interval,"
        " held_until = held_until - $1::interval WHERE $2::uuid IS NULL OR id = $2",
        timedelta(minutes=minutes),
        cart,
    )


def length_of(answer: Any, since: datetime) -> timedelta:
    until = datetime.fromisoformat(answer["held_until"])
    return timedelta(minutes=round((until - since).total_seconds() / 60))


async def test_it_starts_in_the_checkout_and_keeps_others_away(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=2)
    mine, theirs = await a_cart(client, (bread, 2)), await a_cart(client, (bread, 1))
    assert await market.stock(bread) == (2, 0), "a cart alone holds nothing"

    status, held = await hold(client, mine)

    assert status == 200
    assert length_of(held, datetime.now().astimezone()) == timedelta(minutes=10)
    assert await market.stock(bread) == (2, 2)
    refused, why = await hold(client, theirs)
    assert (refused, why["code"]) == (409, "not_enough_stock")
    assert why["lines"][0]["available"] == 0
    assert (await buy(client, theirs, shop)).status == 409
    assert await violations(market.database.pool) == []


async def test_guests_may_be_given_less_time(client: AsgiClient, market: Market) -> None:
    rules = HoldRules(accounts=timedelta(minutes=20), guests=timedelta(minutes=5))
    market.context = market.with_(hold_rules=rules).context
    client.app.state.context = market.context  # type: ignore[attr-defined]
    bread = await market.offer(await market.shop())
    resident = client.as_(a_token("resident"))

    guest = (await hold(client, await a_cart(client, (bread, 1))))[1]
    known = (await hold(resident, await a_cart(resident, (bread, 1))))[1]

    now = datetime.now().astimezone()
    assert length_of(guest, now) == timedelta(minutes=5)
    assert length_of(known, now) == timedelta(minutes=20)


async def test_activity_renews_it_but_not_for_ever(client: AsgiClient, market: Market) -> None:
    bread = await market.offer(await market.shop())
    cart = await a_cart(client, (bread, 1))
    await hold(client, cart)
    told = len(await market.events("orders.stock.changed.v1"))

    for _ in range(7):
        await pass_time(market, 8)
        _, held = await hold(client, cart)
        assert held["reason"] is None
        assert length_of(held, datetime.now().astimezone()) == timedelta(minutes=10)
    await pass_time(market, 8)
    status, kept = await hold(client, cart)

    assert (status, kept["reason"]) == (200, "too_long")
    assert len(await market.events("orders.stock.changed.v1")) == told, "nothing has changed"
    await pass_time(market, 60)
    assert (await hold(client, cart))[1]["reason"] is None, "after a pause it begins anew"
    assert await violations(market.database.pool) == []


async def test_a_pending_payment_holds_on(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=1)
    cart = await a_cart(client, (bread, 1))
    await hold(client, cart)

    order = await buy(client, cart, shop, payment="online")

    assert order.status == 201, order.text
    left = await market.database.pool.fetchval(
        "SELECT expires_at - now() FROM hold WHERE state = 'held'"
    )
    assert timedelta(minutes=44) < left <= timedelta(minutes=45)
    assert await free_overdue(market.context) == 0
    assert await market.stock(bread) == (1, 1)
    assert await violations(market.database.pool) == []


async def test_ones_own_hold_never_blocks_oneself(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    last = await market.offer(shop, on_hand=1)
    cart = await a_cart(client, (last, 1))
    await hold(client, cart)

    shown = (await client.get(f"/api/v1/carts/{cart}")).json()
    order = await buy(client, cart, shop)

    assert shown["can_checkout"]
    assert shown["shops"][0]["lines"][0]["available"] == 1
    assert order.status == 201, order.text
    assert await market.stock(last) == (1, 1)
    assert await violations(market.database.pool) == []


async def test_what_runs_out_is_there_again(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    last = await market.offer(shop, on_hand=1)
    mine, theirs = await a_cart(client, (last, 1)), await a_cart(client, (last, 1))
    await hold(client, mine)
    await pass_time(market, 11)

    assert await free_overdue(market.context) == 1
    assert await free_overdue(market.context) == 0, "once"

    assert await market.stock(last) == (1, 0), "nobody has touched what is on hand"
    assert (await buy(client, theirs, shop)).status == 201
    assert (await buy(client, mine, shop)).status == 409
    assert await violations(market.database.pool) == []


async def test_nobody_waits_for_the_sweeper(client: AsgiClient, market: Market) -> None:
    """A hold that has run out counts for nothing from that moment on."""
    shop = await market.shop()
    last = await market.offer(shop, on_hand=1)
    mine, theirs = await a_cart(client, (last, 1)), await a_cart(client, (last, 1))
    await hold(client, mine)
    await pass_time(market, 11)

    assert (await hold(client, theirs))[0] == 200
    assert (await buy(client, theirs, shop)).status == 201
    assert await violations(market.database.pool) == []


async def test_a_changed_cart_holds_what_is_left_in_it(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread, cake = await market.offer(shop), await market.offer(shop)
    cart = await a_cart(client, (bread, 2), (cake, 1))
    await hold(client, cart)

    await client.put(f"/api/v1/carts/{cart}/lines/{cake}", json={"quantity": 0})
    assert await market.stock(cake) == (10, 0)
    await client.put(f"/api/v1/carts/{cart}/lines/{bread}", json={"quantity": 5})
    order = await buy(client, cart, shop)

    assert order.status == 201, order.text
    assert await market.stock(bread) == (10, 5)
    assert await violations(market.database.pool) == []


async def test_leaving_lets_go_and_twice_is_once(client: AsgiClient, market: Market) -> None:
    bread = await market.offer(await market.shop())
    cart = await a_cart(client, (bread, 3))
    await hold(client, cart)

    for _ in range(2):
        assert (await client.request("DELETE", f"/api/v1/carts/{cart}/hold")).status == 204

    assert await market.stock(bread) == (10, 0)
    assert await violations(market.database.pool) == []


async def test_nobody_hoards(client: AsgiClient, market: Market) -> None:
    """Twenty of a kind, and three carts of one account; more is not held, but can be ordered."""
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=100)
    resident = client.as_(a_token("resident"))
    carts = [await a_cart(resident, (bread, 25)) for _ in range(4)]

    found = [(await hold(resident, cart))[1]["reason"] for cart in carts]

    assert found == [None, None, None, "too_many_carts"]
    assert await market.stock(bread) == (100, 60)
    assert (await buy(resident, carts[0], shop, "a")).status == 201
    assert await market.stock(bread) == (100, 65)
    assert (await buy(resident, carts[3], shop, "d")).status == 201
    assert await violations(market.database.pool) == []


async def test_nobody_hoards_with_many_carts_at_once(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=100)
    resident = client.as_(a_token("resident"))
    carts = [await a_cart(resident, (bread, 1)) for _ in range(8)]

    found = await asyncio.gather(*(hold(resident, cart) for cart in carts))

    assert (
        sorted(answer["reason"] or "" for _, answer in found) == [""] * 3 + ["too_many_carts"] * 5
    )
    assert await market.stock(bread) == (100, 3)


async def test_the_shop_may_count_what_nobody_has_ordered(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=5)
    cart = await a_cart(client, (bread, 4))
    await hold(client, cart)
    owner = client.as_(a_token("shop_staff", account_id=shop.owner))

    counted = await owner.put(f"/api/v1/stock/{bread}", json={"on_hand": 2})

    assert counted.status == 200, counted.text
    assert await market.stock(bread) == (2, 0)
    assert (await buy(client, cart, shop)).status == 409
    assert await violations(market.database.pool) == []


async def test_made_on_order_by_now_it_needs_no_hold(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=5)
    cart = await a_cart(client, (bread, 4))
    await hold(client, cart)
    owner = client.as_(a_token("shop_staff", account_id=shop.owner))
    await owner.put(f"/api/v1/stock/{bread}", json={"on_order": True})

    order = await buy(client, cart, shop)

    assert order.status == 201, order.text
    assert await market.stock(bread) == (5, 0)
    assert await violations(market.database.pool) == []


async def test_many_at_once_hold_order_and_lose_their_holds(
    client: AsgiClient, market: Market
) -> None:
    """Renewing, ordering and running out race; in the end everything adds up."""
    shop = await market.shop()
    scarce = await market.offer(shop, on_hand=20)
    plenty = [await market.offer(shop, on_hand=1000) for _ in range(3)]
    carts = [
        await a_cart(client, (scarce, 1), *((other, 1) for other in plenty[: number % 4]))
        for number in range(60)
    ]

    async def live(number: int, cart: str) -> int:
        held = await asyncio.gather(hold(client, cart), hold(client, cart))
        if number % 7 == 0:
            await pass_time(market, 11, cart)
        placed, again, freed = await asyncio.gather(
            buy(client, cart, shop, f"k{number}"),
            hold(client, cart),
            free_overdue(market.context),
        )
        assert {status for status, _ in (*held, again)} <= {200, 409}
        assert freed >= 0
        return int(placed.status)

    answers = await asyncio.gather(*(live(number, cart) for number, cart in enumerate(carts)))
    await pass_time(market, 11)
    while await free_overdue(market.context):
        pass

    assert set(answers) <= {201, 409}
    assert await market.stock(scarce) == (20, answers.count(201))
    assert answers.count(201) <= 20
    assert await violations(market.database.pool) == []
