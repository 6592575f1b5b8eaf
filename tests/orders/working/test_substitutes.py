"""Something else instead: asked or taken at once as the buyer wished, and never dearer."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest
from orders.use_cases.answer_substitute import sweep_unanswered

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, owner_of, verb
from tests.orders.working.paying import mails, paid_order, refunds
from tests.support.asgi import Answer, AsgiClient


async def wish(market: Market, placed: AnOrder, said: str) -> None:
    await market.database.pool.execute(
        'UPDATE "order" SET wishes = $2::json WHERE id = $1', placed.id, {"substitutes": said}
    )


async def propose(client: AsgiClient, part: str, variant: UUID, **more: Any) -> Answer:
    body = {"position": 1, "variant_id": str(variant), "quantity": 2} | more
    return await client.post(f"/api/v1/shop-orders/{part}/substitute", json=body)


async def say(client: AsgiClient, placed: AnOrder, substitute: str, *, agree: bool) -> Answer:
    path = f"{placed.path}/substitutes/{substitute}?token={placed.token}"
    return await client.post(path, json={"agree": agree})


async def begin(
    client: AsgiClient, market: Market
) -> tuple[AShop, AnOrder, tuple[UUID, UUID, UUID]]:
    """Two loaves and a cake ordered; rolls could be had instead of the loaves."""
    shop = await market.shop()
    bread = await market.offer(shop, price=480)
    cake, rolls = await market.offer(shop, price=300), await market.offer(shop, price=400)
    placed = await paid_order(client, market, (shop, bread, 2), (shop, cake, 1))
    return shop, placed, (bread, cake, rolls)


async def test_who_wants_something_similar_gets_it_at_once(
    client: AsgiClient, market: Market
) -> None:
    shop, placed, (bread, _, rolls) = await begin(client, market)
    await wish(market, placed, "similar")

    answers = await asyncio.gather(
        *(propose(owner_of(client, shop), placed.parts[0], rolls) for _ in range(5))
    )

    found = answers[0].json()
    assert {answer.status for answer in answers} == {200}
    assert [one["state"] for one in found["substitutes"]] == ["agreed"]
    assert found["due"]["amount"] == 800 + 300
    assert await refunds(market) == [(placed.parts[0], 160)]
    assert (await market.stock(bread), await market.stock(rolls)) == ((10, 0), (10, 2))


async def test_handed_over_the_substitute_is_sold(client: AsgiClient, market: Market) -> None:
    shop, placed, (bread, _, rolls) = await begin(client, market)
    await wish(market, placed, "similar")
    owner = owner_of(client, shop)
    await propose(owner, placed.parts[0], rolls)

    for name, body in (
        ("accept", {}), ("ready", {}), ("hand-over", {"pickup_code": placed.code()}),
    ):  # fmt: skip
        assert (await verb(owner, placed.parts[0], name, **body))[0] == 200

    assert (await market.stock(bread), await market.stock(rolls)) == ((10, 0), (8, 0))


async def test_who_is_asked_agrees_by_link(client: AsgiClient, market: Market) -> None:
    shop, placed, (bread, _, rolls) = await begin(client, market)
    owner = owner_of(client, shop)
    await propose(owner, placed.parts[0], rolls)
    await verb(owner, placed.parts[0], "accept")
    (asked,) = (await client.get(f"{placed.path}?token={placed.token}")).json()["shop_orders"][0][
        "substitutes"
    ]
    assert asked["answer_by"].startswith("2026-11-21T09:00:00")
    assert await mails(market, "substitute_proposed") == 1
    assert await verb(owner, placed.parts[0], "ready") == (409, "substitute_open")

    answers = await asyncio.gather(
        *(say(client, placed, asked["id"], agree=True) for _ in range(5))
    )

    assert {answer.status for answer in answers} == {200}
    assert (await say(client, placed, asked["id"], agree=False)).json()["code"] == (
        "substitute_decided"
    )
    assert await refunds(market) == [(placed.parts[0], 160)]
    assert (await market.stock(bread), await market.stock(rolls)) == ((10, 0), (10, 2))
    assert await verb(owner, placed.parts[0], "ready") == (200, "ready")


@pytest.mark.parametrize("how", ["refused", "unanswered"])
async def test_without_a_yes_it_is_left_out(client: AsgiClient, market: Market, how: str) -> None:
    shop, placed, (bread, _, rolls) = await begin(client, market)
    answer = (await propose(owner_of(client, shop), placed.parts[0], rolls)).json()
    (asked,) = answer["substitutes"]

    if how == "refused":
        await say(client, placed, asked["id"], agree=False)
    else:
        market.clock.at += timedelta(days=1)
        assert await sweep_unanswered(market.context) == 1
        assert (await say(client, placed, asked["id"], agree=True)).status == 409
    assert await sweep_unanswered(market.context) == 0

    (part,) = (await client.get(f"{placed.path}?token={placed.token}")).json()["shop_orders"]
    assert (part["due"]["amount"], part["substitutes"][0]["state"]) == (300, how)
    assert await refunds(market) == [(placed.parts[0], 960)]
    assert (await market.stock(bread), await market.stock(rolls)) == ((10, 0), (10, 0))


async def test_a_broken_question_does_not_hold_up_the_others(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread, rolls = await market.offer(shop, price=480), await market.offer(shop, price=400)
    for key in ("broken", "whole"):
        placed = await paid_order(client, market, (shop, bread, 2), key=key)
        await propose(owner_of(client, shop), placed.parts[0], rolls)
        market.clock.at += timedelta(minutes=1)
    await market.database.pool.execute(
        "UPDATE substitute SET position = 99 WHERE at = (SELECT min(at) FROM substitute)"
    )

    market.clock.at += timedelta(days=1)

    assert [await sweep_unanswered(market.context) for _ in range(2)] == [1, 0]


async def test_declined_meanwhile_the_question_is_void(client: AsgiClient, market: Market) -> None:
    shop, placed, (_, _, rolls) = await begin(client, market)
    owner = owner_of(client, shop)
    (asked,) = (await propose(owner, placed.parts[0], rolls)).json()["substitutes"]

    await verb(owner, placed.parts[0], "decline", reason="Ofen aus")

    assert (await say(client, placed, asked["id"], agree=True)).json()["code"] == (
        "substitute_decided"
    )
    assert await market.stock(rolls) == (10, 0)


async def test_who_wants_nothing_else_is_not_asked(client: AsgiClient, market: Market) -> None:
    shop, placed, (_, _, rolls) = await begin(client, market)
    await wish(market, placed, "never")

    refused = await propose(owner_of(client, shop), placed.parts[0], rolls)

    assert refused.json()["code"] == "substitute_unwanted"
    assert await market.stock(rolls) == (10, 0)


async def test_what_does_not_suit_is_refused(client: AsgiClient, market: Market) -> None:
    shop, placed, (bread, _, rolls) = await begin(client, market)
    other = await market.shop("hof")
    foreign, dear = await market.offer(other, price=10), await market.offer(shop, price=481)
    owner = owner_of(client, shop)

    for variant, more, code in (
        (dear, {}, "substitute_too_dear"),
        (foreign, {}, "substitute_unsuitable"),
        (bread, {}, "substitute_unsuitable"),
        (rolls, {"quantity": 3, "pieces": 2}, "substitute_too_dear"),
        (rolls, {"quantity": 11, "pieces": 2}, "substitute_too_dear"),
        (rolls, {"pieces": 3}, "reduction_too_large"),
        (rolls, {"position": 9}, "line_not_found"),
    ):
        answer = await propose(owner, placed.parts[0], variant, **more)
        assert answer.json()["code"] == code, orjson.dumps(more)
    assert await market.stock(rolls) == (10, 0)


async def test_strangers_do_not_answer(client: AsgiClient, market: Market) -> None:
    shop, placed, (_, _, rolls) = await begin(client, market)
    (asked,) = (await propose(owner_of(client, shop), placed.parts[0], rolls)).json()["substitutes"]

    answer = await client.post(
        f"{placed.path}/substitutes/{asked['id']}?token=falsch", json={"agree": True}
    )

    assert answer.status == 404


async def test_the_substitute_is_sold_out_too(client: AsgiClient, market: Market) -> None:
    shop, placed, _ = await begin(client, market)
    few = await market.offer(shop, price=100, on_hand=1)

    refused = await propose(owner_of(client, shop), placed.parts[0], few)

    assert refused.json()["code"] == "not_enough_stock"
