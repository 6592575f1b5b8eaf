"""What a shop's invoice would say now: the goods as they were handed over."""

from dataclasses import asdict, dataclass
from datetime import date

from marketkit.pickup.windows import day_of

from orders.domain import paper
from orders.domain.paper import Occasion, PaperKind, Party
from orders.domain.paper_chain import prefix_from
from orders.domain.paper_lines import PaperLine, sold_lines
from orders.domain.paper_parties import buyer_of, seller_of
from orders.domain.vat import VatTable
from orders.store.paper_sources import Issued, Sold


@dataclass(frozen=True, slots=True)
class Lacking:
    """It cannot be issued yet; `missing` are codes of `domain/paper.py`."""

    missing: list[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything but its number."""

    kind: PaperKind
    lines: list[PaperLine]
    occasion: Occasion
    seller: Party
    buyer: Party
    prefix: str
    """How its number begins."""
    refers_to: Issued | None = None


def draft_invoice(table: VatTable, sold: Sold, today: date) -> Draft | Lacking | None:
    """None: nothing is to be paid, or the shop writes its own for what was paid there."""
    online = sold.payment_method == "online"
    if sold.handed_over_at is None or not (online or sold.at_pickup):
        return None
    supplied = day_of(sold.handed_over_at)
    lines = lines_of(table, sold, supplied)
    seller, buyer = _parties(sold)
    if lines is None:
        return Lacking(["vat_class", *paper.missing(seller, buyer, [])])
    if not lines or sum(line.gross for line in lines) <= 0:
        return None
    if missing := paper.missing(seller, buyer, lines):
        return Lacking(missing)
    occasion = Occasion(
        kind=PaperKind.INVOICE,
        issued_on=today,
        supplied_on=supplied,
        tax_mode=sold.mode_when_sold,
        payment="online" if online else "at_pickup",
        order=order_of(sold),
    )
    return Draft(PaperKind.INVOICE, lines, occasion, seller, buyer, prefix_of(sold))


def lines_of(table: VatTable, sold: Sold, day: date) -> list[PaperLine] | None:
    """With the rates of this day; what came instead of something has that of its own class."""

    def rate_of(vat_class: str) -> int | None:
        return table.permille(vat_class, sold.mode_when_sold, day)

    return sold_lines(sold.lines, rates_of(table, sold, day), sold.reductions, sold.fee, rate_of)


def prefix_of(sold: Sold) -> str:
    return sold.prefix or prefix_from(sold.slug)


def rates_of(table: VatTable, sold: Sold, day: date) -> list[int | None]:
    """The rates of the day of supply (§ 27 UStG), by the class a line was sold with or has now."""
    mode = sold.mode_when_sold
    return [
        next(
            (
                rate
                for each in (then, now)
                if each and (rate := table.permille(each, mode, day)) is not None
            ),
            None,
        )
        for then, now in zip(sold.classes, sold.classes_now, strict=True)
    ]


def _parties(sold: Sold) -> tuple[Party, Party]:
    seller = seller_of(asdict(sold), sold.tax_number)
    buyer = buyer_of(sold.contact_name, sold.contact_email, sold.buyer, sold.fulfilment)
    return seller, buyer


def order_of(sold: Sold) -> dict[str, str]:
    return {
        "id": str(sold.order_id),
        "number": sold.order_number,
        "shop_order_number": sold.number,
    }
