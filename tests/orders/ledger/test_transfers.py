"""Transfers and reversals: each exactly once, whatever goes wrong between (F18, F20, I2)."""

import asyncio
from uuid import UUID

import pytest
from orders.domain.accounts import Account
from orders.payments import StripeConfig
from orders.use_cases.work_on_shares import work_on_shares

from tests.orders.ledger.conftest import Money
from tests.orders.payments.conftest import other_side

FAULTS = [
    ("error_after_commit", 1),
    ("timeout", 1),
    ("timeout", 5),
    ("500", 7),
    ("409", 7),
    ("429", 2),
]


async def test_each_shop_gets_its_share_after_the_hand_over(money: Money) -> None:
    order = await money.paid()
    for shop in order.shops:
        await money.account(shop)

    await money.work_out()
    before = money.sent()
    await money.handed_over(order)
    await money.work_out()

    assert before == []
    assert money.sent() == [480, 620]
    assert await money.balance(Account.OWED_TO_SHOP) == 0
    assert await money.balance(Account.OWED_TO_BUYER) == 0
    transfer = money.standin.standin.desk.store.every("transfer")[0]
    assert transfer["source_transaction"].startswith("ch_")
    assert transfer["transfer_group"] == f"order_{order.id}"


@pytest.mark.parametrize(("fault", "times"), FAULTS)
async def test_sent_exactly_once_through_every_fault(money: Money, fault: str, times: int) -> None:
    order = await money.paid()
    await money.account(order.shops[0])
    await money.handed_over(order)
    await money.standin.fault(fault, method="POST", path="/v1/transfers", times=times, seconds=1.5)

    await money.work_out()

    assert money.sent() == [480]
    assert await money.count("SELECT count(*) FROM transfer WHERE state = 'sent'") == 1


@pytest.mark.parametrize(("fault", "times"), FAULTS)
async def test_fetched_back_exactly_once_through_every_fault(
    money: Money, fault: str, times: int
) -> None:
    order = await money.paid()
    await money.account(order.shops[0])
    await money.handed_over(order)
    await money.work_out()
    sent = money.standin.standin.desk.store.every("transfer")[0]["id"]
    path = f"/v1/transfers/{sent}/reversals"
    await money.standin.fault(fault, method="POST", path=path, times=times, seconds=1.5)

    await money.refund(order, 0, 200)
    await money.work_out()

    assert money.sent() == [280]
    assert len(money.standin.standin.desk.store.every("transfer_reversal")) == 1
    assert await money.balance(Account.OWED_TO_BUYER, order.shops[0]) == 0


async def test_two_workers_at_once_send_once(money: Money, config: StripeConfig) -> None:
    order = await money.paid()
    for shop in order.shops:
        await money.account(shop)
    await money.handed_over(order)
    other = other_side(money, config)

    await asyncio.gather(*(work_on_shares(money.db) for _ in range(4)))
    await asyncio.gather(
        money.side.transfers.work(), other.transfers.work(), other.transfers.work()
    )
    await money.work_out()
    await other.stop()

    assert money.sent() == [480, 620]
    assert len(await money.standin.calls("POST", "/v1/transfers")) == 2


async def test_an_account_restricted_between_intent_and_call_gets_nothing(money: Money) -> None:
    order = await money.paid()
    account = await money.account(order.shops[0])
    await money.handed_over(order)
    await work_on_shares(money.db)
    # Nobody has told us yet.
    await money.standin.control("POST", f"accounts/{account}", {"state": "restricted"})

    await money.work_out()
    waiting = await money.balance(Account.OWED_TO_SHOP, order.shops[0])
    await money.account(order.shops[0], "active")
    await money.work_out()

    assert waiting == 480
    assert money.sent() == [480]


async def test_a_refund_between_intent_and_call_lowers_the_transfer(money: Money) -> None:
    order = await money.paid()
    await money.account(order.shops[0])
    await money.handed_over(order)
    await work_on_shares(money.db)

    await money.refund(order, 0, 180)
    await money.work_out()

    assert money.sent() == [300]
    assert money.standin.standin.desk.store.every("transfer_reversal") == []


async def test_an_empty_account_makes_a_debt_that_the_next_transfers_pay(money: Money) -> None:
    """F20: the buyer has the money back all the same."""
    first = await money.paid()
    second = await money.paid(shops=first.shops)
    shop = first.shops[0]
    account = await money.account(shop)
    await money.handed_over(first)
    await money.work_out()
    await money.standin.advance(8 * 86400)
    await pay_out(money, account, 480)

    await money.refund(first, 0, 480)
    await money.work_out()
    debt = await money.balance(Account.SHOP_RECEIVABLE, shop)
    refunds = [each["amount"] for each in money.standin.standin.desk.store.every("refund")]
    await money.refund(second, 0, 100)
    await money.handed_over(second)
    await money.work_out()

    assert refunds == [480]
    assert debt == 480
    assert await money.balance(Account.SHOP_RECEIVABLE, shop) == 100
    assert await money.balance(Account.OWED_TO_SHOP, shop) == 0
    assert money.sent() == [480]
    row = await money.row("SELECT amount, netted FROM transfer WHERE state = 'netted'")
    assert tuple(row) == (0, 380)


async def test_a_dispute_freezes_the_share_and_a_won_one_sends_it_again(money: Money) -> None:
    order = await money.paid()
    await money.account(order.shops[0])
    await money.handed_over(order)
    await money.work_out()

    await dispute(money, order.shop_orders[0], frozen=True)
    await money.work_out()
    frozen = money.sent(), await money.balance(Account.OWED_TO_SHOP, order.shops[0])
    await money.standin.advance(8 * 86400)
    await dispute(money, order.shop_orders[0], frozen=False)
    await money.work_out()

    assert frozen == ([0], 480)
    assert money.sent() == [0, 480]
    rounds = await money.db.pool.fetch("SELECT round, state FROM transfer ORDER BY round")
    assert [tuple(row) for row in rounds] == [(1, "sent"), (2, "sent")]


async def test_a_disputed_share_is_not_sent(money: Money) -> None:
    order = await money.paid()
    await money.account(order.shops[0])
    await dispute(money, order.shop_orders[0], frozen=True)
    await money.handed_over(order)

    await money.work_out()

    assert money.sent() == []


async def dispute(money: Money, shop_order_id: UUID, *, frozen: bool) -> None:
    """As the payment side writes it down; the money itself is not at stake here."""
    await money.db.pool.execute(
        "INSERT INTO dispute (id, amount, reason, status, begun_at)"
        " VALUES ('dp_1', 480, 'general', 'needs_response', now()) ON CONFLICT DO NOTHING"
    )
    await money.db.pool.execute(
        "INSERT INTO dispute_share (dispute_id, shop_order_id, amount, frozen)"
        " VALUES ('dp_1', $1, 480, $2)"
        " ON CONFLICT (dispute_id, shop_order_id) DO UPDATE SET frozen = $2",
        shop_order_id,
        frozen,
    )


async def pay_out(money: Money, account: str, amount: int) -> None:
    """The shop's account is emptied into its bank."""
    async with money.standin.http.post(
        f"{money.standin.url}/v1/payouts",
        data={"amount": str(amount), "currency": "eur"},
        headers={"Authorization": "Bearer sk_test_market", "Stripe-Account": account},
    ) as answer:
        assert answer.status == 200, await answer.text()
