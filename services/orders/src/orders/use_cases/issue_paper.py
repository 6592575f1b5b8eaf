"""Issuing what is due in a shop's name: numbered, sealed and remembered in one transaction."""

from datetime import timedelta

import structlog
from marketkit.clock import new_id
from marketkit.db import Transaction
from marketkit.pickup.windows import day_of

from orders.domain import paper
from orders.domain.fee_invoice import month_before, month_from
from orders.domain.paper import PaperKind
from orders.domain.paper_chain import OPERATOR, Place, year_of
from orders.store import fee_sources, paper_sources, paper_wanted, papers
from orders.store.paper_wanted import Wanted
from orders.store.papers import NewPaper
from orders.use_cases.context import Context
from orders.use_cases.draft_credit_note import draft_credit_note
from orders.use_cases.draft_fee_invoice import draft_fee_invoice
from orders.use_cases.draft_invoice import Draft, Lacking, draft_invoice
from orders.use_cases.ports import Notice

AGAIN = timedelta(hours=1)
"""How long a paper that lacks something waits before anybody looks again."""
BATCH = 20
log = structlog.get_logger(__name__)


async def issue(context: Context, tx: Transaction, wanted: Wanted) -> None:
    """Issue it, find that nothing is to be issued, or remember what is missing.

    The circle's lock comes first: whoever issues for the same shop waits here, so numbers have no
    gap and the same reason makes one paper.
    """
    now = context.clock.now()
    of_market = wanted.kind == PaperKind.FEE_INVOICE
    circle = OPERATOR if of_market else wanted.shop_id
    last = await papers.lock_circle(tx, circle, year_of(now))
    if await papers.is_issued(tx, wanted.key):
        await paper_wanted.done(tx, wanted.key, now)
        return
    draft = await (_of_market if of_market else _of_shop)(context, tx, wanted)
    if isinstance(draft, Lacking):
        await paper_wanted.wait(tx, wanted.key, draft.missing, now + AGAIN)
        return
    if draft:
        await _add(context, tx, wanted, last, draft)
    await paper_wanted.done(tx, wanted.key, now)


async def _of_shop(context: Context, tx: Transaction, wanted: Wanted) -> Draft | Lacking | None:
    assert wanted.shop_order_id
    sold = await paper_sources.sold(tx, wanted.shop_order_id)
    if sold is None:
        return None
    if wanted.kind == PaperKind.INVOICE:
        return draft_invoice(context.vat, sold, day_of(context.clock.now()))
    return await draft_credit_note(context, tx, wanted.shop_order_id, sold)


async def _of_market(context: Context, tx: Transaction, wanted: Wanted) -> Draft | Lacking | None:
    return await draft_fee_invoice(context, tx, wanted.shop_id, month_from(wanted.key[-7:]))


async def issue_due(context: Context) -> bool:
    """One round over what is due; True when there may be more."""
    now = context.clock.now()
    found = await paper_wanted.due(context.database.pool, now, BATCH)
    for wanted in found:
        try:
            async with context.database.transaction() as tx:
                await issue(context, tx, wanted)
        except Exception:  # one paper that cannot be made must not hold up all others
            log.exception("paper_failed", key=wanted.key)
            async with context.database.transaction() as tx:
                await paper_wanted.wait(tx, wanted.key, ["fault"], now + AGAIN)
    return len(found) == BATCH


async def _add(
    context: Context, tx: Transaction, wanted: Wanted, last: Place, draft: Draft
) -> None:
    now = context.clock.now()
    new = NewPaper(
        id=new_id(),
        circle=last.circle,
        shop_id=wanted.shop_id,
        kind=draft.kind,
        key=wanted.key,
        prefix=draft.prefix,
        issued_at=now,
        document=paper.document(
            draft.occasion, draft.seller, draft.buyer, draft.lines, context.vat
        ),
        order_id=wanted.order_id,
        shop_order_id=wanted.shop_order_id,
        refers_to=draft.refers_to.id if draft.refers_to else None,
    )
    await papers.add(tx, last, year_of(now), new)
    if wanted.order_id:
        await context.notifications.notify(
            tx, Notice.PAPER_ISSUED, wanted.order_id, wanted.shop_order_id, about=new.id
        )


async def want_fee_invoices(context: Context) -> bool:
    """Those of the last month, for every shop that has paid fees; asked often, wanted once."""
    now = context.clock.now()
    month = month_before(now)
    async with context.database.transaction() as tx:
        await fee_sources.want_month(tx, month.key, now, month.end)
    return False
