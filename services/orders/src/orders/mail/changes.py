"""What has changed about an order since it was placed, in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marketkit.clock import HERE

from orders.domain.order_view import ShopOrderView
from orders.mail.phrases import day, money
from orders.mail.wording import Wording


def changes(part: ShopOrderView, wording: Wording) -> str:
    return "; ".join(_change(each, part, wording) for each in part.reductions)


def _weights(details: Mapping[str, Any], wording: Wording) -> str:
    """What each piece weighed, and what they cost together."""
    if "grams" not in details:
        return ""
    said = ", ".join(f"{grams} g" for grams in details["grams"])
    return f"{said}: {money(details['amount'], wording)}"


def _change(each: Mapping[str, Any], part: ShopOrderView, wording: Wording) -> str:
    labels = wording.labels
    position, instead = each["position"], (each["details"] or {}).get("instead", {})
    title = part.lines[position - 1]["title"] if position else ""
    change = labels[f"change_{each['kind']}"].format(
        quantity=each["quantity"],
        title=title,
        amount=money(each["amount"], wording),
        instead=instead.get("title", ""),
        weights=_weights(each["details"] or {}, wording),
    )
    if not each["reason"]:
        return change
    return labels["change_because"].format(change=change, reason=each["reason"])


def substitutes(part: ShopOrderView, wording: Wording) -> str:
    return "; ".join(
        wording.labels[f"substitute_{each['state']}"].format(
            pieces=each["pieces"],
            title=part.lines[each["position"] - 1]["title"],
            quantity=each["quantity"],
            instead=each["title"],
        )
        for each in part.substitutes
    )


def answer_by(part: ShopOrderView, wording: Wording) -> str:
    """The first moment at which an answer is too late."""
    open_ = [each["answer_by"] for each in part.substitutes if each["state"] == "proposed"]
    if not open_:
        return ""
    at = datetime.fromisoformat(min(open_))
    return f"{day(at, wording)}, {at.astimezone(HERE):%H:%M}"


def at_counter(part: ShopOrderView, wording: Wording) -> str:
    return "; ".join(_receipt(each, wording) for each in part.at_counter)


def _receipt(each: Mapping[str, Any], wording: Wording) -> str:
    amount = money(each["amount"], wording)
    if not each["receipt_no"]:
        return amount
    return wording.labels["at_counter_receipt"].format(amount=amount, number=each["receipt_no"])
