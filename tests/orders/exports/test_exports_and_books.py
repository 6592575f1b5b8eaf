"""What exports and papers say a shop has sold for is what the books say it has earned."""

from typing import Any
from uuid import UUID

import pytest
from marketkit.clock import new_id
from orders.domain.dispute import LOST, Disputed
from orders.domain.ledger import Part
from orders.store import ledger, shares
from orders.use_cases import want_paper
from orders.use_cases.follow_dispute import follow_dispute
from orders.use_cases.issue_paper import issue_due
from orders.use_cases.settle_share import settle_share

from tests.orders.market import AShop
from tests.orders.ordering import AnOrder, owner_of, verb
from tests.orders.papers.desk import Desk
from tests.orders.withdrawing import PATH, declare
from tests.orders.working.paying import paid_order
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

YEAR = "from=2026-01-01&to=2026-12-31"


@pytest.fixture
async def bought(desk: Desk) -> tuple[AShop, AnOrder]:
    """Two loaves, paid online; nobody has begun yet."""
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=500)
    return shop, await paid_order(desk.client, desk.market, (shop, bread, 2))


def part_of(shop: AShop, placed: AnOrder) -> Part:
    return Part(placed.id, UUID(placed.parts[0]), shop.id)


async def handed_over(desk: Desk, shop: AShop, placed: AnOrder) -> None:
    staff, part = owner_of(desk.client, shop), placed.parts[0]
    for name, said in (
        ("accept", {}),
        ("ready", {}),
        ("hand-over", {"pickup_code": placed.code()}),
    ):
        assert (await verb(staff, part, name, **said))[0] == 200
    async with desk.market.database.transaction() as tx:
        await shares.begin(tx, part_of(shop, placed))
    await desk.tell_handed_over()


async def gift(desk: Desk, placed: AnOrder, amount: int) -> None:
    """Of the operator's, and back with the buyer."""
    event = await desk.refund(placed, amount, payer="operator", key="goodwill-1")
    await booked(desk, event.refund_id)


async def booked(desk: Desk, refund_id: UUID) -> None:
    async with desk.market.database.transaction() as tx:
        name = "UPDATE refund SET provider_id = 're_' || id, status = 'issued' WHERE id = $1"
        await tx.execute(name, refund_id)
        await ledger.post_refund(tx, refund_id)


async def refunds_flow(desk: Desk) -> None:
    rows = await desk.market.database.pool.fetch("SELECT id FROM refund WHERE status = 'requested'")
    for row in rows:
        await booked(desk, row["id"])


async def settled(desk: Desk, shop: AShop, placed: AnOrder) -> int:
    """The share, and all papers; what the shop has earned."""
    for _ in range(2):
        await settle_share(desk.market.database, part_of(shop, placed))
    await papers_written(desk)
    earned: int = await desk.market.database.pool.fetchval(
        """
        SELECT coalesce(-sum(p.amount), 0) FROM ledger_posting p
        JOIN ledger_entry e ON e.id = p.entry_id
        WHERE e.kind = 'share' AND p.account = 'owed_to_shop'
        """
    )
    return earned


async def papers_written(desk: Desk) -> None:
    now = desk.market.clock.now()
    await desk.market.database.pool.execute("UPDATE paper_wanted SET try_at = $1", now)
    await issue_due(desk.market.context)


async def exported(client: AsgiClient, shop: AShop) -> tuple[str, str]:
    """Of § 22f, and of DAC7."""
    operator = client.as_(a_token("operator", account_id=new_id()))
    told: list[str] = []
    for kind, column in (("supplies", "Entgelt brutto"), ("sellers", "Umsatz brutto Q4")):
        path = f"/api/v1/operations/exports/{kind}?{YEAR}"
        text = (await operator.get(path)).body.decode("utf-8-sig").strip().splitlines()
        rows = [dict(zip(text[0].split(";"), line.split(";"), strict=True)) for line in text[1:]]
        told.append(rows[0][column] if rows else "")
    return told[0], told[1]


async def on_paper(desk: Desk) -> int:
    papers: list[Any] = await desk.papers()
    return sum(
        each["gross"] if each["kind"] == "invoice" else -each["gross"] for each in papers
    )  # fmt: skip


async def withdrawn(desk: Desk, shop: AShop, placed: AnOrder) -> None:
    filed = await declare(
        desk.client, path=f"{PATH}?token={placed.token}", order_id=str(placed.id),
        parts=[{"shop_order_id": placed.parts[0]}],
    )  # fmt: skip
    staff = owner_of(desk.client, shop)
    path = f"{PATH}/{filed.json()['id']}/parts/{placed.parts[0]}/accept"
    assert (await staff.post(path, json={})).status == 204
    await refunds_flow(desk)


async def test_a_gift_and_then_all_of_it_back(desk: Desk, bought: tuple[AShop, AnOrder]) -> None:
    shop, placed = bought
    await handed_over(desk, shop, placed)
    await gift(desk, placed, 400)
    before = await settled(desk, shop, placed), await exported(desk.client, shop)
    await withdrawn(desk, shop, placed)

    assert before == (1000, ("10,00", "10,00"))
    assert await settled(desk, shop, placed) == 0
    assert await exported(desk.client, shop) == ("0,00", "")
    assert await on_paper(desk) == 0


async def test_a_gift_and_then_something_missing(desk: Desk, bought: tuple[AShop, AnOrder]) -> None:
    """The buyer has had seven euros of ten: three flow back, and two of the gift were owed."""
    shop, placed = bought
    await gift(desk, placed, 700)
    lacks = {"lines": [{"position": 1, "quantity": 1}], "reason": "aus"}
    answer = await owner_of(desk.client, shop).post(
        f"/api/v1/shop-orders/{placed.parts[0]}/reduce", json=lacks
    )
    assert answer.status == 200, answer.text
    await refunds_flow(desk)
    await handed_over(desk, shop, placed)

    assert await settled(desk, shop, placed) == 500
    assert await exported(desk.client, shop) == ("5,00", "5,00")
    async with desk.market.database.transaction() as tx:
        await want_paper.after_goodwill_back(tx, UUID(placed.parts[0]))
    await papers_written(desk)
    assert await on_paper(desk) == 500


async def test_what_a_bank_has_fetched_back_was_not_sold_for(
    desk: Desk, bought: tuple[AShop, AnOrder]
) -> None:
    shop, placed = bought
    await handed_over(desk, shop, placed)
    await settled(desk, shop, placed)
    payment = f"pi_{placed.id}"
    await follow_dispute(
        desk.market.database,
        Disputed(
            "du_1", None, payment, 1000, 0, "fraudulent", LOST, took_money=True,
            evidence_until=None, begun_at=desk.market.clock.now(),
        ),
    )  # fmt: skip

    assert await settled(desk, shop, placed) == 0
    assert await exported(desk.client, shop) == ("0,00", "")


async def test_what_a_bank_did_not_pay_was_paid_in_the_shop(
    desk: Desk, bought: tuple[AShop, AnOrder]
) -> None:
    """A debit came back after the shop had begun: it takes the money itself."""
    shop, placed = bought
    await desk.market.database.pool.execute("UPDATE payment SET status = 'owed', captured = NULL")
    await handed_over(desk, shop, placed)
    operator = desk.client.as_(a_token("operator", account_id=new_id()))

    answer = await operator.get(f"/api/v1/operations/exports/sellers?{YEAR}")

    head, line = answer.body.decode("utf-8-sig").strip().splitlines()
    told = dict(zip(head.split(";"), line.split(";"), strict=True))
    assert told["Umsatz brutto Q4"] == told["davon im Laden bezahlt Q4"] == "10,00"
