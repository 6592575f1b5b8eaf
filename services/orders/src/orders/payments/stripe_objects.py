"""Between the provider's objects and our words: what is asked, and what its answers mean."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from orders.domain.dispute import Disputed
from orders.payments.provider import (
    Arrival,
    Held,
    Session,
    SessionRequest,
    SessionStatus,
)

if TYPE_CHECKING:
    import stripe as stripe_library
    from stripe.params.checkout import SessionCreateParams

_ARRIVALS = {
    "succeeded": Arrival.ARRIVED,
    "requires_capture": Arrival.HELD,
    "processing": Arrival.ON_ITS_WAY,
    "canceled": Arrival.LET_GO,
}


def session_params(request: SessionRequest) -> "SessionCreateParams":
    order_id = str(request.order_id)
    params: SessionCreateParams = {
        "mode": "payment",
        # A filter on what the market has switched on with the provider; wallets come with cards.
        "allowed_payment_method_types": [*request.ways],
        "client_reference_id": order_id,
        "metadata": {"order_id": order_id},
        "payment_intent_data": {
            "metadata": {"order_id": order_id},
            "transfer_group": f"order_{order_id}",
        },
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": "eur",
                    "unit_amount": item.amount,
                    "product_data": {"name": item.name, "description": item.description},
                },
            }
            for item in request.items
        ],
        "success_url": request.success_url,
        "cancel_url": request.cancel_url,
        "expires_at": int(request.expires_at.timestamp()),
        "locale": "en" if request.language == "en" else "de",
    }
    if request.holds_card:
        params["payment_method_options"] = {"card": {"capture_method": "manual"}}
    if request.email:
        params["customer_email"] = request.email
    return params


def session(found: "stripe_library.checkout.Session") -> Session:
    intent = found.payment_intent
    details = None if isinstance(intent, str) else intent
    charge = _charge(details)
    return Session(
        id=found.id,
        status=SessionStatus(found.status or SessionStatus.OPEN),
        arrival=_arrival(found, details),
        amount=found.amount_total or 0,
        currency=found.currency or "",
        url=found.url,
        order_id=uuid(found.client_reference_id),
        payment_id=details.id if details else intent if isinstance(intent, str) else None,
        charge_id=charge.id if charge else None,
        kind=kind_of(charge),
        held_until=_held_until(charge),
    )


def held(found: "stripe_library.PaymentIntent") -> Held:
    charge = _charge(found)
    return Held(
        _ARRIVALS.get(found.status, Arrival.NONE),
        found.amount_received,
        charge.id if charge else None,
    )


def disputed(found: "stripe_library.Dispute") -> Disputed:
    entries = found.balance_transactions or []
    return Disputed(
        id=found.id,
        charge_id=_id(found.charge),
        payment_id=_id(found.payment_intent),
        amount=found.amount,
        fee=sum(entry.fee for entry in entries),
        reason=found.reason,
        status=found.status,
        took_money=bool(entries),
        evidence_until=_moment(found.evidence_details.due_by),
        begun_at=datetime.fromtimestamp(found.created, UTC),
    )


def uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _arrival(
    found: "stripe_library.checkout.Session", intent: "stripe_library.PaymentIntent | None"
) -> Arrival:
    if found.payment_status == "paid":
        return Arrival.ARRIVED
    if intent is None:
        return Arrival.NONE
    if intent.status == "requires_payment_method" and found.status == SessionStatus.COMPLETE:
        return Arrival.RETURNED
    return _ARRIVALS.get(intent.status, Arrival.NONE)


def _charge(intent: "stripe_library.PaymentIntent | None") -> "stripe_library.Charge | None":
    charge = intent.latest_charge if intent else None
    return None if isinstance(charge, str) else charge


def kind_of(charge: Any) -> str | None:
    details = charge.payment_method_details if charge else None
    return details.type if details else None


def _held_until(charge: Any) -> datetime | None:
    details = charge.payment_method_details if charge else None
    card = details.card if details and details.type == "card" else None
    return _moment(getattr(card, "capture_before", None))


def _moment(stamp: int | None) -> datetime | None:
    return datetime.fromtimestamp(stamp, UTC) if stamp else None


def _id(found: Any) -> str | None:
    return found if isinstance(found, str) or found is None else str(found.id)
