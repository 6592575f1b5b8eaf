"""The market's own invoices: monthly, from the books, in a circle of their own."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from marketkit.clock import new_id
from orders.domain import ledger
from orders.domain.fee_invoice import Month, month_before, month_from
from orders.files.e_invoice import as_xml
from orders.files.paper_pdf import as_pdf
from orders.invariants import violations
from orders.region.operator import load_operator
from orders.store.ledger import post
from orders.use_cases.issue_paper import issue_due, want_fee_invoices

from tests.orders.market import REGION, AShop
from tests.orders.ordering import owner_of
from tests.orders.papers.desk import Desk
from tests.orders.papers.test_e_invoice import Checker


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The books tell the time by themselves, so it is a month or so later here."""
    desk.market.context = replace(desk.market.context, operator=load_operator(REGION))
    desk.market.clock.at = datetime.now(UTC) + timedelta(days=40)
    return desk


async def _fee(desk: Desk, shop: AShop, order_id: UUID, part: UUID, **fee: int) -> None:
    at_pickup = bool(fee.get("at_pickup"))
    entry = ledger.commission(
        ledger.Part(order_id, part, shop.id), fee["net"], fee["vat"], fee["number"],
        at_pickup=at_pickup,
    )  # fmt: skip
    async with desk.market.database.transaction() as tx:
        assert await post(tx, entry)


async def _order(desk: Desk, shop: AShop) -> tuple[UUID, UUID]:
    """Sold in the days before, when the shop was open."""
    now, desk.market.clock.at = desk.market.clock.at, datetime(2026, 11, 20, 8, tzinfo=UTC)
    bread = await desk.market.offer(shop)
    placed = await desk.sold(shop, (bread, 1), key=str(new_id()))
    desk.market.clock.at = now
    return placed.id, UUID(placed.parts[0])


async def _round(desk: Desk) -> None:
    await want_fee_invoices(desk.market.context)
    await issue_due(desk.market.context)


async def test_a_months_fees_are_invoiced_once(desk: Desk) -> None:
    shop = await desk.shop()
    sold = await _order(desk, shop)
    await _fee(desk, shop, *sold, net=100, vat=19, number=1)
    await _fee(desk, shop, *sold, net=33, vat=6, number=2)
    await _fee(desk, shop, *sold, net=50, vat=10, number=3, at_pickup=1)

    await asyncio.gather(*(_round(desk) for _ in range(3)))

    (paper,) = await desk.papers()
    said = paper["document"]
    assert paper["number"].startswith("MARKT-")
    assert paper["number"].endswith("-00001")
    assert [(line["kind"], line["net"], line["gross"]) for line in said["lines"]] == [
        ("commission", 133, 158),
        ("commission_to_pay", 50, 60),
    ]
    assert said["totals"] == {"net": 183, "tax": 35, "gross": 218}
    assert said["paid"] == 158
    assert said["buyer"]["name"] == "Karl Morgenroth"
    assert said["seller"]["name"].startswith("Digitaler Regionalmarkt")
    assert [line for line in await violations(desk.market.database.pool) if "invoice" in line] == []


async def test_it_is_an_e_invoice_as_well(desk: Desk) -> None:
    shop = await desk.shop()
    sold = await _order(desk, shop)
    await _fee(desk, shop, *sold, net=50, vat=10, number=1, at_pickup=1)
    await _round(desk)

    (paper,) = await desk.papers()

    assert Checker().broken(as_xml(paper["number"], paper["document"])) == []
    assert await as_pdf(paper["number"], paper["document"], paper["issued_at"])


async def test_what_was_given_back_since_counts_with_the_next_month(desk: Desk) -> None:
    shop = await desk.shop()
    sold = await _order(desk, shop)
    await _fee(desk, shop, *sold, net=100, vat=19, number=1)
    await _round(desk)
    await _fee(desk, shop, *sold, net=-40, vat=-8, number=2)
    desk.market.clock.at += timedelta(days=31)
    await _round(desk)
    assert len(await desk.papers()) == 1  # more was given back than taken
    await _fee(desk, shop, *sold, net=90, vat=17, number=3)
    desk.market.clock.at += timedelta(days=31)
    await _round(desk)

    first, second = await desk.papers()

    assert (first["gross"], second["gross"]) == (119, 59)
    assert second["previous_hash"] == first["hash"]


async def test_without_fees_nothing_is_written(desk: Desk) -> None:
    await desk.shop()
    await _round(desk)

    assert await desk.papers() == []
    assert await desk.market.database.pool.fetchval("SELECT count(*) FROM paper_wanted") == 0


async def test_the_shop_finds_it_beside_its_own(desk: Desk) -> None:
    shop = await desk.shop()
    sold = await _order(desk, shop)
    await desk.tell_handed_over()
    await _fee(desk, shop, *sold, net=100, vat=19, number=1)
    await _round(desk)
    owner, path = owner_of(desk.client, shop), f"/api/v1/shops/{shop.slug}/invoices"

    items = (await owner.get(path)).json()["items"]
    assert {each["kind"] for each in items} == {"invoice", "fee_invoice"}
    fee = next(each for each in items if each["kind"] == "fee_invoice")
    assert (await owner.get(f"{path}/{fee['id']}")).status == 200
    # What the shop sold is one thing, what it paid another.
    table = (await owner.get(f"{path}/table.csv")).body.decode()
    assert "MARKT-" not in table


@pytest.mark.parametrize(
    ("at", "key", "last"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "2026-11", date(2026, 11, 30)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "2026-12", date(2026, 12, 31)),
        (datetime(2024, 3, 1, 12, tzinfo=UTC), "2024-02", date(2024, 2, 29)),
    ],
)
def test_months_end_when_the_region_says_so(at: datetime, key: str, last: date) -> None:
    month = month_before(at)

    assert (month.key, month.last_day) == (key, last)
    assert month_from(key) == month == Month(month.year, month.month)
