"""Correcting an invoice downwards: how much of which rate, so that the tax goes to zero with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from orders.domain.paper_lines import LineKind, PaperLine
from orders.domain.part_vat import spread
from orders.domain.vat import net_of

Document = Mapping[str, Any]


def left_of(invoice: Document, corrections: Sequence[Document]) -> dict[int, int]:
    """By rate in permille what of an invoice still stands, gross; highest rate first."""
    left = {share["permille"]: share["gross"] for share in invoice["vat"]}
    for correction in corrections:
        for share in correction["vat"]:
            left[share["permille"]] -= share["gross"]
    return left


def credit_lines(
    invoice: Document,
    corrections: Sequence[Document],
    amount: int,
    *,
    title: str,
    goes: Mapping[int, int],
) -> list[PaperLine]:
    """`amount` gross taken off, first of the rates of what was given back (`goes`, cents by rate).

    What is of no line in particular comes off in proportion to what still stands; never more than
    that. A correction is written with positive sums, as what it takes off. Its tax is the
    difference of the tax before and after: where nothing remains to be paid, no tax remains.
    """
    left = {rate: gross for rate, gross in left_of(invoice, corrections).items() if gross > 0}
    amount = min(amount, sum(left.values()))
    if amount <= 0:
        return []
    return [
        PaperLine(LineKind.REFUND, title, 1, gross, rate,
                  net=net_of(left[rate], rate) - net_of(left[rate] - gross, rate))
        for rate, gross in _divided(amount, left, goes)
    ]  # fmt: skip


def _divided(
    amount: int, left: Mapping[int, int], goes: Mapping[int, int]
) -> list[tuple[int, int]]:
    named = {rate: min(max(goes.get(rate, 0), 0), gross) for rate, gross in left.items()}
    known = sum(named.values())
    if known >= amount:
        return spread(amount, named)
    unnamed = spread(amount - known, {rate: gross - named[rate] for rate, gross in left.items()})
    found = dict(named)
    for rate, gross in unnamed:
        found[rate] += gross
    return [(rate, gross) for rate, gross in found.items() if gross]
