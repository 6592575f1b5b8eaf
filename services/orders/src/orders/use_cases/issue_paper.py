"""Issuing what is due in a shop's name: numbered, sealed and remembered in one transaction."""

from datetime import timedelta

import structlog
from marketkit.clock import new_id
from marketkit.db import Transaction
from marketkit.pickup.windows import day_of

from orders.domain import paper
from orders.domain.paper import PaperKind
from orders.domain.paper_chain import Place, prefix_from, year_of
from orders.store import paper_sources, paper_wanted, papers
from orders.store.paper_sources import Sold
from orders.store.paper_wanted import Wanted
from orders.store.papers import NewPaper
from orders.use_cases.context import Context
from orders.use_cases.draft_credit_note import draft_credit_note
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
    assert wanted.shop_order_id
    now = context.clock.now()
    last = await papers.lock_circle(tx, wanted.shop_id, year_of(now))
    sold = await paper_sources.sold(tx, wanted.shop_order_id)
    if sold is None or await papers.is_issued(tx, wanted.key):
        await paper_wanted.done(tx, wanted.key, now)
        return
    if wanted.kind == PaperKind.INVOICE:
        draft = draft_invoice(context.vat, sold, day_of(now))
    else:
        draft = await draft_credit_note(context, tx, wanted.shop_order_id, sold)
    if isinstance(draft, Lacking):
        await paper_wanted.wait(tx, wanted.key, draft.missing, now + AGAIN)
        return
    if draft:
        await _add(context, tx, wanted, (last, sold, draft))
    await paper_wanted.done(tx, wanted.key, now)


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
                await paper_wanted.wait(tx, wanted.key, [], now + AGAIN)
    return len(found) == BATCH


async def _add(
    context: Context, tx: Transaction, wanted: Wanted, what: tuple[Place, Sold, Draft]
) -> None:
    last, sold, draft = what
    now = context.clock.now()
    new = NewPaper(
        id=new_id(),
        circle=wanted.shop_id,
        shop_id=wanted.shop_id,
        kind=draft.kind,
        key=wanted.key,
        prefix=sold.prefix or prefix_from(sold.slug),
        issued_at=now,
        document=paper.document(
            draft.occasion, draft.seller, draft.buyer, draft.lines, context.vat
        ),
        order_id=sold.order_id,
        shop_order_id=wanted.shop_order_id,
        refers_to=draft.refers_to.id if draft.refers_to else None,
    )
    await papers.add(tx, last, year_of(now), new)
    await context.notifications.notify(
        tx, Notice.PAPER_ISSUED, sold.order_id, wanted.shop_order_id, about=new.id
    )
