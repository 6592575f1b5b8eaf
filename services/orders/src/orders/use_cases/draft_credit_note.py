"""What a correction of an invoice would say now: by how much the shop has sold for less since."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from marketkit.db import Transaction
from marketkit.pickup.windows import day_of

from orders.domain.credit import credit_lines, left_of
from orders.domain.paper import Document, Occasion, PaperKind, Party
from orders.domain.paper_lines import PaperLine, stated
from orders.domain.part_vat import spread
from orders.domain.vat import VatTable
from orders.store import paper_sources, paper_wanted
from orders.store.paper_sources import Issued, Sold
from orders.use_cases.context import Context
from orders.use_cases.draft_invoice import (
    Draft,
    Lacking,
    lines_of,
    order_of,
    prefix_of,
    rates_of,
)


def standing(papers: Sequence[Issued]) -> Issued | None:
    """The invoice that holds: the one that no cancellation takes back."""
    gone = {each.refers_to for each in papers if each.kind == PaperKind.CORRECTION}
    invoices = (each for each in papers if each.kind == PaperKind.INVOICE)
    return next((each for each in invoices if each.id not in gone), None)


def corrections_of(invoice: Issued, papers: Sequence[Issued]) -> list[Issued]:
    """What was taken off it. What was taken off one before it, it leaves out itself."""
    return [
        each
        for each in papers
        if each.kind == PaperKind.CREDIT_NOTE and each.refers_to == invoice.id
    ]


async def draft_credit_note(
    context: Context, tx: Transaction, shop_order_id: UUID, sold: Sold
) -> Draft | Lacking | None:
    """None when nothing has been given back, or all of it is written already.

    What was taken off before the invoice is in the invoice itself.
    """
    before = await paper_sources.issued(tx, shop_order_id)
    invoice = standing(before)
    if invoice is None:
        # While the invoice waits for something, what corrects it waits with it.
        return Lacking([]) if await paper_wanted.is_open(tx, f"invoice:{shop_order_id}") else None
    corrections = corrections_of(invoice, before)
    lower = await paper_sources.given_back(tx, shop_order_id)
    amount = lower - (sold.total - invoice.gross) - sum(each.gross for each in corrections)
    documents = [each.document for each in corrections]
    goes = await _goes(context.vat, tx, shop_order_id, sold, invoice, documents)
    title = f"Erstattung zu Rechnung {invoice.number}"
    lines = credit_lines(invoice.document, documents, amount, title=title, goes=goes)
    return _draft(sold, invoice, lines, day_of(context.clock.now())) if lines else None


def _draft(sold: Sold, invoice: Issued, lines: list[PaperLine], today: date) -> Draft:
    """Named like the invoice names them: what has changed since does not change what was sold."""
    said = invoice.document
    occasion = Occasion(
        kind=PaperKind.CREDIT_NOTE,
        issued_on=today,
        supplied_on=date.fromisoformat(said["supplied_on"]),
        tax_mode=said["tax_mode"],
        payment="back_online" if sold.payment_method == "online" else "back_at_shop",
        order=order_of(sold),
        refers_to={"number": invoice.number, "issued_on": said["issued_on"]},
        reason="Erstattung",
    )
    seller, buyer = Party(**said["seller"]), Party(**said["buyer"])
    prefix = prefix_of(sold)
    return Draft(PaperKind.CREDIT_NOTE, lines, occasion, seller, buyer, prefix, invoice)


async def _goes(
    table: VatTable,
    tx: Transaction,
    shop_order_id: UUID,
    sold: Sold,
    invoice: Issued,
    corrections: list[Document],
) -> dict[int, int]:
    """By rate what was given back of lines that are known, in cents, and not corrected yet."""
    day = date.fromisoformat(invoice.document["supplied_on"])
    rates, lines = rates_of(table, sold, day), lines_of(table, sold, day)
    if lines is None:
        return {}
    target: dict[int, int] = defaultdict(int)
    for share in stated(lines):
        target[share.permille] += share.gross
    for each in await paper_sources.withdrawn(tx, shop_order_id):
        for rate, gross in spread(each.paid_back, _worth(sold, rates, each.positions)):
            target[rate] -= gross
    left = left_of(invoice.document, corrections)
    return {rate: standing - target[rate] for rate, standing in left.items()}


def _worth(sold: Sold, rates: list[int | None], positions: list[int]) -> dict[int, int]:
    """What the lines at these positions cost, by rate; every rate the same when nobody knows."""
    found: dict[int, int] = defaultdict(int)
    for position in positions:
        rate = rates[position - 1]
        if rate is not None:
            found[rate] += int(sold.lines[position - 1]["line_total"]["amount"])
    return found or dict.fromkeys({rate for rate in rates if rate is not None}, 1)
