"""Takes an invoice back and writes it anew with other names: both papers, or none."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction
from marketkit.pickup.windows import day_of

from orders.domain import paper, reissue
from orders.domain.errors import PaperNotFoundError
from orders.domain.paper import Document, Occasion, PaperKind, Party
from orders.domain.paper_chain import year_of
from orders.domain.paper_errors import (
    InvoiceLacksError,
    InvoiceNotStandingError,
    NothingChangesError,
)
from orders.domain.paper_lines import PaperLine
from orders.domain.paper_parties import seller_of
from orders.domain.reissue import Before, Change
from orders.store import paper_sources, papers
from orders.store.paper_sources import Issued, Sold
from orders.store.papers import NewPaper
from orders.use_cases.context import Context
from orders.use_cases.draft_credit_note import corrections_of, standing
from orders.use_cases.draft_invoice import prefix_of
from orders.use_cases.ports import Notice


@dataclass(frozen=True, slots=True)
class Asked:
    """Which invoice of which shop, whom it should have named, and why it is written anew."""

    shop_id: UUID
    paper_id: UUID
    buyer: Party
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """An invoice that holds, and what of it does."""

    invoice: Issued
    sold: Sold
    shop_order_id: UUID
    lines: list[PaperLine]

    @property
    def before(self) -> Before:
        return Before(self.invoice.number, self.invoice.document)

    @property
    def seller(self) -> Party:
        """As the shop names itself today: a wrong name of its own is mended by this, too."""
        return seller_of(asdict(self.sold), self.sold.tax_number)

    @property
    def gross(self) -> int:
        return sum(line.gross for line in self.lines)


@dataclass(frozen=True, slots=True)
class Written:
    """The two papers."""

    cancellation: UUID
    invoice: UUID


async def stands(context: Context, shop_id: UUID, paper_id: UUID) -> Standing | None:
    """None when there is nothing (left) to be written anew."""
    async with context.database.transaction() as tx:
        return await _standing(tx, shop_id, paper_id)


async def preview(context: Context, asked: Asked) -> tuple[Standing, Sequence[Change]]:
    """What would change. Nothing is written, no number is used."""
    async with context.database.transaction() as tx:
        found = await _standing(tx, asked.shop_id, asked.paper_id)
        if found is None:
            raise InvoiceNotStandingError
        return found, _changes(found, asked.buyer)


async def reissue_paper(context: Context, asked: Asked) -> Written:
    """Twice is once: who asks for the same again is answered with what was written.

    The circle's lock comes first, as with every paper: numbers have no gap, and a correction that
    is due at the same moment is in both papers or follows the new one.
    """
    now = context.clock.now()
    async with context.database.transaction() as tx:
        last = await papers.lock_circle(tx, asked.shop_id, year_of(now))
        if written := await _written(tx, asked):
            return written
        found = await _standing(tx, asked.shop_id, asked.paper_id)
        if found is None:
            raise InvoiceNotStandingError
        _changes(found, asked.buyer)
        today, said = day_of(now), found.invoice.document
        first = _paper(
            context, asked, found, PaperKind.CORRECTION,
            _document(
                context, reissue.cancellation(found.before, today, asked.reason),
                Party(**said["seller"]), Party(**said["buyer"]), found.lines,
            ),
        )  # fmt: skip
        number = await papers.add(tx, last, year_of(now), first)
        occasion = reissue.anew(found.before, today, number)
        document = _document(context, occasion, found.seller, asked.buyer, found.lines)
        second = _paper(context, asked, found, PaperKind.INVOICE, document)
        place = await papers.lock_circle(tx, asked.shop_id, year_of(now))
        await papers.add(tx, place, year_of(now), second)
        await context.notifications.notify(
            tx, Notice.PAPER_REPLACED, found.sold.order_id, found.shop_order_id, about=second.id
        )
    return Written(first.id, second.id)


async def _standing(tx: Transaction, shop_id: UUID, paper_id: UUID) -> Standing | None:
    place = await papers.whose(tx, paper_id)
    if place is None or place.shop_id != shop_id or place.kind == PaperKind.FEE_INVOICE:
        raise PaperNotFoundError
    if place.shop_order_id is None:
        return None
    before = await paper_sources.issued(tx, place.shop_order_id)
    invoice, sold = standing(before), await paper_sources.sold(tx, place.shop_order_id)
    if invoice is None or invoice.id != paper_id or sold is None:
        return None
    corrections = [each.document for each in corrections_of(invoice, before)]
    lines = reissue.standing_lines(invoice.document, corrections)
    found = Standing(invoice, sold, place.shop_order_id, lines)
    return found if found.gross > 0 else None


def _changes(found: Standing, buyer: Party) -> Sequence[Change]:
    changed = reissue.changes(found.invoice.document, found.seller, buyer)
    if not changed:
        raise NothingChangesError
    if missing := paper.missing(found.seller, buyer, found.lines):
        raise InvoiceLacksError(missing=missing)
    return changed


async def _written(tx: Transaction, asked: Asked) -> Written | None:
    """None: not yet. Raises InvoiceNotStandingError when it was written with other names."""
    first = await papers.by_key(tx, _key(PaperKind.CORRECTION, asked.paper_id))
    second = await papers.by_key(tx, _key(PaperKind.INVOICE, asked.paper_id))
    if first is None or second is None or first.shop_id != asked.shop_id:
        return None
    if second.document["buyer"] != asdict(asked.buyer):
        raise InvoiceNotStandingError
    return Written(first.id, second.id)


def _document(
    context: Context, occasion: Occasion, seller: Party, buyer: Party, lines: list[PaperLine]
) -> Document:
    return paper.document(occasion, seller, buyer, lines, context.vat)


def _paper(
    context: Context, asked: Asked, found: Standing, kind: PaperKind, document: Document
) -> NewPaper:
    return NewPaper(
        id=new_id(),
        circle=asked.shop_id,
        shop_id=asked.shop_id,
        kind=kind,
        key=_key(kind, asked.paper_id),
        prefix=prefix_of(found.sold),
        issued_at=context.clock.now(),
        document=document,
        order_id=found.sold.order_id,
        shop_order_id=found.shop_order_id,
        refers_to=found.invoice.id,
    )


def _key(kind: PaperKind, paper_id: UUID) -> str:
    """Each invoice is taken back once, and once something takes its place."""
    return f"{kind}:instead:{paper_id}"
