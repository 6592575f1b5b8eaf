"""An invoice is issued when goods are handed over: once, with what they cost in the end."""

import asyncio
from typing import Any

import asyncpg
import pytest
from marketkit.clock import new_id
from orders.domain.reduction import Reduction, ReductionKind
from orders.store import reductions
from orders.use_cases.issue_paper import issue_due

from tests.orders.papers.desk import ADDRESS, BUSINESS, IMPRINT, Desk


async def test_goods_handed_over_get_their_invoice(desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=480, deposit=15)
    placed = await desk.sold(shop, (bread, 2))
    assert await desk.papers() == []

    await desk.tell_handed_over()

    (paper,) = await desk.papers()
    said = paper["document"]
    assert paper["number"] == "B-2026-00001"
    assert said["seller"]["name"] == "Karl Morgenroth"
    assert said["buyer"]["name"] == "Anna Beispiel"
    assert said["order"]["shop_order_number"] == placed.body["shop_orders"][0]["number"]
    assert [(line["title"], line["gross"]) for line in said["lines"]] == [
        ("Roggenbrot", 960),
        ("Pfand: Roggenbrot", 30),
    ]
    assert said["totals"] == {"net": 925, "tax": 65, "gross": 990}
    assert sum(line["net"] for line in said["lines"]) == 925
    assert said["small"]


async def test_told_twice_it_is_one_invoice_and_one_mail(desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop)
    await desk.sold(shop, (bread, 1))

    await asyncio.gather(*(desk.tell_handed_over() for _ in range(5)))

    assert len(await desk.papers()) == 1


async def test_fifty_at_once_are_numbered_without_a_gap(desk: Desk) -> None:
    shop, other = await desk.shop(), await desk.shop(slug="hof-krause")
    bread = await desk.market.offer(shop, on_hand=100)
    eggs = await desk.market.offer(other, on_hand=100)
    for index in range(25):
        await desk.sold(shop, (bread, 1), key=f"bread-{index}")
        await desk.sold(other, (eggs, 1), key=f"eggs-{index}")
    rows = await desk.market.database.pool.fetch("SELECT id, order_id, shop_id FROM shop_order")

    await asyncio.gather(*(_issue(desk, row) for row in rows))

    papers = await desk.papers()
    numbers = sorted(paper["number"] for paper in papers)
    assert numbers == sorted(
        [f"B-2026-{n:05d}" for n in range(1, 26)] + [f"HK-2026-{n:05d}" for n in range(1, 26)]
    )


async def _issue(desk: Desk, row: Any) -> None:
    from marketkit.contracts import ShopOrderHandedOver
    from orders.use_cases import want_paper

    event = ShopOrderHandedOver(
        version=4, shop_order_id=row["id"], order_id=row["order_id"], shop_id=row["shop_id"],
        occurred_at=desk.market.clock.now(),
    )  # fmt: skip
    async with desk.market.database.transaction() as tx:
        await want_paper.after_hand_over(desk.market.context, tx, event)


async def test_numbers_begin_anew_with_the_year(desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop)
    await desk.sold(shop, (bread, 1), key="1")
    await desk.tell_handed_over()
    await desk.sold(shop, (bread, 1), key="2")
    # Half past midnight in Zeitz; in London the old year still has half an hour.
    desk.market.clock.at = desk.market.clock.at.replace(month=12, day=31, hour=23, minute=30)
    await desk.tell_handed_over()

    assert [p["number"] for p in await desk.papers()] == ["B-2026-00001", "B-2027-00001"]
    first, second = await desk.papers()
    assert second["previous_hash"] == first["hash"]


async def test_what_was_taken_off_before_is_in_the_invoice_itself(desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=480)
    placed = await desk.sold(shop, (bread, 3))
    await _reduce(desk, placed.parts[0], kind=ReductionKind.MISSING, quantity=1, goods=480)

    await desk.tell_handed_over()

    (paper,) = await desk.papers()
    assert paper["document"]["lines"][0]["quantity"] == 2
    assert paper["gross"] == 960


async def _reduce(desk: Desk, part: str, **changes: Any) -> None:
    from uuid import UUID

    async with desk.market.database.transaction() as tx:
        await reductions.add(
            tx,
            Reduction(
                id=new_id(), shop_order_id=UUID(part), key=str(new_id()), position=1,
                at=desk.market.clock.now(), **changes,
            ),
        )  # fmt: skip


async def test_nothing_is_issued_for_nothing(desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=480)
    placed = await desk.sold(shop, (bread, 1))
    await _reduce(desk, placed.parts[0], kind=ReductionKind.ALLOWANCE, goods=480)

    await desk.tell_handed_over()

    assert await desk.papers() == []
    assert await desk.market.database.pool.fetchval("SELECT done_at FROM paper_wanted")


async def test_a_shop_that_writes_its_own_in_the_shop_gets_none(desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop)
    await desk.market.database.pool.execute(
        "INSERT INTO paper_settings VALUES ($1, NULL, '', false, NULL, now())", shop.id
    )
    await desk.sold(shop, (bread, 1))

    await desk.tell_handed_over()

    assert await desk.papers() == []


async def test_a_business_is_named_in_full(desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop)
    placed = await desk.sold(shop, (bread, 1))
    await desk.market.database.pool.execute(
        'UPDATE "order" SET buyer = $2 WHERE id = $1', placed.id, BUSINESS
    )

    await desk.tell_handed_over()

    (paper,) = await desk.papers()
    assert paper["document"]["buyer"]["name"] == "Grundschule am Markt"
    assert paper["document"]["buyer"]["contact"] == "Anna Beispiel"
    assert not paper["document"]["small"]
    assert paper["document"]["x_invoice"]


async def test_what_is_missing_is_said_and_nothing_is_lost(desk: Desk) -> None:
    """A shop without imprint: the invoice waits, and is issued when the shop has said who it is."""
    shop = await desk.market.shop()
    bread = await desk.market.offer(shop)
    await desk.sold(shop, (bread, 1))
    await desk.tell_handed_over()
    pool = desk.market.database.pool
    assert await desk.papers() == []
    assert await pool.fetchval("SELECT missing FROM paper_wanted") == ["legal_name", "address"]

    await desk.market.change_shop(shop, imprint=IMPRINT, **ADDRESS)
    assert not await issue_due(desk.market.context)
    assert await desk.papers() == []  # it looks again in an hour
    desk.market.clock.at = desk.market.clock.at.replace(hour=10)
    await issue_due(desk.market.context)

    assert [paper["number"] for paper in await desk.papers()] == ["B-2026-00001"]
    await issue_due(desk.market.context)
    assert len(await desk.papers()) == 1


async def test_the_tax_number_is_asked_for_only_where_it_must_stand(desk: Desk) -> None:
    """Up to 250 EUR an invoice needs none (§ 33 UStDV)."""
    without = {name: value for name, value in IMPRINT.items() if name != "vat_id"}
    shop = await desk.shop(imprint=without)
    bread = await desk.market.offer(shop, price=25_000)
    await desk.sold(shop, (bread, 1), key="1")
    await desk.sold(shop, (bread, 2), key="2")

    await desk.tell_handed_over()

    (paper,) = await desk.papers()
    assert paper["gross"] == 25_000
    assert not paper["document"]["e_invoice"]
    missing = "SELECT missing FROM paper_wanted WHERE done_at IS NULL"
    assert await desk.market.database.pool.fetchval(missing) == ["tax_id"]


async def test_a_small_business_names_the_paragraph_and_no_tax(desk: Desk) -> None:
    shop = await desk.shop(tax_mode="small_19")
    bread = await desk.market.offer(shop)
    await desk.sold(shop, (bread, 1))

    await desk.tell_handed_over()

    (paper,) = await desk.papers()
    (share,) = paper["document"]["vat"]
    assert (share["permille"], share["tax"], share["category"]) == (0, 0, "E")
    assert "§ 19" in share["note"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE invoice SET gross = 1",
        "UPDATE invoice SET document = '{}'",
        "DELETE FROM invoice",
        "TRUNCATE invoice CASCADE",
    ],
)
async def test_nobody_changes_what_was_issued(desk: Desk, statement: str) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop)
    await desk.sold(shop, (bread, 1))
    await desk.tell_handed_over()

    with pytest.raises(asyncpg.RaiseError, match="never changed"):
        await desk.market.database.pool.execute(statement)
