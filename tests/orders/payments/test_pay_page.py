"""Opening the pay page: one per order, whatever happens on the way."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from orders.payments import StripeConfig

from tests.orders.payments.conftest import Market, other_side
from tests.support.orders_data import place
from tests.support.standin import until


async def test_the_page_lists_each_shop_with_its_share(market: Market) -> None:
    order = await place(market.db)

    url = await market.side.desk.start(order.id)

    assert url
    async with market.standin.http.get(url) as answer:
        page = await answer.text()
    assert "Bäckerei Morgenroth" in page
    assert "6,20\N{NO-BREAK SPACE}€" in page
    assert "11,00\N{NO-BREAK SPACE}€" in page


async def test_a_guest_comes_back_with_the_key_to_the_order(market: Market) -> None:
    order = await place(market.db)
    url = await market.side.desk.start(order.id)

    _, back = await market.standin.press(url or "")

    assert back.startswith(f"http://127.0.0.1:9/bestellung/{order.id}?token=")
    assert "&bezahlt=cs_test_" in back


async def test_an_account_holder_needs_no_key(market: Market) -> None:
    order = await place(market.db, account_id=uuid4())
    url = await market.side.desk.start(order.id)

    _, back = await market.standin.press(url or "", "cancel")

    assert back == f"http://127.0.0.1:9/bestellung/{order.id}"


async def test_asking_often_and_at_once_opens_one_page(market: Market) -> None:
    order = await place(market.db)

    urls = await asyncio.gather(*(market.side.desk.start(order.id) for _ in range(5)))

    assert len(set(urls)) == 1
    sessions = await market.row("SELECT session_id, attempts FROM payment")
    assert sessions["attempts"] == 1


async def test_the_key_is_stored_before_the_call(market: Market) -> None:
    order = await place(market.db)
    await market.standin.fault("timeout", path="/v1/checkout", seconds=5, times=3)

    assert await market.side.desk.start(order.id) is None
    row = await market.row("SELECT idempotency_key, attempts, session_id FROM payment")
    calls = await market.standin.calls("POST", "/v1/checkout/sessions")
    url = await market.side.desk.start(order.id)

    assert (row["attempts"], row["session_id"]) == (1, None)
    assert {call["key"] for call in calls} == {row["idempotency_key"]}
    assert url
    sessions = market.standin.standin.desk.store.every("checkout.session")
    assert len(sessions) == 1


@pytest.mark.parametrize("fault", ["409", "500", "429"])
async def test_an_unreachable_provider_leaves_the_order_payable(market: Market, fault: str) -> None:
    order = await place(market.db)
    await market.standin.fault(fault, path="/v1/checkout", times=3)

    first = await market.side.desk.start(order.id)
    await market.standin.control("DELETE", "faults")
    second = await market.side.desk.start(order.id)

    assert first is None
    assert second
    assert await market.status(order.id) == ("awaiting_payment", "pending")


async def test_an_error_after_commit_leads_to_one_page_that_anybody_knows(
    market: Market,
) -> None:
    order = await place(market.db)
    await market.standin.fault("error_after_commit", path="/v1/checkout")

    assert await market.side.desk.start(order.id) is None
    market.clock.at += timedelta(minutes=5)
    url = await market.side.desk.start(order.id)

    assert url
    assert (await market.row("SELECT attempts FROM payment"))["attempts"] == 2


async def test_when_the_page_is_over_a_new_one_opens_and_goods_stay_held(market: Market) -> None:
    order = await place(market.db)
    first = await market.side.desk.start(order.id)

    market.clock.at += timedelta(minutes=40)
    await market.standin.advance(40 * 60)
    second = await market.side.desk.start(order.id)

    assert second
    assert second != first
    held = await market.row("SELECT min(expires_at) AS until FROM hold")
    session = await market.row("SELECT session_expires_at FROM payment")
    assert held["until"] > session["session_expires_at"]
    paid, _ = await market.standin.press(first or "")
    assert paid == 410


async def test_nobody_holds_goods_for_ever_by_asking_again(market: Market) -> None:
    order = await place(market.db)

    market.clock.at += timedelta(hours=1, minutes=45)

    assert await market.side.desk.start(order.id) is None


async def test_there_is_no_page_for_paid_cancelled_or_unknown_orders(market: Market) -> None:
    paid, cancelled, pickup = [
        await place(market.db, online=online) for online in (True, True, False)
    ]
    await market.pay(paid.id)
    await market.side.desk.sync(paid.id)
    await market.expire(cancelled.id)

    for order_id in (paid.id, cancelled.id, pickup.id, uuid4()):
        assert await market.side.desk.start(order_id) is None


async def test_other_words_under_the_same_key_are_got_over(
    market: Market, config: StripeConfig
) -> None:
    order = await place(market.db)
    await market.standin.fault("timeout", path="/v1/checkout", seconds=5, times=3)
    await market.side.desk.start(order.id)
    moved = other_side(market, config, public_url="http://127.0.0.2:9")

    refused = await moved.desk.start(order.id)
    market.clock.at += timedelta(minutes=5)
    url = await moved.desk.start(order.id)
    await moved.stop()

    assert refused is None
    assert url


async def test_a_page_opened_while_the_order_ended_is_closed_again(market: Market) -> None:
    order = await place(market.db)
    await market.standin.fault("timeout", path="/v1/checkout", seconds=0.5, when="before")

    starting = asyncio.create_task(market.side.desk.start(order.id))
    await until(lambda: bool(market.standin.standin.api.keys.busy))
    await market.expire(order.id)

    assert await starting is None
    sessions = market.standin.standin.desk.store.every("checkout.session")
    assert [session["status"] for session in sessions] == ["expired"]
