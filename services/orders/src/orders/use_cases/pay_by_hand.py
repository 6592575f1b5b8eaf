"""The operator pays a shop without an account from its own bank, and says so in the books."""

from dataclasses import dataclass
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

from orders.domain import ledger
from orders.domain.ledger import Part
from orders.domain.money_errors import (
    PayoutByTransferError,
    PayoutChangedError,
    PayoutMismatchError,
)
from orders.domain.shop_account import AccountState
from orders.store import open_shares, orders, payouts, shares, shop_accounts, transfers
from orders.store.ledger import post
from orders.store.payouts import Manual
from orders.use_cases.context import Context


@dataclass(frozen=True, slots=True)
class Piece:
    """Of one share: so much is paid, so much kept for an older debt."""

    part: Part
    paid: int
    netted: int


def pieces(owed: list[tuple[Part, int]], debt: int) -> list[Piece]:
    """The oldest shares make up for a debt first."""
    found = []
    for part, cents in owed:
        netted = min(debt, cents)
        debt -= netted
        found.append(Piece(part, cents - netted, netted))
    return found


async def pay_by_hand(context: Context, paid: Manual) -> UUID:
    """Everything that is open, or nothing. The same key again answers the same payout.

    Raises PayoutChangedError when the open amount is another one, PayoutByTransferError,
    PayoutMismatchError.
    """
    shop_id = paid.shop_id
    async with context.database.transaction() as tx:
        parts = await open_shares.of_shop(tx, shop_id)
        await orders.lock_all(tx, [part.order_id for part in parts])
        for part in parts:
            await shares.lock(tx, part)
        await shares.lock_shop(tx, shop_id)
        if known := await _known(tx, paid):
            return known
        account = await shop_accounts.of_shop(tx, shop_id)
        if account.state is AccountState.ACTIVE:
            raise PayoutByTransferError
        owed = await open_shares.owed(tx, shop_id)
        due = pieces(owed, await shares.debt(tx, shop_id))
        if sum(piece.paid for piece in due) != paid.amount:
            raise PayoutChangedError(amount=sum(piece.paid for piece in due))
        payout_id = new_id()
        if not await payouts.add_manual(tx, payout_id, paid):
            raise PayoutMismatchError
        for piece in due:
            await _book(tx, piece, payout_id, paid.reference)
    return payout_id


async def _known(tx: Transaction, paid: Manual) -> UUID | None:
    row = await payouts.by_key(tx, paid.key)
    if row is None:
        return None
    if (row["shop_id"], row["amount"], row["reference"]) != (
        paid.shop_id, paid.amount, paid.reference,
    ):  # fmt: skip
        raise PayoutMismatchError
    found: UUID = row["id"]
    return found


async def _book(tx: Transaction, piece: Piece, payout_id: UUID, reference: str) -> None:
    part, state = piece.part, "manual" if piece.paid else "netted"
    transfer_id = await transfers.add(tx, part, piece.paid, piece.netted, state, payout_id)
    await post(tx, ledger.debt_netted(part, piece.netted, transfer_id))
    await post(tx, ledger.manual_payout(part, piece.paid, reference, payout_id))
    await shares.look_again(tx, part.shop_order_id)
