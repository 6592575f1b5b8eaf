"""The lines of an invoice: gross as it was agreed, net so that every rate adds up to the cent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from orders.domain.part_vat import Due, due_of
from orders.domain.reduction import ReductionKind
from orders.domain.vat import Share, by_rate, net_of

Shown = Mapping[str, Any]


class LineKind(StrEnum):
    GOODS = "goods"
    DEPOSIT = "deposit"
    FEE = "fee"
    ALLOWANCE = "allowance"
    DEPOSIT_RETURN = "deposit_return"
    REFUND = "refund"
    COMMISSION = "commission"


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
) -> list[PaperLine] | None:
    """What was handed over in the end; None when a line has no known rate."""
    due = due_of(lines, rates, reductions, fee)
    if due is None:
        return None
    found: list[PaperLine] = []
    for position, (line, taxed) in enumerate(zip(lines, due.lines, strict=True), 1):
        concerning = [each for each in reductions if each["position"] == position]
        quantity = int(line["quantity"]) - _missing(concerning)
        title = _title(line, concerning)
        if quantity > 0 or taxed.goods:
            detail = "; ".join(filter(None, (_remark(each) for each in concerning)))
            found.append(PaperLine(LineKind.GOODS, title, max(quantity, 1), taxed.goods,
                                   taxed.permille, detail=detail))  # fmt: skip
        if taxed.deposit:
            found.append(PaperLine(LineKind.DEPOSIT, f"Pfand: {title}", max(quantity, 1),
                                   taxed.deposit, taxed.permille))  # fmt: skip
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


def _missing(reductions: Sequence[Shown]) -> int:
    gone = (each for each in reductions if each["kind"] == ReductionKind.MISSING)
    return sum(int(each["quantity"]) for each in gone)


def _title(line: Shown, reductions: Sequence[Shown]) -> str:
    """What was handed over: the thing itself, or what the buyer agreed to instead."""
    for each in reductions:
        if each["kind"] == ReductionKind.SUBSTITUTED:
            instead = (each["details"] or {}).get("instead") or {}
            if instead.get("title"):
                return str(instead["title"])
    return ", ".join(filter(None, (line["title"], line.get("label"))))


def _remark(reduction: Shown) -> str:
    """Why a line costs less than was agreed, in the words its reduction has."""
    return str(reduction["reason"] or "")
