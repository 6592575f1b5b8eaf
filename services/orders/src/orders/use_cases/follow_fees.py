"""The operator says that a fee invoice was paid, in part or whole; the books follow."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction
from marketkit.pickup.windows import day_of

from orders.domain import ledger
from orders.domain.errors import PaperNotFoundError
from orders.domain.fee_payment import FeeState, Followed, PaidBy, follow
from orders.domain.ledger import Entry
from orders.domain.paper_errors import (
    FeeNotDueError,
    FeeNotOpenError,
    FeePaymentMismatchError,
    FeePaymentNotFoundError,
)
from orders.store import fee_payments, shares
from orders.store.fee_payments import FeePayment
from orders.store.ledger import post
from orders.use_cases.context import Context

Book = Callable[[UUID, int, str, UUID], Entry]
_BOOKS: dict[str, Book] = {PaidBy.BANK: ledger.fee_paid, PaidBy.NETTED: ledger.fee_netted}


@dataclass(frozen=True, slots=True)
class Paid:
    """What came to the operator's bank; `reference` as its statement names it."""

    key: str
    invoice_id: UUID
    amount: int
    reference: str
    paid_on: date
    account_id: UUID | None


async def followed(context: Context, shop_id: UUID) -> list[Followed]:
    """A shop's fee invoices, the oldest first, with what of each is open today."""
    invoices = await fee_payments.of_shops(context.database.pool, [shop_id])
    return follow(invoices, day_of(context.clock.now()))


async def note_payment(context: Context, paid: Paid) -> UUID:
    """The same key again answers the same payment. Raises FeeNotOpenError beyond what is open."""
    async with context.database.transaction() as tx:
        one = await _locked(context, tx, paid.invoice_id)
        new = _row(context, paid, one, PaidBy.BANK)
        if known := await fee_payments.by_key(tx, paid.key):
            return _same(known, new)
        if paid.amount > one.open:
            raise FeeNotOpenError(open=one.open)
        return await _add(tx, new)


async def net_with_payouts(context: Context, key: str, invoice_id: UUID, by: UUID | None) -> UUID:
    """What is open of it becomes a debt, which the next payouts make up for (§ 387 BGB).

    Only what is due may be set off; what is not, the shop still has its time for. Nor what was
    given back since and no invoice has said yet.
    """
    async with context.database.transaction() as tx:
        one = await _locked(context, tx, invoice_id)
        if known := await fee_payments.by_key(tx, key):
            if (known.invoice_id, known.kind) != (invoice_id, PaidBy.NETTED):
                raise FeePaymentMismatchError
            return known.id
        amount = min(one.open, await fee_payments.in_books(tx, one.invoice.shop_id))
        if not amount:
            raise FeeNotOpenError(open=0)
        if one.state is not FeeState.OVERDUE:
            raise FeeNotDueError(due_on=one.invoice.due_on.isoformat())
        day, number = day_of(context.clock.now()), one.invoice.number
        paid = Paid(key, invoice_id, amount, number, day, by)
        return await _add(tx, _row(context, paid, one, PaidBy.NETTED))


async def take_back(context: Context, payment_id: UUID, by: UUID | None) -> UUID:
    """Noted by mistake: the same backwards, once. What was netted has gone its way already."""
    async with context.database.transaction() as tx:
        wrong = await fee_payments.by_id(tx, payment_id)
        if wrong is None or wrong.kind != PaidBy.BANK or wrong.takes_back:
            raise FeePaymentNotFoundError
        await shares.lock_shop(tx, wrong.shop_id)
        if known := await fee_payments.taken_back(tx, payment_id):
            return known.id
        back = replace(
            wrong,
            id=new_id(),
            key=f"back:{payment_id}",
            amount=-wrong.amount,
            takes_back=payment_id,
            account_id=by,
            at=context.clock.now(),
        )
        return await _add(tx, back)


async def _locked(context: Context, tx: Transaction, invoice_id: UUID) -> Followed:
    """The invoice as it stands, while nobody else notes or nets anything for this shop."""
    shop_id = await fee_payments.shop_of(tx, invoice_id)
    if shop_id is None:
        raise PaperNotFoundError
    await shares.lock_shop(tx, shop_id)
    invoices = await fee_payments.of_shops(tx, [shop_id])
    found = follow(invoices, day_of(context.clock.now()))
    return next(each for each in found if each.invoice.id == invoice_id)


async def _add(tx: Transaction, new: FeePayment) -> UUID:
    await fee_payments.add(tx, new)
    await post(tx, _BOOKS[new.kind](new.shop_id, new.amount, new.reference, new.id))
    return new.id


def _row(context: Context, paid: Paid, one: Followed, kind: PaidBy) -> FeePayment:
    return FeePayment(
        id=new_id(),
        key=paid.key,
        invoice_id=paid.invoice_id,
        shop_id=one.invoice.shop_id,
        kind=kind,
        amount=paid.amount,
        reference=paid.reference,
        paid_on=paid.paid_on,
        takes_back=None,
        account_id=paid.account_id,
        at=context.clock.now(),
    )


def _same(known: FeePayment, new: FeePayment) -> UUID:
    if replace(new, id=known.id, at=known.at, account_id=known.account_id) != known:
        raise FeePaymentMismatchError
    return known.id
