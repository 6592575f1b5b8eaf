"""Disputes: the bank takes the money back at once, and somebody decides later."""

from typing import Final

from stripe_standin.balances import enter
from stripe_standin.desk import Desk, new_id
from stripe_standin.errors import refused
from stripe_standin.params import Params
from stripe_standin.store import Document

OPEN: Final = ("needs_response", "under_review")
_TWO_WEEKS: Final = 14 * 24 * 3600


def begin(desk: Desk, charge: Document, amount: int | None, reason: str) -> Document:
    """The amount and a fee leave the platform's balance."""
    share = charge["amount_captured"] - charge["amount_refunded"] if amount is None else amount
    dispute_id = new_id("du_")
    entry = enter(desk, dispute_id, -share, "dispute", fee=desk.settings.dispute_fee)
    dispute = desk.store.put(
        {
            "id": dispute_id,
            "object": "dispute",
            "amount": share,
            "balance_transactions": [entry],
            "charge": charge["id"],
            "created": desk.stamp(),
            "currency": "eur",
            "evidence": {},
            "evidence_details": {
                "due_by": desk.stamp() + _TWO_WEEKS,
                "has_evidence": False,
                "past_due": False,
                "submission_count": 0,
            },
            "is_charge_refundable": False,
            "livemode": False,
            "metadata": {},
            "payment_intent": charge["payment_intent"],
            "reason": reason,
            "status": "needs_response",
        }
    )
    desk.store.put(charge | {"disputed": True})
    desk.record("charge.dispute.created", dispute)
    desk.record("charge.dispute.funds_withdrawn", dispute)
    return dispute


def doubt(desk: Desk, charge_id: str) -> None:
    """The owner of a test number that stands for trouble."""
    begin(desk, desk.get("charge", charge_id), None, "fraudulent")


def answer(desk: Desk, params: Params, dispute_id: str) -> Document:
    """The platform's side of the story; with `submit` (the default) it is sent to the bank."""
    dispute = _open(desk, dispute_id)
    evidence = params.table("evidence")
    given = {name: evidence.anything(name) for name in evidence.names()}
    dispute["metadata"] |= params.metadata()
    submitted = params.choice("submit", "true", "false", default="true") == "true"
    params.finish()
    dispute["evidence"] |= given
    dispute["evidence_details"]["has_evidence"] = bool(dispute["evidence"])
    if submitted:
        dispute["status"] = "under_review"
        dispute["evidence_details"]["submission_count"] += 1
    desk.store.put(dispute)
    desk.record("charge.dispute.updated", dispute)
    return dispute


def give_in(desk: Desk, params: Params, dispute_id: str) -> Document:
    params.finish()
    _open(desk, dispute_id)
    return decide(desk, dispute_id, won=False)


def decide(desk: Desk, dispute_id: str, *, won: bool) -> Document:
    """What the bank says. Won: amount and fee come back."""
    dispute = _open(desk, dispute_id)
    dispute["status"] = "won" if won else "lost"
    if won:
        fee = desk.settings.dispute_fee
        entry = enter(desk, dispute_id, dispute["amount"], "dispute_reversal", fee=-fee)
        dispute["balance_transactions"].append(entry)
        desk.record("charge.dispute.funds_reinstated", dispute)
    desk.store.put(dispute)
    desk.record("charge.dispute.closed", dispute)
    return dispute


def _open(desk: Desk, dispute_id: str) -> Document:
    dispute = desk.get("dispute", dispute_id, "dispute")
    if dispute["status"] not in OPEN:
        raise refused(f"This dispute is already closed ({dispute['status']}).")
    return dispute
