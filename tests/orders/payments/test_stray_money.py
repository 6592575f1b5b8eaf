"""Money nobody was asked for: a second page, another amount, no order. Never kept in silence."""

from uuid import UUID, uuid4

from orders.domain.payment import Money, PaymentStatus
from orders.mail import MailQueue
from orders.payments.provider import Item, SessionRequest
from orders.store import stripe_events
from orders.use_cases.settle_payment import Settlement, settle_payment

from tests.orders.payments.conftest import Market
from tests.support.orders_data import place


async def second_page(market: Market, order_id: UUID, amount: int = 1100) -> str:
    """Somebody pays the same order again elsewhere; the session's id."""
    asked = SessionRequest(
        order_id=order_id,
        items=(Item("Bäckerei", "Bestellung", amount),),
        expires_at=market.clock.at.replace(microsecond=0) + market.half_an_hour,
        success_url="http://127.0.0.1:9/",
        cancel_url="http://127.0.0.1:9/",
        language="de",
        email=None,
    )
    session = await market.side.api.create_session(asked, f"second-{uuid4()}")
    assert session.url
    await market.standin.press(session.url)
    return session.id


async def test_money_on_a_second_page_goes_back_by_itself(market: Market) -> None:
    order = await place(market.db)
    first = await market.pay(order.id)
    await market.side.desk.sync(order.id)
    second = await second_page(market, order.id)

    session = await market.side.api.get_session(second)
    outcomes = [await market.side.desk.take_over(session) for _ in range(3)]
    await market.work_off()

    assert set(outcomes) == {Settlement.SECOND}
    assert (await market.row("SELECT session_id FROM payment"))["session_id"] == first
    assert await market.status(order.id) == ("placed", "paid")
    refunds = market.at_provider("refund")
    assert [(refund["amount"], refund["payment_intent"]) for refund in refunds] == [
        (1100, session.payment_id)
    ]
    assert (await market.row("SELECT status FROM stray_money"))["status"] == "returned"
    assert await market.matters() == []
    kinds = await market.db.pool.fetch("SELECT kind FROM ledger_entry ORDER BY id")
    assert [row["kind"] for row in kinds] == ["payment_received", "stray_payment", "refund_issued"]


async def test_what_the_provider_answers_badly_still_goes_back_once(market: Market) -> None:
    order = await place(market.db)
    await market.pay(order.id)
    await market.side.desk.sync(order.id)
    second = await second_page(market, order.id)
    await market.standin.fault("error_after_commit", path="/v1/refunds")
    await market.standin.fault("429", path="/v1/refunds")

    await market.side.desk.take_over(await market.side.api.get_session(second))
    await market.work_off()

    assert [refund["amount"] for refund in market.at_provider("refund")] == [1100]
    assert (await market.row("SELECT status FROM stray_money"))["status"] == "returned"


async def test_what_the_bank_sends_back_waits_for_a_person(market: Market) -> None:
    order = await place(market.db)
    await market.pay(order.id)
    await market.side.desk.sync(order.id)
    second = await second_page(market, order.id)
    await market.side.desk.take_over(await market.side.api.get_session(second))
    await market.work_off()

    for again in range(2):
        event = {"id": f"evt_{again}", "type": "refund.failed", "data": {
            "object": market.at_provider("refund")[0] | {"failure_reason": "expired_card"}
        }}  # fmt: skip
        async with market.db.transaction() as tx:
            await stripe_events.take_in(tx, event)
        await market.work_off()

    row = await market.row("SELECT status, error FROM stray_money")
    assert (row["status"], row["error"]) == ("failed", "expired_card")
    assert await market.matters() == ["stray_stuck"]
    kinds = await market.db.pool.fetch("SELECT kind FROM ledger_entry ORDER BY id")
    assert [row["kind"] for row in kinds][-2:] == ["refund_issued", "refund_revoked"]


async def test_another_amount_waits_for_a_person(market: Market) -> None:
    order = await place(market.db)
    session_id = await second_page(market, order.id, amount=900)

    for _ in range(2):
        session = await market.side.api.get_session(session_id)
        assert await market.side.desk.take_over(session) is Settlement.UNKNOWN
    await market.work_off()

    assert await market.status(order.id) == ("awaiting_payment", "pending")
    assert await market.matters() == ["other_amount"]
    assert market.at_provider("refund") == []


async def test_money_for_no_order_waits_for_a_person(market: Market) -> None:
    money = Money(uuid4(), "cs_nobody", 1100, "eur", "pi_nobody")

    for _ in range(2):
        outcome = await settle_payment(market.db, money, market.clock, MailQueue())
        assert outcome is Settlement.UNKNOWN

    assert await market.matters() == ["unknown_order"]
    row = await market.row("SELECT order_id, status FROM stray_money")
    assert (row["order_id"], row["status"]) == (None, "person")


async def test_a_second_card_that_only_holds_is_let_go(market: Market) -> None:
    order = await place(market.db)
    await market.pay(order.id)
    await market.side.desk.sync(order.id)
    held = Money(
        order.id,
        "cs_test_held",
        1100,
        "eur",
        "pi_gone",
        status=PaymentStatus.AUTHORISED,
        held_until=market.clock.at,
    )

    assert await settle_payment(market.db, held, market.clock, MailQueue()) is Settlement.SECOND
    row = await market.row("SELECT held_only, status FROM stray_money")
    assert (row["held_only"], row["status"]) == (True, "returning")
    # The provider knows no such payment: it is not kept trying, a person looks.
    await market.work_off()
    assert await market.matters() == ["stray_stuck"]
    assert await market.count("SELECT count(*) FROM ledger_entry") == 1
