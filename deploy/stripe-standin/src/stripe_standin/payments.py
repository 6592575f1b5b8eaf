"""What happens to money: a payment intent, its charges, and what they bring to the balance."""

from stripe_standin import due
from stripe_standin.balances import enter
from stripe_standin.desk import Desk, new_id
from stripe_standin.errors import refused
from stripe_standin.methods import Debit, Method, details_of
from stripe_standin.params import Params
from stripe_standin.store import Document

ARRIVES, LAPSES, DOUBTED = "debit.arrives", "authorisation.lapses", "charge.doubted"
_NO_FUNDS = ("insufficient_funds", "Das Konto war nicht gedeckt.")


def pay(desk: Desk, session: Document, method: Method, email: str | None) -> Document:
    """The buyer has done their part; what the bank says now or later follows from the method."""
    intent = _intent(desk, session)
    charge = _charge(desk, intent, method, email)
    session |= {"status": "complete", "payment_intent": intent["id"], "url": None}
    session |= {"customer_details": {"email": email, "name": None, "phone": None}}
    intent["latest_charge"], intent["last_payment_error"] = charge["id"], None
    if isinstance(method, Debit):
        _await_debit(desk, intent, charge, method)
    elif "manual" in (intent["capture_method"], intent["_card_capture_method"]):
        _authorise(desk, intent, charge)
    else:
        session["payment_status"] = "paid"
        _settle(desk, intent, charge, charge["amount"])
    for document in (charge, intent, session):
        desk.store.put(document)
    desk.record("checkout.session.completed", session)
    return charge


def decline(desk: Desk, session: Document, method: Method, code: str, message: str) -> Document:
    """The bank said no; the session stays open for another card."""
    intent = _intent(desk, session)
    charge = _charge(desk, intent, method, None)
    _fail(desk, intent, charge, code, message)
    # Kept on the session from the first try, so that a second card pays the same intent.
    session["_intent"] = intent["id"]
    desk.store.put(session)
    return intent


def capture(desk: Desk, params: Params, intent_id: str) -> Document:
    """Take an authorised amount, or less; what is left over is released."""
    amount = params.integer("amount_to_capture", least=1)
    expand = params.texts("expand")
    params.finish()
    intent = desk.get("payment_intent", intent_id, "intent")
    if intent["status"] != "requires_capture":
        raise refused(
            f"This PaymentIntent could not be captured because it has a status of "
            f"{intent['status']}. Only a PaymentIntent with one of the following statuses may be "
            "captured: requires_capture.",
            "payment_intent_unexpected_state",
        )
    charge = desk.get("charge", intent["latest_charge"])
    taken = charge["amount"] if amount is None else amount
    if taken > charge["amount"]:
        raise refused(
            "The amount to capture is greater than the remaining capturable amount.",
            "amount_too_large",
            "amount_to_capture",
        )
    _settle(desk, intent, charge, taken)
    for document in (charge, intent):
        desk.store.put(document)
    desk.record("charge.captured", charge)
    return desk.expand(intent, expand)


def cancel(desk: Desk, params: Params, intent_id: str) -> Document:
    reason = params.text("cancellation_reason")
    params.finish()
    intent = desk.get("payment_intent", intent_id, "intent")
    if intent["status"] in {"succeeded", "canceled", "processing"}:
        raise refused(
            f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}.",
            "payment_intent_unexpected_state",
        )
    return _release(desk, intent, reason)


def arrive(desk: Desk, intent_id: str) -> None:
    """Days later: the debit is honoured, or comes back."""
    intent = desk.get("payment_intent", intent_id)
    charge = desk.get("charge", intent["latest_charge"])
    session = next(iter(desk.store.every("checkout.session", payment_intent=intent_id)))
    if intent["_fails"]:
        _fail(desk, intent, charge, *_NO_FUNDS)
        desk.record("checkout.session.async_payment_failed", session)
        return
    _settle(desk, intent, charge, charge["amount"])
    session["payment_status"] = "paid"
    for document in (charge, intent, session):
        desk.store.put(document)
    desk.record("checkout.session.async_payment_succeeded", session)


def lapse(desk: Desk, intent_id: str) -> None:
    intent = desk.get("payment_intent", intent_id)
    if intent["status"] == "requires_capture":
        _release(desk, intent, "automatic")


def _await_debit(desk: Desk, intent: Document, charge: Document, method: Debit) -> None:
    intent |= {"status": "processing", "_fails": method.fails}
    desk.record("charge.pending", charge)
    desk.record("payment_intent.processing", intent)
    due.plan(desk, ARRIVES, intent["id"], desk.stamp() + desk.settings.sepa_seconds)


def _authorise(desk: Desk, intent: Document, charge: Document) -> None:
    charge |= {"status": "succeeded", "paid": True}
    intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
    desk.record("charge.succeeded", charge)
    desk.record("payment_intent.amount_capturable_updated", intent)
    due.plan(desk, LAPSES, intent["id"], desk.stamp() + desk.settings.authorised_seconds)


def _settle(desk: Desk, intent: Document, charge: Document, amount: int) -> None:
    """The money is ours, less the fee."""
    settings = desk.settings
    fee = amount * settings.fee_permille // 1000 + settings.fee_fixed
    spendable = desk.stamp() + settings.available_after
    entry = enter(desk, charge["id"], amount, "charge", fee=fee, available_on=spendable)
    was_authorised = charge["paid"]
    charge |= {"status": "succeeded", "paid": True, "captured": True, "amount_captured": amount}
    charge["balance_transaction"] = entry["id"]
    intent |= {"status": "succeeded", "amount_received": amount, "amount_capturable": 0}
    if not was_authorised:
        desk.record("charge.succeeded", charge)
    desk.record("payment_intent.succeeded", intent)
    if charge["_disputed_later"]:
        due.plan(desk, DOUBTED, charge["id"], desk.stamp())


def _fail(desk: Desk, intent: Document, charge: Document, code: str, message: str) -> None:
    is_card = charge["payment_method_details"]["type"] == "card"
    said = "card_declined" if is_card else code
    error = {
        "charge": charge["id"],
        "code": said,
        "decline_code": code,
        "message": message,
        "type": "card_error" if is_card else "invalid_request_error",
    }
    charge |= {"status": "failed", "paid": False, "failure_code": said, "failure_message": message}
    intent |= {"status": "requires_payment_method", "latest_charge": charge["id"]}
    intent["last_payment_error"] = error
    for document in (charge, intent):
        desk.store.put(document)
    desk.record("charge.failed", charge)
    desk.record("payment_intent.payment_failed", intent)


def _release(desk: Desk, intent: Document, reason: str | None) -> Document:
    intent |= {"status": "canceled", "canceled_at": desk.stamp(), "amount_capturable": 0}
    intent["cancellation_reason"] = reason
    desk.store.put(intent)
    desk.record("payment_intent.canceled", intent)
    return intent


def _intent(desk: Desk, session: Document) -> Document:
    if session.get("_intent"):
        return desk.get("payment_intent", session["_intent"])
    data = session["_intent_data"]
    intent = {
        "id": new_id("pi_"),
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_received": 0,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": data["capture_method"],
        "created": desk.stamp(),
        "currency": session["currency"],
        "description": data["description"],
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": data["metadata"],
        "payment_method_types": session["payment_method_types"],
        "status": "requires_payment_method",
        "transfer_group": data["transfer_group"],
        "_card_capture_method": data.get("card_capture_method"),
        "_fails": False,
    }
    desk.store.put(intent)
    desk.record("payment_intent.created", intent)
    return intent


def _charge(desk: Desk, intent: Document, method: Method, email: str | None) -> Document:
    return {
        "id": new_id("ch_"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "balance_transaction": None,
        "billing_details": {"address": None, "email": email, "name": None, "phone": None},
        "captured": False,
        "created": desk.stamp(),
        "currency": intent["currency"],
        "description": intent["description"],
        "disputed": False,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": intent["metadata"],
        "paid": False,
        "payment_intent": intent["id"],
        "payment_method_details": details_of(method),
        "refunded": False,
        "status": "pending",
        "transfer_group": intent["transfer_group"],
        "_disputed_later": method.is_disputed,
    }
