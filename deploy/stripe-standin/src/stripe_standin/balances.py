"""Balances, the platform's and each account's: nothing but the sum of their entries."""

from typing import Final

from stripe_standin.desk import Desk, new_id
from stripe_standin.store import Document

PLATFORM: Final = "platform"
DAY: Final = 24 * 3600


def enter(  # noqa: PLR0913 -- an entry is these facts
    desk: Desk,
    source: str,
    amount: int,
    kind: str,
    *,
    fee: int = 0,
    account: str = PLATFORM,
    available_on: int | None = None,
) -> Document:
    """One movement, in cents; it can be spent from `available_on` on, at once when left out."""
    now = desk.stamp()
    return desk.store.put(
        {
            "id": new_id("txn_"),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": now if available_on is None else available_on,
            "created": now,
            "currency": "eur",
            "exchange_rate": None,
            "fee": fee,
            "fee_details": [_fee(fee)] if fee else [],
            "net": amount - fee,
            "reporting_category": kind,
            "source": source,
            "status": "available",
            "type": kind,
            "_account": account,
        }
    )


def shown(desk: Desk, entry: Document) -> Document:
    """With the status it has now."""
    spendable = entry["available_on"] <= desk.stamp()
    return entry | {"status": "available" if spendable else "pending"}


def available(desk: Desk, account: str = PLATFORM) -> int:
    return _sums(desk, account)[0]


def pending(desk: Desk, account: str = PLATFORM) -> int:
    return _sums(desk, account)[1]


def balance(desk: Desk, account: str = PLATFORM) -> Document:
    spendable, later = _sums(desk, account)
    return {
        "object": "balance",
        "available": [_amount(spendable)],
        "livemode": False,
        "pending": [_amount(later)],
    }


def _sums(desk: Desk, account: str) -> tuple[int, int]:
    now, sums = desk.stamp(), [0, 0]
    for entry in desk.store.every("balance_transaction", _account=account):
        sums[entry["available_on"] > now] += entry["net"]
    return sums[0], sums[1]


def _amount(cents: int) -> Document:
    return {"amount": cents, "currency": "eur", "source_types": {"card": cents}}


def _fee(amount: int) -> Document:
    return {
        "amount": amount,
        "application": None,
        "currency": "eur",
        "description": "Stripe processing fees",
        "type": "stripe_fee",
    }
