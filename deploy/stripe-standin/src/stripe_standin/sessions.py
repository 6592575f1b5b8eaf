"""Checkout sessions: opened by the shop's server, paid or left by the buyer, expired by time."""

from typing import Any

from stripe_standin.desk import Desk, new_id
from stripe_standin.errors import ApiError, missing, refused
from stripe_standin.lists import page
from stripe_standin.params import Params
from stripe_standin.store import Document

METHODS = ("card", "sepa_debit")
SHORTEST, LONGEST = 30 * 60, 24 * 60 * 60
# Stripe's smallest charge in euro.
LEAST_TOTAL = 50
LATE_MESSAGE = (
    'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has '
    "a status of {status}."
)


def create(desk: Desk, params: Params, base_url: str) -> Document:
    session_id = new_id("cs_test_", 58)
    lines = _lines(params)
    total = sum(line["amount_total"] for line in lines)
    session = _blank(session_id, desk.stamp(), total) | _given(desk, params)
    session["url"] = f"{desk.settings.public_url or base_url}/c/pay/{session_id}"
    expand = params.texts("expand")
    params.finish()
    if total < LEAST_TOTAL:
        raise ApiError(
            "The Checkout Session's total amount due must add up to at least €0.50 eur",
            code="amount_too_small",
        )
    desk.store.put(session)
    desk.store.put({"id": f"{session_id}/lines", "object": "session_lines", "data": lines})
    return shown(desk, session, expand)


def retrieve(desk: Desk, params: Params, session_id: str) -> Document:
    session = current(desk, session_id)
    expand = params.texts("expand")
    params.finish()
    return shown(desk, session, expand)


def line_items(desk: Desk, params: Params, session_id: str) -> Document:
    desk.get("checkout.session", session_id, "session")
    answer = page(
        lines_of(desk, session_id), params, f"/v1/checkout/sessions/{session_id}/line_items"
    )
    params.finish()
    return answer


def lines_of(desk: Desk, session_id: str) -> list[Document]:
    found = desk.store.find("session_lines", f"{session_id}/lines")
    return found["data"] if found else []


def expire(desk: Desk, params: Params, session_id: str) -> Document:
    session = current(desk, session_id)
    params.finish()
    if session["status"] != "open":
        raise refused(LATE_MESSAGE.format(status=session["status"]))
    return close(desk, session)


def close(desk: Desk, session: Document) -> Document:
    session |= {"status": "expired", "url": None}
    desk.store.put(session)
    desk.record("checkout.session.expired", session)
    return session


def close_overdue(desk: Desk) -> None:
    for session in desk.store.overdue_sessions(desk.stamp()):
        close(desk, session)


def current(desk: Desk, session_id: str) -> Document:
    """The session as it is now: one past its time counts as expired before the timer notices."""
    session = desk.get("checkout.session", session_id, "session")
    if session["status"] == "open" and session["expires_at"] <= desk.stamp():
        return close(desk, session)
    return session


def shown(desk: Desk, session: Document, expand: list[str]) -> Document:
    if "line_items" in expand:
        session = session | {
            "line_items": {
                "object": "list",
                "data": lines_of(desk, session["id"]),
                "has_more": False,
                "url": f"/v1/checkout/sessions/{session['id']}/line_items",
            }
        }
    return desk.expand(session, expand)


def _lines(params: Params) -> list[Document]:
    rows = params.rows("line_items")
    if not rows:
        raise missing("line_items")
    return [_line(row) for row in rows]


def _line(row: Params) -> Document:
    quantity = row.integer("quantity", least=1, most=999_999) or 1
    price = row.table("price_data")
    currency = price.need("currency")
    amount = price.integer("unit_amount")
    if amount is None:
        raise missing(price.name("unit_amount"))
    product = price.table("product_data")
    name, about = product.need("name"), product.text("description")
    product.metadata()
    for part in (product, price, row):
        part.finish()
    if currency != "eur":
        raise ApiError(f"Invalid currency: {currency}", param=price.name("currency"))
    return {
        "id": new_id("li_"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": amount * quantity,
        "amount_tax": 0,
        "amount_total": amount * quantity,
        "currency": currency,
        "description": name,
        "price": {
            "id": new_id("price_"),
            "object": "price",
            "currency": currency,
            "unit_amount": amount,
            "nickname": about,
        },
        "quantity": quantity,
    }


def _given(desk: Desk, params: Params) -> Document:
    params.choice("mode", "payment", default="payment")
    params.choice("ui_mode", "hosted_page", default="hosted_page")
    intent = params.table("payment_intent_data")
    intent_data: dict[str, Any] = {
        "metadata": intent.metadata(),
        "description": intent.text("description"),
        "transfer_group": intent.text("transfer_group"),
        "capture_method": intent.choice(
            "capture_method", "automatic", "automatic_async", "manual", default="automatic_async"
        ),
    }
    intent.finish()
    intent_data["card_capture_method"] = _card_capture(params.table("payment_method_options"))
    return {
        "success_url": params.need("success_url"),
        "cancel_url": params.text("cancel_url"),
        "client_reference_id": params.text("client_reference_id"),
        "customer_email": params.text("customer_email"),
        "expires_at": _expires_at(desk, params),
        "locale": params.text("locale"),
        "metadata": params.metadata(),
        "payment_method_types": _methods(params, intent_data["capture_method"]),
        "submit_type": params.text("submit_type"),
        "_intent_data": intent_data,
    }


def _card_capture(options: Params) -> str:
    """Of cards alone: a debit beside them is taken as ever."""
    card = options.table("card")
    chosen = card.choice("capture_method", "automatic", "manual", default="automatic")
    card.finish()
    options.finish()
    return chosen


def _methods(params: Params, capture_method: str) -> list[str]:
    """A debit cannot be held back: whoever captures later has to take cards."""
    name = "allowed_payment_method_types"
    wanted = params.texts(name) or ["card"]
    for method in wanted:
        if method not in METHODS:
            raise ApiError(f"Invalid {name}: {method}", param=name)
    if capture_method == "manual" and "sepa_debit" in wanted:
        raise ApiError(
            "The payment method `sepa_debit` does not support manual capture.", param=name
        )
    return wanted


def _expires_at(desk: Desk, params: Params) -> int:
    given = params.integer("expires_at", most=10**12)
    if given is None:
        return desk.stamp() + LONGEST
    # A minute of leave for clocks that differ, as the real one grants.
    if not desk.stamp() + SHORTEST - 60 <= given <= desk.stamp() + LONGEST + 60:
        raise ApiError(
            "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from "
            "Checkout Session creation.",
            param="expires_at",
        )
    return given


def _blank(session_id: str, now: int, total: int) -> Document:
    return {
        "id": session_id,
        "object": "checkout.session",
        "amount_subtotal": total,
        "amount_total": total,
        "created": now,
        "currency": "eur",
        "customer": None,
        "customer_details": None,
        "livemode": False,
        "mode": "payment",
        "payment_intent": None,
        "payment_status": "unpaid",
        "status": "open",
        "ui_mode": "hosted_page",
    }
