"""What is given back after the invoice is corrected on a paper of its own, to the cent."""

import asyncio
from uuid import UUID

from marketkit.clock import new_id
from orders.domain.reduction import Reduction, ReductionKind
from orders.store import reductions
from orders.use_cases import want_paper
from orders.use_cases.issue_paper import issue_due

from tests.orders.papers.desk import Desk


async def test_a_refund_after_the_invoice_is_corrected_once(desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=480)
    placed = await desk.sold(shop, (bread, 2), payment="pickup")
    await desk.tell_handed_over()
    await _paid_online(desk, placed.id)
    event = await desk.refund(placed, 480)

    await asyncio.gather(desk.tell(event), desk.tell(event))

    invoice, correction = await desk.papers()
    assert correction["number"] == "B-2026-00002"
    assert correction["kind"] == "credit_note"
    assert correction["refers_to"] == invoice["id"]
    assert correction["document"]["refers_to"]["number"] == "B-2026-00001"
    assert correction["gross"] == 480


async def _paid_online(desk: Desk, order_id: UUID) -> None:
    """As if it had been paid online from the start: refunds then say what flowed back."""
    await desk.market.database.pool.execute(
        "UPDATE \"order\" SET payment_method = 'online' WHERE id = $1", order_id
    )


async def test_all_given_back_bit_by_bit_leaves_no_cent_of_tax(desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=333)
    placed = await desk.sold(shop, (bread, 3))
    await desk.tell_handed_over()
    await _paid_online(desk, placed.id)

    for amount in (100, 1, 898):
        await desk.tell(await desk.refund(placed, amount))

    invoice, *corrections = await desk.papers()
    assert sum(each["gross"] for each in corrections) == invoice["gross"] == 999
    assert sum(each["net"] for each in corrections) == invoice["net"]


async def test_goodwill_of_the_operator_leaves_the_shops_invoice_as_it_is(desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=480)
    placed = await desk.sold(shop, (bread, 2))
    await desk.tell_handed_over()
    await _paid_online(desk, placed.id)

    await desk.tell(await desk.refund(placed, 300, payer="operator"))

    assert len(await desk.papers()) == 1


async def test_a_refund_for_what_the_invoice_left_out_is_no_correction(desk: Desk) -> None:
    """Weighed lighter before the hand-over: the money comes later, the invoice was right."""
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=480)
    placed = await desk.sold(shop, (bread, 2))
    await _paid_online(desk, placed.id)
    await _reduce(desk, placed.parts[0], 120)
    await desk.tell_handed_over()

    await desk.tell(await desk.refund(placed, 120, key="reduction-1"))
    await desk.tell(await desk.refund(placed, 200))

    invoice, correction = await desk.papers()
    assert (invoice["gross"], correction["gross"]) == (840, 200)


async def _reduce(desk: Desk, part: str, goods: int, position: int = 1) -> None:
    async with desk.market.database.transaction() as tx:
        await reductions.add(
            tx,
            Reduction(
                id=new_id(), shop_order_id=UUID(part), key=str(new_id()), position=position,
                at=desk.market.clock.now(), kind=ReductionKind.ALLOWANCE, goods=goods,
            ),
        )  # fmt: skip


async def test_given_back_in_the_shop_comes_off_the_line_it_concerns(desk: Desk) -> None:
    """Bread at 7 and beer at 19 per cent: money for the beer takes off beer's tax."""
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=500)
    beer = await desk.market.offer(shop, price=500)
    await desk.market.database.pool.execute(
        "UPDATE offer SET vat_class = 'de_standard' WHERE variant_id = $1", beer
    )
    placed = await desk.sold(shop, (bread, 1), (beer, 1))
    await desk.tell_handed_over()
    lines = [line["vat_class"] for line in placed.body["shop_orders"][0]["lines"]]
    await _reduce(desk, placed.parts[0], 250, 1 + lines.index("de_standard"))

    async with desk.market.database.transaction() as tx:
        await want_paper._correct(desk.market.context, tx, UUID(placed.parts[0]), new_id())

    _, correction = await desk.papers()
    (share,) = correction["document"]["vat"]
    assert (share["permille"], share["gross"], share["net"]) == (190, 250, 210)


async def test_paid_back_from_the_till_is_corrected_too(desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=480)
    placed = await desk.sold(shop, (bread, 2))
    await desk.tell_handed_over()
    refund_id = new_id()
    await desk.market.database.pool.execute(
        """
        INSERT INTO counter_refund (id, shop_order_id, amount, reason, key, account_id, at)
        VALUES ($1, $2, 480, '', 'k', $1, now())
        """,
        refund_id, UUID(placed.parts[0]),
    )  # fmt: skip

    for _ in range(2):
        async with desk.market.database.transaction() as tx:
            await want_paper.after_counter_refund(
                desk.market.context, tx, UUID(placed.parts[0]), refund_id
            )
        await issue_due(desk.market.context)

    _, correction = await desk.papers()
    assert correction["gross"] == 480
    assert correction["document"]["payment"] == "back_at_shop"


async def test_something_else_instead_is_on_the_invoice_with_its_own_rate(desk: Desk) -> None:
    """Two of three loaves came; instead of the third a beer at 19 per cent."""
    shop = await desk.shop()
    bread = await desk.market.offer(shop, price=500)
    placed = await desk.sold(shop, (bread, 3))
    instead = {
        "title": "Helles", "label": "0,5 l", "quantity": 2, "goods_total": 300,
        "deposit_total": 0, "vat_class": "de_standard",
    }  # fmt: skip
    async with desk.market.database.transaction() as tx:
        await reductions.add(
            tx,
            Reduction(
                id=new_id(), shop_order_id=UUID(placed.parts[0]), key="s", position=1, quantity=1,
                at=desk.market.clock.now(), kind=ReductionKind.SUBSTITUTED, goods=200,
                details={"instead": instead},
            ),
        )  # fmt: skip

    await desk.tell_handed_over()

    (paper,) = await desk.papers()
    lines = [(x["title"], x["quantity"], x["gross"], x["permille"])
             for x in paper["document"]["lines"]]  # fmt: skip
    assert lines == [("Roggenbrot", 2, 1000, 70), ("Helles, 0,5 l", 2, 300, 190)]
    assert paper["gross"] == 1500 - 200


async def test_a_correction_waits_for_its_invoice(desk: Desk) -> None:
    shop = await desk.market.shop()
    bread = await desk.market.offer(shop, price=480)
    placed = await desk.sold(shop, (bread, 2))
    await desk.tell_handed_over()
    await _paid_online(desk, placed.id)

    await desk.tell(await desk.refund(placed, 480))

    open_keys = await desk.market.database.pool.fetch(
        "SELECT kind FROM paper_wanted WHERE done_at IS NULL ORDER BY kind"
    )
    assert [row["kind"] for row in open_keys] == ["credit_note", "invoice"]
