"""Transfers and reversals: each exactly once, whatever goes wrong between (F18, F20, I2)."""

import asyncio
from typing import Any

import pytest
from orders.domain.accounts import Account
from orders.payments import StripeConfig
from orders.use_cases.work_on_shares import work_on_shares

from tests.orders.ledger.conftest import Money
from tests.orders.payments.conftest import other_side
from tests.orders.payments.test_disputes import tell
from tests.support.orders_data import PlacedOrder

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


async def test_after_a_day_it_looks_before_it_asks_again(money: Money) -> None:
    """Keys are forgotten after 24 hours: neither the transfer nor what is fetched back doubles."""
    order = await money.paid()
    await money.account(order.shops[0])
    await money.handed_over(order)
    await money.standin.fault("error_after_commit", method="POST", path="/v1/transfers")
    await work_on_shares(money.db)
    await money.side.transfers.work()
    money.standin.standin.desk.store.db.execute("DELETE FROM answer")
    await money.work_out()
    sent = money.sent()

    await money.refund(order, 0, 200)
    path = "/v1/transfers/"
    await money.standin.fault("error_after_commit", method="POST", path=path)
    await work_on_shares(money.db)
    await money.side.transfers.work()
    money.standin.standin.desk.store.db.execute("DELETE FROM answer")
    await money.work_out()

    assert sent == [480]
    assert money.sent() == [280]
    assert len(money.standin.standin.desk.store.every("transfer_reversal")) == 1


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


async def test_refunds_transfers_and_shares_at_the_same_time(
    money: Money, config: StripeConfig
) -> None:
    """Whatever comes first: the shop has what it earned, the buyer what flows back."""
    order = await money.paid()
    for shop in order.shops:
        await money.account(shop)
    await money.handed_over(order)
    other = other_side(money, config)

    async def refunded(place: int, amount: int) -> None:
        await money.refund(order, place, amount, key=f"{place}-{amount}")
        await money.side.refunds.work()

    await asyncio.gather(
        *(refunded(place, amount) for place in (0, 1) for amount in (10, 70, 110)),
        *(work_on_shares(money.db) for _ in range(3)),
        *(side.transfers.work() for side in (money.side, other, money.side)),
        *(work_on_shares(money.db) for _ in range(3)),
    )
    await money.work_out()
    await other.stop()

    assert money.sent() == [480 - 190, 620 - 190]
    assert await money.balance(Account.OWED_TO_BUYER) == 0
    assert await money.balance(Account.OWED_TO_SHOP) == 0


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


@pytest.mark.parametrize(("end", "left"), [("won", [0, 0, 480, 620]), ("lost", [0, 0])])
async def test_a_dispute_fetches_the_shares_back_until_it_is_decided(
    money: Money, end: str, left: list[int]
) -> None:
    # Other buyers' money lies there too: what the bank gives back is not lent again by the charge.
    await money.paid()
    order = await money.paid()
    for shop in order.shops:
        await money.account(shop)
    await money.handed_over(order)
    await money.work_out()

    dispute = await disputed(money, order)
    await money.work_out()
    waiting = money.sent(), await money.balance(Account.OWED_TO_SHOP)
    await money.standin.advance(8 * 86400)
    await money.standin.control("POST", f"disputes/{dispute['id']}", {"status": end})
    await tell(money)
    await money.work_out()

    assert waiting == ([0, 0], 1100)
    assert money.sent() == left
    assert await money.balance(Account.OWED_TO_SHOP) == 0
    assert await money.balance(Account.DISPUTED) == 0
    assert await money.balance(Account.SHOP_RECEIVABLE) == 0


async def test_a_lost_dispute_the_shop_cannot_pay_is_its_debt(money: Money) -> None:
    order = await money.paid()
    account = await money.account(order.shops[0])
    await money.handed_over(order)
    await money.work_out()
    await money.standin.advance(8 * 86400)
    await pay_out(money, account, 480)

    dispute = await disputed(money, order)
    await money.work_out()
    during = await money.balance(Account.SHOP_RECEIVABLE, order.shops[0])
    await money.standin.control("POST", f"disputes/{dispute['id']}", {"status": "lost"})
    await tell(money)
    await money.work_out()

    assert during == 480
    assert await money.balance(Account.SHOP_RECEIVABLE, order.shops[0]) == 480
    assert await money.balance(Account.OWED_TO_SHOP) == 0


async def test_a_disputed_share_is_not_sent(money: Money) -> None:
    order = await money.paid()
    await money.account(order.shops[0])
    await disputed(money, order)
    await money.handed_over(order)

    await money.work_out()

    assert money.sent() == []


async def disputed(money: Money, order: PlacedOrder) -> dict[str, Any]:
    """The buyer's bank takes all of it back."""
    row = await money.row("SELECT charge_id FROM payment WHERE order_id = $1", order.id)
    await money.standin.control("POST", "disputes", {"charge": row["charge_id"]})
    await tell(money)
    found: dict[str, Any] = money.standin.standin.desk.store.every("dispute")[0]
    return found


async def pay_out(money: Money, account: str, amount: int) -> None:
    """The shop's account is emptied into its bank."""
    async with money.standin.http.post(
        f"{money.standin.url}/v1/payouts",
        data={"amount": str(amount), "currency": "eur"},
        headers={"Authorization": "Bearer sk_test_market", "Stripe-Account": account},
    ) as answer:
        assert answer.status == 200, await answer.text()
