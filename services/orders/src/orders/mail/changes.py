"""What about an order costs less than agreed, in words."""

from collections.abc import Mapping
from typing import Any

from orders.domain.order_view import ShopOrderView
from orders.mail.phrases import money
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
