"""The market's own invoices: what a shop has paid it for selling, month by month."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from marketkit.clock import HERE

from orders.domain.paper import Party
from orders.domain.paper_lines import LineKind, PaperLine


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs the market, and how its invoices are numbered and taxed."""

    party: Party
    prefix: str
    tax_mode: str = "standard"
    iban: str = ""


@dataclass(frozen=True, slots=True)
class Fees:
    """What the books say, or what invoices have said: cents without VAT, and the VAT."""

    net: int = 0
    vat: int = 0

    def without(self, other: "Fees") -> "Fees":
        return Fees(self.net - other.net, self.vat - other.vat)

    @property
    def gross(self) -> int:
        return self.net + self.vat


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int

    @property
    def key(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def last_day(self) -> date:
        return self._following() - timedelta(days=1)

    @property
    def end(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return datetime.combine(self._following(), time(), HERE)

    def _following(self) -> date:
        return date(self.year + self.month // 12, self.month % 12 + 1, 1)


def month_before(at: datetime) -> Month:
    """The last month that is over, on the region's calendar."""
    last = at.astimezone(HERE).date().replace(day=1) - timedelta(days=1)
    return Month(last.year, last.month)


def month_from(key: str) -> Month:
    year, month = key.split("-")
    return Month(int(year), int(month))


def fee_lines(netted: Fees, to_pay: Fees, permille: int, month: Month) -> list[PaperLine]:
    """What was kept from payouts, and what is to be paid of sales in the shop.

    Nets and taxes are those of the books, where each sale was rounded by itself.
    """
    until = f"bis {month.last_day:%d.%m.%Y}"
    return [
        PaperLine(kind, f"{title} {until}", 1 if fees.net > 0 else -1,
                  fees.gross, permille, net=fees.net)
        for kind, title, fees in (
            (LineKind.COMMISSION, "Provision für online bezahlte Verkäufe", netted),
            (LineKind.COMMISSION_TO_PAY, "Provision für im Laden bezahlte Verkäufe", to_pay),
        )
        if fees.net or fees.vat
    ]  # fmt: skip
