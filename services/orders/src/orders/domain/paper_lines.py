"""The lines of an invoice: gross as it was agreed, net so that every rate adds up to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from orders.domain.part_vat import Due, RateOf, Shown, due_of
from orders.domain.vat import Share, by_rate, net_of


class LineKind(StrEnum):
    GOODS = "goods"
    DEPOSIT = "deposit"
    FEE = "fee"
    ALLOWANCE = "allowance"
    DEPOSIT_RETURN = "deposit_return"
    REFUND = "refund"
    COMMISSION = "commission"
    COMMISSION_TO_PAY = "commission_to_pay"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """Whole cents; `gross` and `net` are for all pieces together and negative where it is less."""

    kind: LineKind
    title: str
    quantity: int
    gross: int
    permille: int
    net: int = 0
    detail: str = ""


def sold_lines(
    lines: Sequence[Shown],
    rates: Sequence[int | None],
    reductions: Sequence[Shown],
    fee: int,
    rate_of: RateOf | None = None,
) -> list[PaperLine] | None:
    """What was handed over in the end; None when a line has no known rate."""
    due = due_of(lines, rates, reductions, fee, rate_of)
    if due is None:
        return None
    found: list[PaperLine] = []
    for line in due.lines:
        pieces = max(line.quantity, 1)
        found.append(PaperLine(LineKind.GOODS, line.title, pieces, line.goods, line.permille,
                               detail=line.detail))  # fmt: skip
        if line.deposit:
            title = f"Pfand: {line.title}"
            found.append(PaperLine(LineKind.DEPOSIT, title, pieces, line.deposit, line.permille))
    return with_nets(found + _loose(due))


def _loose(due: Due) -> list[PaperLine]:
    kinds = (
        (LineKind.FEE, "Lieferung", due.fees()),
        (LineKind.ALLOWANCE, "Nachlass", due.allowances()),
        (LineKind.DEPOSIT_RETURN, "Pfandrückgabe", due.deposits_returned()),
    )
    return [
        # What lowers the sum is minus one piece: prices are never negative (EN 16931, BR-27).
        PaperLine(kind, title, 1 if gross > 0 else -1, gross, permille)
        for kind, title, shares in kinds
        for permille, gross in shares
    ]


def shares(lines: Sequence[PaperLine]) -> list[Share]:
    return by_rate((line.permille, line.gross) for line in lines)


def stated(lines: Sequence[PaperLine]) -> list[Share]:
    """Sums by rate of what the lines say themselves, highest rate first."""
    rates = sorted({line.permille for line in lines}, reverse=True)
    same = [[line for line in lines if line.permille == rate] for rate in rates]
    return [
        Share(rate, sum(line.gross for line in group), sum(line.net for line in group))
        for rate, group in zip(rates, same, strict=True)
    ]


def with_nets(lines: Sequence[PaperLine]) -> list[PaperLine]:
    """Net amounts of lines which sum to the net of their rate; big lines carry the odd cents."""
    found = [replace(line, net=net_of(line.gross, line.permille)) for line in lines]
    for share in shares(lines):
        same = [i for i, line in enumerate(found) if line.permille == share.permille]
        same.sort(key=lambda i: (-abs(found[i].gross), i))
        rest = share.net - sum(found[i].net for i in same)
        step = 1 if rest > 0 else -1
        for turn in range(abs(rest)):
            i = same[turn % len(same)]
            found[i] = replace(found[i], net=found[i].net + step)
    return found
