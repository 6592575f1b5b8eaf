"""What shops pay of the market's own invoices: noted once, booked, netted, taken back."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from marketkit.clock import new_id
from orders.domain.fee_payment import FeeInvoice, follow
from orders.files.e_invoice import as_xml
from orders.invariants import violations
from orders.store import shares

from tests.orders.market import AShop
from tests.orders.ordering import owner_of
from tests.orders.papers.desk import Desk
from tests.orders.papers.test_e_invoice import Checker
from tests.orders.papers.test_fees import _fee, _order, _round
from tests.orders.papers.test_fees import desk as desk  # noqa: PLC0414 -- a fixture of theirs
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

BASE = "/api/v1/operations/money/fees"


class Fees:
    """A shop with one invoice of 60 EUR for sales at its counter."""

    def __init__(self, desk: Desk, shop: AShop, sold: tuple[UUID, UUID]) -> None:
        self.desk, self.shop, self.sold = desk, shop, sold
        self.operator = desk.client.as_(a_token("operator", account_id=new_id()))
        self.owner = owner_of(desk.client, shop)

    @property
    def today(self) -> date:
        return self.desk.market.clock.at.date()

    async def invoice(self, place: int = -1) -> UUID:
        papers = [each for each in await self.desk.papers() if each["kind"] == "fee_invoice"]
        found: UUID = papers[place]["id"]
        return found

    async def pay(self, cents: int, key: str = "k", reference: str = "Auszug 12") -> Any:
        body = {"amount": cents, "paid_on": self.today.isoformat(), "reference": reference}
        return await self.operator.post(
            f"{BASE}/{await self.invoice(0)}/payments", json=body, headers={"Idempotency-Key": key}
        )

    async def net(self, key: str = "n") -> Any:
        return await self.operator.post(
            f"{BASE}/{await self.invoice(0)}/net", headers={"Idempotency-Key": key}
        )

    async def read(self) -> Any:
        answer = await self.owner.get(f"/api/v1/shops/{self.shop.slug}/fees")
        assert answer.status == 200, answer.text
        return answer.json()

    async def state(self) -> tuple[str, int]:
        one = (await self.read())["items"][-1]
        return one["state"], one["open"]["amount"]

    async def balance(self, account: str) -> int:
        found: int = await self.desk.market.database.pool.fetchval(
            "SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE account = $1", account
        )
        return found

    async def sound(self) -> None:
        found = await violations(self.desk.market.database.pool)
        assert [line for line in found if "fee" in line or "less" in line or "zero" in line] == []


@pytest.fixture
async def fees(desk: Desk) -> Fees:
    shop = await desk.shop()
    sold = await _order(desk, shop)
    await _fee(desk, shop, *sold, net=5042, vat=958, number=1, at_pickup=1)
    await _round(desk)
    return Fees(desk, shop, sold)


async def test_paid_in_parts_it_is_settled_and_booked(fees: Fees) -> None:
    assert await fees.state() == ("open", 6000)

    first = await fees.pay(2000, "a")
    assert first.status == 201, first.text
    assert await fees.state() == ("open", 4000)
    assert (await fees.pay(4000, "b")).status == 201

    assert await fees.state() == ("settled", 0)
    assert await fees.balance("operator_bank") == 6000
    assert await fees.balance("fee_receivable") == 0
    noted = (await fees.read())["items"][0]["payments"]
    assert [(each["kind"], each["amount"]["amount"]) for each in noted] == [
        ("bank", 2000), ("bank", 4000),
    ]  # fmt: skip
    await fees.sound()


async def test_noted_at_once_by_many_it_is_noted_once(fees: Fees) -> None:
    same = await asyncio.gather(*(fees.pay(2000) for _ in range(3)))
    other = await asyncio.gather(*(fees.pay(4000, f"k{n}") for n in range(3)))

    assert {each.text for each in same} == {same[0].text}
    assert sorted(each.status for each in other) == [201, 409, 409]
    assert await fees.balance("operator_bank") == 6000
    wrong = await fees.pay(1999)
    assert (wrong.status, wrong.json()["code"]) == (409, "fee_payment_mismatch")


async def test_what_was_noted_by_mistake_is_taken_back_once(fees: Fees) -> None:
    payment = (await fees.pay(6000)).json()["id"]

    backs = await asyncio.gather(
        *(fees.operator.post(f"{BASE}/payments/{payment}/take-back") for _ in range(3))
    )

    assert {each.text for each in backs} == {backs[0].text}
    assert await fees.state() == ("open", 6000)
    assert await fees.balance("operator_bank") == 0
    (noted,) = (await fees.read())["items"][0]["payments"]
    assert noted["taken_back"]
    again = await fees.operator.post(f"{BASE}/payments/{backs[0].json()['id']}/take-back")
    assert again.status == 404
    await fees.sound()


async def test_only_what_is_overdue_is_netted_with_payouts(fees: Fees) -> None:
    early = await fees.net()
    assert (early.status, early.json()["code"]) == (409, "fee_not_due")
    await fees.pay(1000)
    fees.desk.market.clock.at += timedelta(days=15)
    assert await fees.state() == ("overdue", 5000)

    both = await asyncio.gather(fees.net(), fees.net())

    assert [each.status for each in both] == [201, 201], both[0].text
    assert both[0].text == both[1].text
    assert await fees.state() == ("settled", 0)
    assert await fees.balance("shop_receivable") == 5000
    async with fees.desk.market.database.transaction() as tx:
        assert await shares.debt(tx, fees.shop.id) == 5000  # what the next transfers make up for
    assert (await fees.net("other")).json()["code"] == "fee_not_open"
    await fees.sound()


async def test_what_was_given_back_and_is_not_invoiced_yet_is_not_netted(fees: Fees) -> None:
    await _fee(fees.desk, fees.shop, *fees.sold, net=-840, vat=-160, number=2, at_pickup=1)
    fees.desk.market.clock.at += timedelta(days=15)

    assert (await fees.net()).status == 201

    assert await fees.balance("shop_receivable") == 5000
    assert await fees.balance("fee_receivable") == 0
    assert await fees.state() == ("overdue", 1000)  # until the next invoice says the credit
    assert (await fees.net("again")).json()["code"] == "fee_not_open"
    await fees.sound()


async def test_what_is_given_back_after_it_was_paid_makes_up_for_the_next(fees: Fees) -> None:
    await fees.pay(6000)
    await _fee(fees.desk, fees.shop, *fees.sold, net=-840, vat=-160, number=2, at_pickup=1)
    await _fee(fees.desk, fees.shop, *fees.sold, net=2521, vat=479, number=3, at_pickup=1)
    await fees.sound()
    fees.desk.market.clock.at += timedelta(days=31)
    await _round(fees.desk)

    latest, first = (await fees.read())["items"]

    assert (first["state"], first["open"]["amount"]) == ("settled", 0)
    assert latest["open"]["amount"] == 2000 == await fees.balance("fee_receivable")


async def test_a_gift_of_online_fees_is_not_taken_off_twice(fees: Fees) -> None:
    """It went back with the payouts; what was sold at the counter is to be paid in full."""
    await _fee(fees.desk, fees.shop, *fees.sold, net=100, vat=19, number=2)
    fees.desk.market.clock.at += timedelta(days=31)
    await _round(fees.desk)
    await _fee(fees.desk, fees.shop, *fees.sold, net=-100, vat=-19, number=3)
    await _fee(fees.desk, fees.shop, *fees.sold, net=1681, vat=319, number=4, at_pickup=1)
    fees.desk.market.clock.at += timedelta(days=31)
    await _round(fees.desk)

    paper = (await fees.desk.papers())[-1]

    said = paper["document"]
    assert (said["totals"]["gross"], said["paid"]) == (1881, -119)
    assert Checker().broken(as_xml(paper["number"], said)) == []
    assert (await fees.read())["items"][0]["open"]["amount"] == 2000


async def test_the_operator_sees_who_has_not_paid(fees: Fees, client: AsgiClient) -> None:
    await fees.desk.shop(slug="hofladen")
    fees.desk.market.clock.at += timedelta(days=15)

    (row,) = (await fees.operator.get(BASE)).json()["items"]

    assert row["slug"] == fees.shop.slug
    assert row["overdue"]["amount"] == 6000
    assert [each["state"] for each in row["invoices"]] == ["overdue"]
    await fees.pay(6000)
    assert (await fees.operator.get(BASE)).json()["items"] == []
    assert (await fees.owner.get(BASE)).status == 403
    assert (await client.get(BASE)).status == 401
    stranger = client.as_(a_token("resident", account_id=new_id()))
    assert (await stranger.get(f"/api/v1/shops/{fees.shop.slug}/fees")).status == 404


async def test_what_cannot_be_is_refused(fees: Fees) -> None:
    assert (await fees.pay(6001)).json()["code"] == "fee_not_open"
    body = {"amount": 1, "paid_on": "2199-01-01", "reference": "Auszug"}
    ahead = await fees.operator.post(
        f"{BASE}/{await fees.invoice()}/payments", json=body, headers={"Idempotency-Key": "x"}
    )
    assert ahead.json()["errors"][0]["field"] == "paid_on"
    body["paid_on"] = fees.today.isoformat()
    missing = await fees.operator.post(
        f"{BASE}/{new_id()}/payments", json=body, headers={"Idempotency-Key": "x"}
    )
    assert missing.status == 404
    assert (await fees.owner.post(f"{BASE}/{await fees.invoice()}/net")).status in {403, 422}
    assert await fees.balance("operator_bank") == 0


async def test_the_shops_batch_books_what_it_pays(fees: Fees) -> None:
    span = f"from={fees.today.year}-01-01&to={fees.today.year}-12-31"
    path = f"/api/v1/shops/{fees.shop.slug}/exports/datev?{span}&consultant=29098&client=55003"

    lines = (await fees.owner.get(path)).body.decode("cp1252").split("\r\n")

    (line,) = [line for line in lines if "MARKT-" in line]
    assert line.startswith('60,00;"H";"EUR";;;;70000;4760;"9";')
    book = f"/api/v1/operations/exports/datev?{span}"
    own = (await fees.operator.get(book)).body.decode("cp1252").split("\r\n")
    (sold,) = [line for line in own if "MARKT-" in line]
    assert sold.startswith('60,00;"S";"EUR";;;;10000;8400;;')


def test_the_oldest_is_made_up_for_first() -> None:
    shop, day = UUID(int=1), date(2026, 11, 1)
    invoices = [
        FeeInvoice(UUID(int=n), shop, str(n), day + timedelta(days=n), to_pay, 0, 0)
        for n, to_pay in enumerate((100, 50, -120, 40))
    ]

    found = follow(invoices, day + timedelta(days=14))

    assert [(each.credited, each.open, each.state) for each in found] == [
        (100, 0, "settled"), (20, 30, "open"), (0, 0, "settled"), (0, 40, "open"),
    ]  # fmt: skip
    assert [each.state for each in follow(invoices, day + timedelta(days=16))][1] == "overdue"
