"""Double entry: what each event that moves money writes into the books.

Every entry sums to zero. Its key names the event, so that telling it twice books it once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from orders.domain.accounts import OF_SHOPS, Account


class EntryKind(StrEnum):
    PAYMENT_RECEIVED = "payment_received"
    STRAY_PAYMENT = "stray_payment"
    """Money for an order that was paid already: it only waits to be sent back."""
    REFUND_ISSUED = "refund_issued"
    REFUND_REVOKED = "refund_revoked"
    GOODWILL_BACK = "goodwill_back"
    """What was a gift turns out to be owed: the shop bears it after all."""
    PROVIDER_FEE = "provider_fee"
    SHARE = "share"
    """What a shop has earned with an order, or what of it is taken back."""
    COMMISSION = "commission"
    TRANSFER = "transfer"
    TRANSFER_REVERSED = "transfer_reversed"
    SHOP_DEBT = "shop_debt"
    DEBT_NETTED = "debt_netted"
    DISPUTE_OPENED = "dispute_opened"
    DISPUTE_WON = "dispute_won"
    DISPUTE_LOST = "dispute_lost"
    MANUAL_PAYOUT = "manual_payout"
    PLATFORM_PAYOUT = "platform_payout"
    FEE_PAID = "fee_paid"
    FEE_NETTED = "fee_netted"


class UnbalancedEntryError(ValueError):
    """A builder made an entry that does not sum to zero: a mistake of ours, never of a user."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Debit positive, credit negative, in cents."""

    account: Account
    amount: int
    shop_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    kind: EntryKind
    key: str
    postings: tuple[Posting, ...]
    order_id: UUID | None = None
    shop_order_id: UUID | None = None
    shop_id: UUID | None = None
    ref: str = ""
    """What it is called elsewhere: at the provider, or in the operator's bank statement."""

    def __post_init__(self) -> None:
        if sum(posting.amount for posting in self.postings) != 0:
            raise UnbalancedEntryError(self.key)
        if any(p.shop_id is None for p in self.postings if p.account in OF_SHOPS):
            raise UnbalancedEntryError(self.key)


@dataclass(frozen=True, slots=True)
class Part:
    """One shop's part of one order."""

    order_id: UUID
    shop_order_id: UUID
    shop_id: UUID


Shares = Mapping[UUID | None, int]
"""Cents for each shop; None: for no shop in particular."""


def payment_received(order_id: UUID, shares: Shares, ref: str) -> Entry:
    """Captured by the provider: debit its balance, credit what we owe the buyer for each shop."""
    owed = _each(Account.OWED_TO_BUYER, shares, sign=-1)
    postings = (_debit(Account.PROVIDER_BALANCE, sum(shares.values())), *owed)
    kind = EntryKind.PAYMENT_RECEIVED
    return Entry(kind, f"payment:{ref}", postings, order_id=order_id, ref=ref)


def stray_payment(order_id: UUID | None, amount: int, ref: str) -> Entry:
    """Paid a second time: debit the provider's balance, credit the buyer, no shop earns it."""
    postings = (
        _debit(Account.PROVIDER_BALANCE, amount),
        _credit(Account.OWED_TO_BUYER, amount),
    )
    return Entry(EntryKind.STRAY_PAYMENT, f"stray:{ref}", postings, order_id=order_id, ref=ref)


def refund_issued(
    order_id: UUID | None,
    shares: Shares,
    ref: str,
    *,
    goodwill: bool,
    shop_order_id: UUID | None = None,
) -> Entry:
    """Sent back: credit the provider's balance, debit the buyer's claim, or the operator's gift."""
    from_account = Account.GOODWILL_EXPENSE if goodwill else Account.OWED_TO_BUYER
    postings = (
        *_each(from_account, shares, sign=1),
        _credit(Account.PROVIDER_BALANCE, sum(shares.values())),
    )
    return Entry(
        EntryKind.REFUND_ISSUED, f"refund:{ref}", postings,
        order_id=order_id, shop_order_id=shop_order_id, ref=ref,
    )  # fmt: skip


def goodwill_back(part: Part, amount: int, number: int) -> Entry:
    """Owed to the buyer anyway: from the operator's gift to the buyer's claim on the shop."""
    postings = (
        _debit(Account.OWED_TO_BUYER, amount, part.shop_id),
        _credit(Account.GOODWILL_EXPENSE, amount, part.shop_id),
    )
    key = f"goodwill_back:{part.shop_order_id}:{number}"
    return _of(part, EntryKind.GOODWILL_BACK, key, postings)


def refund_revoked(issued: Entry) -> Entry:
    """The buyer's bank would not have it: the issue backwards."""
    return Entry(
        EntryKind.REFUND_REVOKED, f"refund_revoked:{issued.ref}", _backwards(issued.postings),
        order_id=issued.order_id, shop_order_id=issued.shop_order_id, ref=issued.ref,
    )  # fmt: skip


def provider_fee(amount: int, ref: str, order_id: UUID | None = None) -> Entry:
    """`ref` is the provider's own number of the movement; given back when negative."""
    postings = (
        _debit(Account.PROVIDER_FEES, amount),
        _credit(Account.PROVIDER_BALANCE, amount),
    )
    return Entry(EntryKind.PROVIDER_FEE, f"fee:{ref}", postings, order_id=order_id, ref=ref)


def share(part: Part, earned: int, number: int) -> Entry:
    """Handed over: from the buyer's claim to the shop's; backwards when negative."""
    postings = (
        _debit(Account.OWED_TO_BUYER, earned, part.shop_id),
        _credit(Account.OWED_TO_SHOP, earned, part.shop_id),
    )
    return _of(part, EntryKind.SHARE, f"share:{part.shop_order_id}:{number}", postings)


def commission(part: Part, net: int, vat: int, number: int, *, at_pickup: bool) -> Entry:
    """Out of the shop's claim, or to be invoiced where the shop took the money itself.

    Negative amounts give it back.
    """
    account = Account.FEE_RECEIVABLE if at_pickup else Account.OWED_TO_SHOP
    postings = (
        _debit(account, net + vat, part.shop_id),
        _credit(Account.PLATFORM_FEE_INCOME, net, part.shop_id),
        _credit(Account.VAT_ON_FEE, vat, part.shop_id),
    )
    return _of(part, EntryKind.COMMISSION, f"commission:{part.shop_order_id}:{number}", postings)


def transfer(part: Part, amount: int, ref: str) -> Entry:
    """On its way to the shop's account: debit the shop's claim, credit the provider's balance."""
    postings = (
        _debit(Account.OWED_TO_SHOP, amount, part.shop_id),
        _credit(Account.PROVIDER_BALANCE, amount),
    )
    return _of(part, EntryKind.TRANSFER, f"transfer:{ref}", postings, ref)


def transfer_reversed(part: Part, amount: int, ref: str) -> Entry:
    """Fetched back from the shop's account."""
    postings = (
        _debit(Account.PROVIDER_BALANCE, amount),
        _credit(Account.OWED_TO_SHOP, amount, part.shop_id),
    )
    return _of(part, EntryKind.TRANSFER_REVERSED, f"reversal:{ref}", postings, ref)


def shop_debt(part: Part, amount: int, reversal_id: UUID) -> Entry:
    """It could not be fetched back: the shop owes it, and the next transfers make up for it."""
    postings = (
        _debit(Account.SHOP_RECEIVABLE, amount, part.shop_id),
        _credit(Account.OWED_TO_SHOP, amount, part.shop_id),
    )
    return _of(part, EntryKind.SHOP_DEBT, f"debt:{reversal_id}", postings)


def debt_netted(part: Part, amount: int, transfer_id: UUID) -> Entry:
    """Kept from a transfer for an older debt."""
    postings = (
        _debit(Account.OWED_TO_SHOP, amount, part.shop_id),
        _credit(Account.SHOP_RECEIVABLE, amount, part.shop_id),
    )
    return _of(part, EntryKind.DEBT_NETTED, f"netted:{transfer_id}", postings)


def dispute_opened(order_id: UUID | None, amount: int, ref: str) -> Entry:
    """The buyer's bank takes it back for now; while it does, no share of the order moves."""
    postings = (_debit(Account.DISPUTED, amount), _credit(Account.PROVIDER_BALANCE, amount))
    return Entry(EntryKind.DISPUTE_OPENED, f"dispute:{ref}", postings, order_id=order_id, ref=ref)


def dispute_won(order_id: UUID | None, amount: int, ref: str) -> Entry:
    """The bank gives it back."""
    postings = (_debit(Account.PROVIDER_BALANCE, amount), _credit(Account.DISPUTED, amount))
    key = f"dispute_won:{ref}"
    return Entry(EntryKind.DISPUTE_WON, key, postings, order_id=order_id, ref=ref)


def dispute_lost(order_id: UUID | None, shares: Shares, ref: str) -> Entry:
    """The buyer keeps it: a refund that the bank has made, out of these shops' parts."""
    postings = (
        *_each(Account.OWED_TO_BUYER, shares, sign=1),
        _credit(Account.DISPUTED, sum(shares.values())),
    )
    key = f"dispute_lost:{ref}"
    return Entry(EntryKind.DISPUTE_LOST, key, postings, order_id=order_id, ref=ref)


def manual_payout(part: Part, amount: int, ref: str, payout_id: UUID) -> Entry:
    """The operator has paid this share from its own bank; `ref` is what the shop reads there."""
    postings = (
        _debit(Account.OWED_TO_SHOP, amount, part.shop_id),
        _credit(Account.OPERATOR_BANK, amount),
    )
    key = f"manual_payout:{payout_id}:{part.shop_order_id}"
    return _of(part, EntryKind.MANUAL_PAYOUT, key, postings, ref)


def platform_payout(amount: int, ref: str) -> Entry:
    """From the provider to the operator's bank; backwards when negative."""
    postings = (_debit(Account.OPERATOR_BANK, amount), _credit(Account.PROVIDER_BALANCE, amount))
    sign = "" if amount >= 0 else ":failed"
    return Entry(EntryKind.PLATFORM_PAYOUT, f"platform_payout:{ref}{sign}", postings, ref=ref)


def fee_paid(shop_id: UUID, amount: int, ref: str, payment_id: UUID) -> Entry:
    """A shop has paid the market's invoice; backwards when it was noted by mistake."""
    postings = (
        _debit(Account.OPERATOR_BANK, amount),
        _credit(Account.FEE_RECEIVABLE, amount, shop_id),
    )
    kind, key = EntryKind.FEE_PAID, f"fee_paid:{payment_id}"
    return Entry(kind, key, postings, shop_id=shop_id, ref=ref)


def fee_netted(shop_id: UUID, amount: int, ref: str, payment_id: UUID) -> Entry:
    """Not paid in time: a debt like any other, which the next transfers make up for."""
    postings = (
        _debit(Account.SHOP_RECEIVABLE, amount, shop_id),
        _credit(Account.FEE_RECEIVABLE, amount, shop_id),
    )
    kind, key = EntryKind.FEE_NETTED, f"fee_netted:{payment_id}"
    return Entry(kind, key, postings, shop_id=shop_id, ref=ref)


def _of(
    part: Part, kind: EntryKind, key: str, postings: tuple[Posting, ...], ref: str = ""
) -> Entry:
    return Entry(kind, key, postings, part.order_id, part.shop_order_id, part.shop_id, ref)


def _each(account: Account, shares: Shares, *, sign: int) -> list[Posting]:
    return [Posting(account, sign * cents, shop_id) for shop_id, cents in shares.items() if cents]


def _backwards(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    return tuple(Posting(p.account, -p.amount, p.shop_id) for p in postings)


def _debit(account: Account, amount: int, shop_id: UUID | None = None) -> Posting:
    return Posting(account, amount, shop_id)


def _credit(account: Account, amount: int, shop_id: UUID | None = None) -> Posting:
    return Posting(account, -amount, shop_id)
