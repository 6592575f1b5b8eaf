"""A slip of the finger: accepted or called ready by mistake, and taken back."""

import asyncio
import json
from datetime import timedelta

import pytest
from orders.use_cases.watch_silence import watch_silence

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, verb
from tests.orders.working.paying import mails
from tests.support.asgi import AsgiClient

EVENT = "orders.shop_order.reopened.v1"


async def worked_on(
    client: AsgiClient, market: Market, *verbs: str
) -> tuple[AsgiClient, AnOrder, AShop]:
    """An order for two loaves on which these verbs were done, by the shop's owner."""
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 2))
    owner = owner_of(client, shop)
    for name in verbs:
        assert (await verb(owner, placed.parts[0], name))[0] == 200
    return owner, placed, shop


async def say_sent(market: Market) -> None:
    await market.database.pool.execute("UPDATE mail SET attempts = 1, sent_at = now()")


async def undo(owner: AsgiClient, placed: AnOrder, step: str) -> tuple[int, str]:
    return await verb(owner, placed.parts[0], "undo", step=step)


async def test_both_steps_are_taken_back_and_done_again(client: AsgiClient, market: Market) -> None:
    owner, placed, _ = await worked_on(client, market, "accept", "ready")

    for step, back in (("ready", "accepted"), ("accepted", "placed")):
        for _ in range(2):
            assert await undo(owner, placed, step) == (200, back)
    for name, state in (("accept", "accepted"), ("ready", "ready")):
        assert await verb(owner, placed.parts[0], name) == (200, state)

    seen = (await owner.get(f"/api/v1/shop-orders/{placed.parts[0]}")).json()
    assert [step["status"] for step in seen["history"]] == [
        "placed", "accepted", "ready", "accepted", "placed", "accepted", "ready"]  # fmt: skip
    told = [json.loads(each) for each in await market.events(EVENT)]
    assert [(each["version"], each["status"]) for each in told] == [
        (4, "accepted"), (5, "placed")]  # fmt: skip


async def test_nobody_is_told_of_what_they_had_not_heard(
    client: AsgiClient, market: Market
) -> None:
    owner, placed, _ = await worked_on(client, market, "accept")

    await undo(owner, placed, "accepted")

    assert await mails(market, "shop_order_accepted") == 0
    assert await mails(market, "shop_order_unaccepted") == 0


@pytest.mark.parametrize(
    ("verbs", "step", "kind", "again"),
    [
        (("accept",), "accepted", "shop_order_unaccepted", "accept"),
        (("accept", "ready"), "ready", "shop_order_not_ready", "ready"),
    ],
)
async def test_who_had_been_told_is_told_once_and_again_when_it_is_true(
    client: AsgiClient, market: Market, verbs: tuple[str, ...], step: str, kind: str, again: str
) -> None:
    owner, placed, _ = await worked_on(client, market, *verbs)
    await say_sent(market)

    for _ in range(2):
        await undo(owner, placed, step)
    await verb(owner, placed.parts[0], again)

    assert await mails(market, kind) == 1
    assert await mails(market, f"shop_order_{step}") == 2


async def test_after_half_an_hour_it_stands(client: AsgiClient, market: Market) -> None:
    owner, placed, _ = await worked_on(client, market, "accept")
    path = f"/api/v1/shop-orders/{placed.parts[0]}"
    assert (await owner.get(path)).json()["undo_until"] == "2026-11-20T09:30:00+01:00"

    market.clock.at += timedelta(minutes=31)

    assert await undo(owner, placed, "accepted") == (409, "undo_too_late")
    assert (await owner.get(path)).json()["status"] == "accepted"


async def test_what_was_done_between_counts_although_a_later_step_was_taken_back(
    client: AsgiClient, market: Market
) -> None:
    owner, placed, _ = await worked_on(client, market, "accept")
    market.clock.at += timedelta(minutes=1)
    path = f"/api/v1/shop-orders/{placed.parts[0]}"
    body = {"lines": [{"position": 1, "quantity": 1}], "reason": "Leider ausverkauft"}
    assert (await owner.post(f"{path}/reduce", json=body)).status == 200
    market.clock.at += timedelta(minutes=1)
    await verb(owner, placed.parts[0], "ready")

    assert (await owner.get(path)).json()["undo_until"] is not None
    assert await undo(owner, placed, "ready") == (200, "accepted")
    assert (await owner.get(path)).json()["undo_until"] is None
    assert await undo(owner, placed, "accepted") == (409, "undo_not_possible")


async def test_of_taking_back_and_handing_over_one_wins(client: AsgiClient, market: Market) -> None:
    for key in range(5):
        shop = await market.shop(f"laden-{key}")
        bread = await market.offer(shop)
        placed = await order(client, (shop, bread, 2), key=str(key))
        owner = owner_of(client, shop)
        await verb(owner, placed.parts[0], "accept")
        await verb(owner, placed.parts[0], "ready")

        over, back = await asyncio.gather(
            verb(owner, placed.parts[0], "hand-over", pickup_code=placed.code()),
            undo(owner, placed, "ready"),
        )

        assert sorted((over[0], back[0])) == [200, 409]
        assert await market.stock(bread) == ((8, 0) if over[0] == 200 else (10, 2))


async def test_twenty_times_at_once_it_is_taken_back_once(
    client: AsgiClient, market: Market
) -> None:
    owner, placed, _ = await worked_on(client, market, "accept")

    answers = await asyncio.gather(*(undo(owner, placed, "accepted") for _ in range(20)))

    assert set(answers) == {(200, "placed")}
    assert len(await market.events(EVENT)) == 1


async def test_a_shop_has_its_whole_time_again_to_answer(
    client: AsgiClient, market: Market
) -> None:
    """What was ordered long ago is not given up a minute after its acceptance was a mistake."""
    owner, placed, _ = await worked_on(client, market)
    await watch_silence(market.context)
    market.clock.at += timedelta(minutes=100)
    await verb(owner, placed.parts[0], "accept")
    market.clock.at += timedelta(minutes=25)
    await undo(owner, placed, "accepted")

    market.clock.at += timedelta(minutes=1)
    await watch_silence(market.context)

    since = await market.database.pool.fetchval("SELECT remind_at FROM answer_watch")
    assert since > market.clock.at
    assert (await owner.get(f"/api/v1/shop-orders/{placed.parts[0]}")).json()["status"] == "placed"


async def test_others_find_nothing_to_take_back(client: AsgiClient, market: Market) -> None:
    owner, placed, _ = await worked_on(client, market, "accept")
    stranger = owner_of(client, await market.shop("molkerei"))

    assert await undo(stranger, placed, "accepted") == (404, "shop_order_not_found")
    assert (await undo(owner, placed, "handed_over"))[0] == 422
    assert (await undo(owner, placed, "ready")) == (200, "accepted")
