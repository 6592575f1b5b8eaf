"""What makes a paper due: goods handed over, and everything that costs less afterwards."""

from uuid import UUID

from marketkit.clock import new_id
from marketkit.contracts import RefundIssued, ShopOrderHandedOver, ShopOrderReduced
from marketkit.db import Transaction

from orders.domain.paper import PaperKind
from orders.store import paper_sources, paper_wanted
from orders.store.paper_wanted import Wanted
from orders.use_cases.context import Context
from orders.use_cases.issue_paper import issue


async def after_hand_over(context: Context, tx: Transaction, event: ShopOrderHandedOver) -> None:
    """The goods are supplied: their invoice is due."""
    wanted = Wanted(
        key=f"{PaperKind.INVOICE}:{event.shop_order_id}",
        kind=PaperKind.INVOICE,
        shop_id=event.shop_id,
        order_id=event.order_id,
        shop_order_id=event.shop_order_id,
    )
    await _want(context, tx, wanted)


async def after_reduction(context: Context, tx: Transaction, event: ShopOrderReduced) -> None:
    await _correct(context, tx, event.shop_order_id, event.reduction_ids[0])


async def after_refund(context: Context, tx: Transaction, event: RefundIssued) -> None:
    """What the operator gives out of goodwill leaves the shop's invoice as it is."""
    if event.shop_order_id is not None:
        await _correct(context, tx, event.shop_order_id, event.refund_id)


async def after_counter_refund(
    context: Context, tx: Transaction, shop_order_id: UUID, refund_id: UUID
) -> None:
    """Paid back from the shop's till: no news of ours will tell. Written by the next round."""
    wanted = await _correction(tx, shop_order_id, refund_id)
    if wanted:
        await paper_wanted.want(tx, wanted, context.clock.now())


async def after_goodwill_back(tx: Transaction, shop_order_id: UUID) -> None:
    """The shop bears what was a gift: its invoice says so too. Written by the next round."""
    wanted = await _correction(tx, shop_order_id, new_id())
    if wanted:
        await paper_wanted.want(tx, wanted, await tx.fetchval("SELECT now()"))


async def _correct(context: Context, tx: Transaction, shop_order_id: UUID, because: UUID) -> None:
    wanted = await _correction(tx, shop_order_id, because)
    if wanted:
        await _want(context, tx, wanted)


async def _correction(tx: Transaction, shop_order_id: UUID, because: UUID) -> Wanted | None:
    """Before there is an invoice nothing has to be corrected: it will say the lower sum itself."""
    part = await paper_sources.invoiced(tx, shop_order_id)
    if part is None:
        return None
    return Wanted(
        key=f"{PaperKind.CREDIT_NOTE}:{shop_order_id}:{because}",
        kind=PaperKind.CREDIT_NOTE,
        shop_id=part.shop_id,
        order_id=part.order_id,
        shop_order_id=shop_order_id,
    )


async def _want(context: Context, tx: Transaction, wanted: Wanted) -> None:
    """Remembered first: what cannot be issued now is not lost."""
    await paper_wanted.want(tx, wanted, context.clock.now())
    await issue(context, tx, wanted)
