"""The market's chart of accounts: few, each saying what a debit and what a credit means.

Amounts are whole cents; a debit is positive, a credit negative. What people call a balance is the
sum on an account's own side.
"""

from enum import StrEnum
from typing import Final


class Account(StrEnum):
    PROVIDER_BALANCE = "provider_balance"
    """What the payment provider keeps for the market. Debit: money came in. Credit: it went out."""
    OPERATOR_BANK = "operator_bank"
    """The operator's bank. Debit: the provider paid out. Credit: a shop was paid by hand."""
    DISPUTED = "disputed"
    """Taken back by a buyer's bank until it decides. Debit: dispute opened. Credit: it is over."""
    SHOP_RECEIVABLE = "shop_receivable"
    """What a shop owes after a refund it could not be charged, or of a fee it did not pay in time.
    Debit: debt. Credit: made up for."""
    FEE_RECEIVABLE = "fee_receivable"
    """Commission on sales paid in cash. Debit: due. Credit: given back, paid, or made a debt."""
    PROVIDER_FEES = "provider_fees"
    """What the provider charges; the operator bears it. Debit: charged. Credit: given back."""
    GOODWILL_EXPENSE = "goodwill_expense"
    """What the operator gives to buyers. Debit: given. Credit: the bank sent it back."""
    OWED_TO_BUYER = "owed_to_buyer"
    """Paid, not yet earned by a shop. Credit: paid in. Debit: sent back, or earned."""
    OWED_TO_SHOP = "owed_to_shop"
    """A shop's money that has not reached it. Credit: earned. Debit: commission, transfer."""
    PLATFORM_FEE_INCOME = "platform_fee_income"
    """Commission without VAT. Credit: charged. Debit: taken back with a refund."""
    VAT_ON_FEE = "vat_on_fee"
    """VAT on the commission, owed to the tax office. Credit: charged. Debit: taken back."""


OF_SHOPS: Final = frozenset({Account.SHOP_RECEIVABLE, Account.FEE_RECEIVABLE, Account.OWED_TO_SHOP})
"""Kept for each shop: a posting there always names one."""
ON_DEBIT_SIDE: Final = frozenset(
    {
        Account.PROVIDER_BALANCE,
        Account.OPERATOR_BANK,
        Account.DISPUTED,
        Account.SHOP_RECEIVABLE,
        Account.FEE_RECEIVABLE,
        Account.PROVIDER_FEES,
        Account.GOODWILL_EXPENSE,
    }
)
"""What we have and what we spent; the others are what we owe and what we earned."""


def balance(account: Account, posted: int) -> int:
    """The sum of an account's postings as people say it: positive on its own side."""
    return posted if account in ON_DEBIT_SIDE else -posted
