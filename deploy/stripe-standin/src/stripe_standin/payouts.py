"""Payouts from an account's balance to its bank: on their way for a day, then there."""

from stripe_standin import due
from stripe_standin.balances import PLATFORM, available, enter
from stripe_standin.desk import Desk, new_id
from stripe_standin.errors import missing, refused
from stripe_standin.params import Params
from stripe_standin.store import Document

LANDS = "payout.lands"


def create(desk: Desk, params: Params, account: str | None) -> Document:
    amount, currency = params.integer("amount", least=1), params.need("currency")
    metadata, description = params.metadata(), params.text("description")
    params.finish()
    if amount is None:
        raise missing("amount")
    whose = account or PLATFORM
    if available(desk, whose) < amount:
        raise refused(
            "You have insufficient funds in your account for this transfer.", "balance_insufficient"
        )
    payout_id, arrival = new_id("po_"), desk.stamp() + desk.settings.payout_seconds
    entry = enter(desk, payout_id, -amount, "payout", account=whose)
    payout = desk.store.put(
        {
            "id": payout_id,
            "object": "payout",
            "amount": amount,
            "arrival_date": arrival,
            "automatic": False,
            "balance_transaction": entry["id"],
            "created": desk.stamp(),
            "currency": currency,
            "description": description,
            "failure_code": None,
            "failure_message": None,
            "livemode": False,
            "metadata": metadata,
            "method": "standard",
            "status": "in_transit",
            "type": "bank_account",
            "_account": whose,
        }
    )
    desk.record("payout.created", payout, account)
    due.plan(desk, LANDS, payout_id, arrival)
    return payout


def land(desk: Desk, payout_id: str) -> None:
    payout = desk.get("payout", payout_id)
    if payout["status"] == "in_transit":
        desk.store.put(payout | {"status": "paid"})
        desk.record("payout.paid", payout | {"status": "paid"}, _told(payout))


def fail(desk: Desk, payout_id: str) -> Document:
    """The bank account does not exist: the money comes back into the balance."""
    payout = desk.get("payout", payout_id)
    if payout["status"] == "failed":
        raise refused("This payout has already failed.")
    enter(desk, payout_id, payout["amount"], "payout_failure", account=payout["_account"])
    payout |= {"status": "failed", "failure_code": "account_closed"}
    payout["failure_message"] = "The bank account has been closed."
    desk.store.put(payout)
    desk.record("payout.failed", payout, _told(payout))
    return payout


def _told(payout: Document) -> str | None:
    account: str = payout["_account"]
    return None if account == PLATFORM else account
