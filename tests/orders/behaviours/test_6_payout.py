"""Payout: what was paid and handed over, to an account that takes money, and only once."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from orders.domain.accounts import Account
from orders.use_cases.payout_ports import Applicant

from tests.orders.ledger.conftest import Money, clock, config, db, money, standin
from tests.support.orders_data import place

__all__ = ["clock", "config", "db", "money", "standin"]
COMMISSION = {
    "vat_permille": 190, "fixed": 30, "rules": [],
    "lines": [{"position": 0, "permille": 100, "vat_permille": 70}],
}  # fmt: skip


async def with_commission(money: Money, shop_order_id: UUID) -> None:
    """A tenth of the net price and thirty cents, agreed at sale."""
    await money.db.pool.execute(
        "UPDATE shop_order SET terms = $2 WHERE id = $1", shop_order_id, {"commission": COMMISSION}
    )


async def state(money: Money, shop_id: UUID) -> str:
    found: str = await money.db.pool.fetchval(
        "SELECT state FROM shop_account WHERE shop_id = $1", shop_id
    )
    return found


async def test_nothing_is_sent_before_it_is_paid_and_handed_over(money: Money) -> None:
    unpaid, paid = await place(money.db), await money.paid()
    for order in (unpaid, paid):
        for shop in order.shops:
            await money.account(shop)

    await money.work_out()

    assert money.sent() == []


async def test_what_is_sent_is_the_order_less_the_commission_and_its_vat(money: Money) -> None:
    order = await money.paid()
    await with_commission(money, order.shop_orders[0])
    for shop in order.shops:
        await money.account(shop)

    await money.handed_over(order)
    await money.work_out()

    # 4,80 € are 4,49 € net at 7 %; a tenth and 30 cents are 75 cents, with VAT 89.
    assert money.sent() == [480 - 89, 620]
    assert await money.balance(Account.PLATFORM_FEE_INCOME) == 75
    assert await money.balance(Account.VAT_ON_FEE) == 14


async def test_a_repeated_event_pays_once(money: Money) -> None:
    order = await money.paid()
    for shop in order.shops:
        await money.account(shop)

    for _ in range(3):
        if not money.sent():
            await money.handed_over(order)
        await money.db.pool.execute("UPDATE share SET state = 'due', available_at = now()")
        await money.work_out()

    assert money.sent() == [480, 620]
    assert len(await money.standin.calls("POST", "/v1/transfers")) == 2


@pytest.mark.parametrize("became", ["pending", "restricted", "rejected"])
async def test_the_account_follows_the_provider_and_only_an_active_one_is_paid(
    money: Money, became: str
) -> None:
    order = await money.paid()
    await money.account(order.shops[0], became)

    await money.handed_over(order)
    await money.work_out()
    before = money.sent(), await money.balance(Account.OWED_TO_SHOP, order.shops[0])
    told = await state(money, order.shops[0])
    await money.account(order.shops[0], "active")
    await money.work_out()

    assert told == became
    assert before == ([], 480)
    assert money.sent() == [480]


async def test_a_webhook_moves_the_account_however_often_and_in_whatever_order(
    money: Money,
) -> None:
    order = await money.paid()
    account = await money.account(order.shops[0], "active")
    await money.standin.control("POST", f"accounts/{account}", {"state": "restricted"})

    for number in (2, 1, 2):
        payload = {"data": {"object": {"id": account, "object": "account"}}}
        await money.db.pool.execute(
            "INSERT INTO stripe_event (id, type, payload, account)"
            " VALUES ($1, 'account.updated', $2, $3) ON CONFLICT DO NOTHING",
            f"evt_{number}", payload, account,
        )  # fmt: skip
        await money.work_off()

    assert await state(money, order.shops[0]) == "restricted"


async def test_sales_paid_at_pickup_go_on_without_any_account(money: Money) -> None:
    order = await place(money.db, online=False)
    await with_commission(money, order.shop_orders[0])

    await money.handed_over(order)
    await money.work_out()

    assert money.sent() == []
    assert await money.balance(Account.OWED_TO_SHOP) == 0
    # No money passes through the market: the commission is asked for by invoice.
    assert await money.balance(Account.FEE_RECEIVABLE, order.shops[0]) == 89


async def test_an_account_is_opened_once_however_often_it_is_asked_for(money: Money) -> None:
    applicant = Applicant(UUID(int=7), "laden", "Laden", "laden@example.org")

    urls = await asyncio.gather(*(money.side.accounts.onboard(applicant) for _ in range(4)))
    again = await money.side.accounts.onboard(applicant)

    assert all(urls)
    assert again
    assert len(money.standin.standin.desk.store.every("account")) == 1


@pytest.mark.parametrize("fault", ["error_after_commit", "timeout", "500"])
async def test_an_account_is_opened_once_through_a_fault(money: Money, fault: str) -> None:
    applicant = Applicant(UUID(int=7), "laden", "Laden", "laden@example.org")
    await money.standin.fault(fault, method="POST", path="/v1/accounts", times=4, seconds=1.5)

    tries: list[Any] = [await money.side.accounts.onboard(applicant) for _ in range(6)]

    assert tries[-1]
    assert len(money.standin.standin.desk.store.every("account")) == 1


async def test_transfer_and_payout_are_two_records(money: Money) -> None:
    order = await money.paid()
    account = await money.account(order.shops[0])
    await money.handed_over(order)
    await money.work_out()
    await money.standin.advance(8 * 86400)
    payout = await pay_out(money, account, 480)

    for kind, status in (("payout.created", None), ("payout.failed", "failed")):
        if status:
            await money.standin.control("POST", f"payouts/{payout}", {"status": status})
        await money.db.pool.execute(
            "INSERT INTO stripe_event (id, type, payload, account) VALUES ($1, $1, $2, $3)",
            kind, {"data": {"object": {"id": payout, "object": "payout"}}}, account,
        )  # fmt: skip
        await money.work_off()

    rows = await money.db.pool.fetch("SELECT shop_id, amount, status, failure FROM payout")
    assert [(row["shop_id"], row["amount"], row["status"]) for row in rows] == [
        (order.shops[0], 480, "failed")
    ]
    assert rows[0]["failure"]
    assert money.sent() == [480]


async def pay_out(money: Money, account: str, amount: int) -> str:
    async with money.standin.http.post(
        f"{money.standin.url}/v1/payouts",
        data={"amount": str(amount), "currency": "eur"},
        headers={"Authorization": "Bearer sk_test_market", "Stripe-Account": account},
    ) as answer:
        return str((await answer.json())["id"])
