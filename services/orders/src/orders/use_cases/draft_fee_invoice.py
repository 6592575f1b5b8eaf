"""What the market's invoice to a shop would say now: fees in the books that no invoice has said."""

from dataclasses import replace
from uuid import UUID

from marketkit.db import Transaction
from marketkit.pickup.windows import day_of

from orders.domain import paper
from orders.domain.fee_invoice import Month, Operator, fee_lines
from orders.domain.paper import Occasion, PaperKind, Party
from orders.domain.paper_lines import PaperLine
from orders.domain.paper_parties import seller_of
from orders.store import fee_sources
from orders.use_cases.context import Context
from orders.use_cases.draft_invoice import Draft, Lacking


async def draft_fee_invoice(
    context: Context, tx: Transaction, shop_id: UUID, month: Month
) -> Draft | Lacking | None:
    """None while nothing is new, or more was given back than taken: it counts with later months."""
    if context.operator is None:
        return Lacking(["operator"])
    booked = await fee_sources.booked(tx, shop_id, month.end)
    said = await fee_sources.invoiced(tx, shop_id)
    netted, to_pay = (each.without(before) for each, before in zip(booked, said, strict=True))
    if netted.gross + to_pay.gross <= 0:
        return None
    lines = fee_lines(netted, to_pay, context.commission.vat_permille, month)
    row = await fee_sources.shop(tx, shop_id)
    shop = replace(seller_of(row, row["tax_number"]), is_business=True)
    buyer = replace(shop, name=shop.name or str(row["name"]), trade_name="", register_entry="")
    if missing := paper.missing(context.operator.party, buyer, lines):
        return Lacking(["operator"] if missing else [])
    return _draft(context, context.operator, buyer, lines, month, to_pay.gross)


def _draft(
    context: Context,
    operator: Operator,
    buyer: Party,
    lines: list[PaperLine],
    month: Month,
    open_sum: int,
) -> Draft:
    """`open_sum` is what sales paid at the counter cost; the rest went its way with payouts."""
    occasion = Occasion(
        kind=PaperKind.FEE_INVOICE,
        issued_on=day_of(context.clock.now()),
        supplied_on=month.last_day,
        tax_mode=operator.tax_mode,
        payment="to_pay" if open_sum > 0 else "credit" if open_sum else "netted",
        order={},
        still_to_pay=open_sum,
        notes=(f"Konto für Überweisungen: {operator.iban}",)
        if operator.iban and open_sum > 0
        else (),
    )
    kind = PaperKind.FEE_INVOICE
    return Draft(kind, lines, occasion, operator.party, buyer, operator.prefix)
