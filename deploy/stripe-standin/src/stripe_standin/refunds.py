"""Refunds: whole or in parts, never more than is left on the charge."""

from stripe_standin.balances import enter
from stripe_standin.desk import Desk, new_id
from stripe_standin.errors import ApiError, missing, refused
from stripe_standin.params import Params
from stripe_standin.store import Document

REASONS = ("duplicate", "fraudulent", "requested_by_customer")


def create(desk: Desk, params: Params) -> Document:
    charge_id, intent_id = params.text("charge"), params.text("payment_intent")
    amount = params.integer("amount", least=1)
    reason = params.text("reason")
    metadata = params.metadata()
    expand = params.texts("expand")
    params.finish()
    if reason is not None and reason not in REASONS:
        raise ApiError(f"Invalid reason: must be one of {', '.join(REASONS)}", param="reason")
    charge = _charge_of(desk, charge_id, intent_id)
    left = charge["amount_captured"] - charge["amount_refunded"]
    if left == 0:
        raise refused(
            f"Charge {charge['id']} has already been refunded.", "charge_already_refunded"
        )
    share = left if amount is None else amount
    if share > left:
        raise refused(
            f"Refund amount (€{share / 100:.2f}) is greater than unrefunded amount on charge "
            f"(€{left / 100:.2f})",
            param="amount",
        )
    return desk.expand(_give_back(desk, charge, share, reason, metadata), expand)


def _charge_of(desk: Desk, charge_id: str | None, intent_id: str | None) -> Document:
    if charge_id is None:
        if intent_id is None:
            raise missing("payment_intent")
        intent = desk.get("payment_intent", intent_id, "payment_intent")
        charge_id = intent["latest_charge"]
        if intent["status"] != "succeeded" or charge_id is None:
            raise refused(
                f"This PaymentIntent ({intent_id}) does not have a successful charge to refund."
            )
    charge = desk.get("charge", charge_id, "charge")
    if not charge["captured"]:
        raise refused(f"Charge {charge_id} has not been captured.", "charge_not_captured")
    return charge


def _give_back(
    desk: Desk, charge: Document, share: int, reason: str | None, metadata: dict[str, str]
) -> Document:
    refund_id = new_id("re_")
    entry = enter(desk, refund_id, -share, "refund")
    refund = desk.store.put(
        {
            "id": refund_id,
            "object": "refund",
            "amount": share,
            "balance_transaction": entry["id"],
            "charge": charge["id"],
            "created": desk.stamp(),
            "currency": charge["currency"],
            "failure_reason": None,
            "metadata": metadata,
            "payment_intent": charge["payment_intent"],
            "reason": reason,
            "status": "succeeded",
        }
    )
    charge["amount_refunded"] += share
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    desk.store.put(charge)
    desk.record("refund.created", refund)
    desk.record("charge.refunded", charge)
    return refund


def fail(desk: Desk, refund_id: str) -> Document:
    """The buyer's bank sent it back: the money is in the balance again, and owed."""
    refund = desk.get("refund", refund_id)
    if refund["status"] == "failed":
        raise refused("This refund has already failed.")
    enter(desk, refund_id, refund["amount"], "refund_failure")
    refund |= {"status": "failed", "failure_reason": "expired_or_canceled_card"}
    charge = desk.get("charge", refund["charge"])
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    for document in (refund, charge):
        desk.store.put(document)
    desk.record("refund.failed", refund)
    desk.record("refund.updated", refund)
    return refund
