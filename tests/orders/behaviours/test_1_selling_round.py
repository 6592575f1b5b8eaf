"""Selling round.

Given a round 08:00-20:00 with producers A, B and pickup points P, Q: before 08:00 and after 20:00
nothing of it can be bought, even from an old cart; an end not later than the start is refused;
pickup text and time may differ per point; closing sends each producer exactly one list; a round is
copied in one step; moving the end later re-arms the closing mail.

Permission or product withdrawn: not buyable at the next click. Closing works after any downtime.
"""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from marketkit.contracts import ProductWithdrawn
from orders.invariants import violations
from orders.use_cases import take_over_catalog as take
from orders.use_cases.close_rounds import close_due

from tests.orders.market import AShop, Market
from tests.orders.ordering import owner_of
from tests.orders.rounding import P, Q, a_round, move, plan, planned, planner, sells_in_rounds
from tests.orders.ruling import at, cart_with, check_out, here, says, starts, times, why
from tests.support.asgi import AsgiClient


@dataclass
class Given:
    """A round 08:00-20:00 with producers A, B and pickup points P, Q."""

    client: AsgiClient
    market: Market
    a: AShop
    b: AShop
    apples: UUID
    bread: UUID
    round: dict[str, Any]

    async def lists(self) -> list[str]:
        """To whom lists were sent."""
        await self.close()
        rows = await self.market.database.pool.fetch(
            "SELECT to_address FROM mail WHERE kind = 'round_list' ORDER BY to_address"
        )
        return [row["to_address"] for row in rows]

    async def close(self) -> None:
        while await close_due(self.market.context):
            pass


@pytest.fixture
async def given(client: AsgiClient, market: Market) -> Given:
    at(market, "2026-11-20 07:00")
    a = await market.shop("apfelhof", email="a@example.org")
    b = await market.shop("backstube", email="b@example.org")
    await sells_in_rounds(client, a, b)
    apples, bread = await market.offer(a), await market.offer(b)
    return Given(client, market, a, b, apples, bread, await planned(client, a_round(a, b)))


async def test_before_eight_and_after_twenty_nothing_of_it_can_be_bought(given: Given) -> None:
    client, market = given.client, given.market
    cart = await cart_with(client, given.apples)

    early = await check_out(client, cart, given.a, here("2026-11-27 16:00"))
    shown_early = (await client.get(f"/api/v1/carts/{cart}")).json()
    at(market, "2026-11-20 08:00")
    shown = (await client.get(f"/api/v1/carts/{cart}")).json()
    at(market, "2026-11-20 19:59")
    in_time = await check_out(client, cart, given.a, here("2026-11-27 16:00"))
    old_cart = await cart_with(client, given.apples)
    at(market, "2026-11-20 20:00")
    late = await check_out(client, old_cart, given.a, here("2026-11-27 16:00"), "late")

    assert early.status == 409
    assert "„Freitagsrunde“ öffnet am Freitag, 20. November, 08:00 Uhr" in why(early)
    assert [each["code"] for each in shown_early["problems"]] == ["not_in_round"]
    assert not shown_early["can_checkout"]
    assert (shown["problems"], shown["can_checkout"]) == ([], True)
    assert in_time.status == 201
    assert late.status == 409
    assert "„Freitagsrunde“ ist seit Freitag, 20. November, 20:00 Uhr zu" in why(late)
    assert (await times(client, old_cart))["slots"] == []
    assert await market.stock(given.apples) == (10, 1)


async def test_an_end_not_later_than_the_start_is_refused(given: Given) -> None:
    same = a_round(given.a, opens="2026-11-20 08:00", closes="2026-11-20 08:00")

    refused = await plan(given.client, same)
    moved = await move(given.client, given.round, closes_at=here("2026-11-20 08:00"))

    for answer in (refused, moved):
        assert answer.status == 422
        assert [each["field"] for each in answer.json()["errors"]] == ["closes_at"]
        assert "nach dem Anfang" in why(answer)


async def test_text_and_time_may_differ_by_place(given: Given) -> None:
    at(given.market, "2026-11-20 10:00")
    cart = await cart_with(given.client, given.apples, given.bread)

    found = await times(given.client, cart)
    chosen = {str(given.a.id): P["start"], str(given.b.id): Q["start"]}
    placed = await check_out(given.client, cart, given.a, "2026-11-27 16:00", slots=chosen)

    assert starts(found) == ["2026-11-27T16:00", "2026-11-28T09:00"]
    labels = [slot["label"] for slot in found["slots"]]
    assert labels == ["Dorfgemeinschaftshaus Kayna, hinterer Eingang",
                      "Michaeliskirche, im Kirchhof"]  # fmt: skip
    agreed = [part["fulfilment"] for part in placed.json()["shop_orders"]]
    assert [each["text"] for each in agreed] == ["hinterer Eingang", "im Kirchhof"]
    assert {each["round_id"] for each in agreed} == {given.round["id"]}


async def test_of_two_places_at_one_time_the_buyer_chooses(given: Given) -> None:
    at(given.market, "2026-11-20 10:00")
    same_time = [P, Q | {"start": P["start"], "end": P["end"]}]
    found = (await move(given.client, given.round, pickups=same_time)).json()
    second = found["pickups"][1]
    way = {"way": "point", "start": P["start"], "point_id": second["id"], "round_id": found["id"]}

    cart = await cart_with(given.client, given.apples)
    ways = {str(given.a.id): way}
    placed = await check_out(given.client, cart, given.a, "2026-11-27 16:00", slots={}, ways=ways)

    (part,) = placed.json()["shop_orders"]
    assert part["fulfilment"]["name"] == "Michaeliskirche"
    assert part["fulfilment"]["text"] == "im Kirchhof"


async def test_closing_sends_each_producer_exactly_one_list(given: Given) -> None:
    at(given.market, "2026-11-20 10:00")
    for key in ("one", "two"):
        cart = await cart_with(given.client, given.apples, quantity=2)
        await check_out(given.client, cart, given.a, "2026-11-27 16:00", key)

    open_still = await given.lists()
    at(given.market, "2026-11-20 20:01")
    await asyncio.gather(*(given.close() for _ in range(5)))
    closed = await given.lists()

    assert open_still == []
    assert closed == ["a@example.org", "b@example.org"]
    owner = owner_of(given.client, given.a)
    path = f"/api/v1/rounds/{given.round['id']}/lists/apfelhof"
    found = (await owner.get(path)).json()
    assert found["goods"] == [{"quantity": 4, "title": "Roggenbrot"}]
    assert [len(stop["orders"]) for stop in found["stops"]] == [2]
    assert await violations(given.market.database.pool) == []


async def test_what_is_still_being_paid_comes_on_the_list(given: Given) -> None:
    """Somebody ordered in the last minute and is at the pay page: the list waits for them."""
    at(given.market, "2026-11-20 19:59")
    cart = await cart_with(given.client, given.apples)
    await check_out(given.client, cart, given.a, "2026-11-27 16:00", payment="online")

    at(given.market, "2026-11-20 20:05")
    waiting = await given.lists()
    at(given.market, "2026-11-20 21:01")

    assert waiting == []
    assert len(await given.lists()) == 2


async def test_closing_works_after_any_downtime(given: Given) -> None:
    at(given.market, "2026-12-24 03:00")

    assert len(await given.lists()) == 2
    assert len(await given.lists()) == 2


async def test_a_round_is_copied_in_one_step(given: Given) -> None:
    at(given.market, "2026-11-21 09:00")
    operator = planner(given.client)
    path = f"/api/v1/rounds/{given.round['id']}/copy"

    made = await operator.post(path, headers={"Idempotency-Key": "again"})
    repeated = await operator.post(path, headers={"Idempotency-Key": "again"})

    copy = made.json()
    assert made.status == repeated.status == 201
    assert copy["id"] == repeated.json()["id"] != given.round["id"]
    assert copy["opens_at"] == "2026-11-27T08:00:00+01:00"
    assert copy["closes_at"] == "2026-11-27T20:00:00+01:00"
    assert [each["start"] for each in copy["pickups"]] == [
        "2026-12-04T16:00:00+01:00", "2026-12-05T09:00:00+01:00"]  # fmt: skip
    assert len(copy["producers"]) == 2


async def test_moving_the_end_later_re_arms_the_closing_mail(given: Given) -> None:
    at(given.market, "2026-11-20 20:05")
    once = await given.lists()
    await move(given.client, given.round, name="Freitagsrunde, zu")
    still_once = await given.lists()

    await move(given.client, given.round, closes_at=here("2026-11-21 12:00"))
    cart = await cart_with(given.client, given.apples)
    bought = await check_out(given.client, cart, given.a, "2026-11-27 16:00")
    before = await given.lists()
    at(given.market, "2026-11-21 12:01")

    assert len(once) == len(still_once) == len(before) == 2
    assert bought.status == 201
    assert len(await given.lists()) == 4


async def test_ended_early_it_is_over_at_once(given: Given) -> None:
    at(given.market, "2026-11-20 12:00")
    path = f"/api/v1/rounds/{given.round['id']}/close"
    cart = await cart_with(given.client, given.apples)

    first = await planner(given.client).post(path)
    second = await planner(given.client).post(path)

    assert (first.json()["state"], second.json()["version"]) == ("closed", 2)
    assert (await check_out(given.client, cart, given.a, "2026-11-27 16:00")).status == 409


async def test_permission_withdrawn_is_not_buyable_at_the_next_click(given: Given) -> None:
    at(given.market, "2026-11-20 10:00")
    cart = await cart_with(given.client, given.apples)

    await says(given.client, given.a, in_rounds=False, only_in_rounds=True)
    shown = (await given.client.get(f"/api/v1/carts/{cart}")).json()

    assert [each["code"] for each in shown["problems"]] == ["not_in_round"]
    assert (await check_out(given.client, cart, given.a, "2026-11-27 16:00")).status == 409
    await given.client.get(f"/api/v1/rounds/{given.round['id']}")
    refused = await plan(given.client, a_round(given.a))
    assert "noch nicht erlaubt" in why(refused)


async def test_product_withdrawn_is_not_buyable_at_the_next_click(given: Given) -> None:
    """By the operator from the round, or by the shop from the market."""
    at(given.market, "2026-11-20 10:00")
    product = await given.market.product_of(given.apples)
    other = await given.market.product_of(await given.market.offer(given.a))
    cart = await cart_with(given.client, given.apples)
    only_other = [{"shop_id": str(given.a.id), "products": [str(other)]}]

    await move(given.client, given.round, producers=only_other)
    from_round = await check_out(given.client, cart, given.a, "2026-11-27 16:00")
    await move(given.client, given.round)
    withdrawn = ProductWithdrawn(version=9, product_id=product, shop_id=given.a.id)
    async with given.market.database.transaction() as tx:
        await take.withdraw_product(tx, withdrawn)
    from_market = await check_out(given.client, cart, given.a, "2026-11-27 16:00")

    assert from_round.json()["problems"][0]["code"] == "not_in_round"
    assert from_market.json()["problems"][0]["code"] == "withdrawn"


async def test_what_is_sold_every_day_goes_on_beside_the_round(given: Given) -> None:
    """One product of the shop needs a round, the other does not; a cart may hold either."""
    lamb, eggs = given.apples, await given.market.offer(given.a)
    product = await given.market.product_of(lamb)
    await says(given.client, given.a, in_rounds=True, round_products=[str(product)])

    daily = await check_out(
        given.client, await cart_with(given.client, eggs), given.a, "2026-11-21 10:00"
    )
    cart = await cart_with(given.client, lamb, eggs)
    early = (await given.client.get(f"/api/v1/carts/{cart}")).json()
    at(given.market, "2026-11-20 10:00")

    assert daily.status == 201
    assert [each["variant_id"] for each in early["problems"]] == [str(lamb)]
    assert starts(await times(given.client, cart)) == ["2026-11-27T16:00", "2026-11-28T09:00"]
