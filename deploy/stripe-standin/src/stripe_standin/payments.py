"""What happens to money: a payment intent, its charges and the balance they move."""

from stripe_standin.cards import Card
from stripe_standin.desk import Desk, new_id
from stripe_standin.store import Document


def pay(desk: Desk, session: Document, card: Card, email: str | None) -> Document:
    """The bank said yes: intent, charge, balance and session in one transaction of the caller."""
    intent = _intent(desk, session)
    charge = _charge(desk, intent, card, email)
    entry = _enter(desk, charge)
    charge |= {"status": "succeeded", "paid": True, "captured": True}
    charge |= {"amount_captured": charge["amount"], "balance_transaction": entry["id"]}
    intent |= {"status": "succeeded", "amount_received": intent["amount"]}
    intent |= {"latest_charge": charge["id"], "last_payment_error": None}
    session |= {"status": "complete", "payment_status": "paid", "payment_intent": intent["id"]}
    session |= {"url": None, "customer_details": {"email": email, "name": None, "phone": None}}
    for document in (charge, intent, session):
        desk.store.put(document)
    desk.record("charge.succeeded", charge)
    desk.record("payment_intent.succeeded", intent)
    desk.record("checkout.session.completed", session)
    return session


def decline(desk: Desk, session: Document, card: Card, code: str, message: str) -> Document:
    """The bank said no; the session stays open for another card."""
    intent = _intent(desk, session)
    charge = _charge(desk, intent, card, None)
    error = {
        "charge": charge["id"],
        "code": "card_declined",
        "decline_code": code,
        "message": message,
        "type": "card_error",
    }
    charge |= {"status": "failed", "paid": False, "failure_code": "card_declined"}
    charge |= {"failure_message": message}
    intent |= {"status": "requires_payment_method", "latest_charge": charge["id"]}
    intent |= {"last_payment_error": error}
    # Kept on the session from the first try, so that a second card pays the same intent.
    session["_intent"] = intent["id"]
    for document in (charge, intent, session):
        desk.store.put(document)
    desk.record("charge.failed", charge)
    desk.record("payment_intent.payment_failed", intent)
    return intent


def _intent(desk: Desk, session: Document) -> Document:
    if session.get("_intent"):
        return desk.get("payment_intent", session["_intent"])
    data = session["_intent_data"]
    intent = {
        "id": new_id("pi_"),
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_received": 0,
        "canceled_at": None,
        "capture_method": "automatic_async",
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
    }
    desk.store.put(intent)
    desk.record("payment_intent.created", intent)
    return intent


def _charge(desk: Desk, intent: Document, card: Card, email: str | None) -> Document:
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
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": intent["metadata"],
        "paid": False,
        "payment_intent": intent["id"],
        "payment_method_details": {
            "type": "card",
            "card": {
                "brand": card.brand,
                "exp_month": card.month,
                "exp_year": card.year,
                # The rest of the number is never kept, not even of a test card.
                "last4": card.number[-4:],
            },
        },
        "refunded": False,
        "status": "pending",
        "transfer_group": intent["transfer_group"],
    }


def _enter(desk: Desk, charge: Document) -> Document:
    fee = charge["amount"] * desk.settings.fee_permille // 1000 + desk.settings.fee_fixed
    return enter(desk, charge["id"], charge["amount"], fee, "charge")


def enter(desk: Desk, source: str, amount: int, fee: int, kind: str) -> Document:
    return desk.store.put(
        {
            "id": new_id("txn_"),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": desk.stamp(),
            "created": desk.stamp(),
            "currency": "eur",
            "fee": fee,
            "net": amount - fee,
            "reporting_category": kind,
            "source": source,
            "status": "available",
            "type": kind,
        }
    )


def balance(desk: Desk) -> Document:
    """Every cent is the sum of its entries; there is no counter to disagree with them."""
    net = sum(entry["net"] for entry in desk.store.every("balance_transaction"))
    return {
        "object": "balance",
        "available": [{"amount": net, "currency": "eur", "source_types": {"card": net}}],
        "livemode": False,
        "pending": [{"amount": 0, "currency": "eur", "source_types": {"card": 0}}],
    }
