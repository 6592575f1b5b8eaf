"""In a letter: where a part is handed over, for who gets it and for who brings it."""

from typing import Any

from orders.domain.order_view import ShopOrderView
from orders.files.contract import beside_the_shop
from orders.mail.phrases import slot
from orders.mail.wording import Wording


def where(part: ShopOrderView, wording: Wording) -> list[tuple[str, str]]:
    """Time, place and hint for the buyer."""
    what = part.fulfilment or {}
    labels, way = wording.labels, what.get("way", "shop")
    if way == "delivery":
        return [
            (labels["delivery"], when(part, wording)),
            (labels["delivered_to"], _address(what.get("address") or {})),
            (labels["pickup_note"], str(what.get("hint") or "")),
        ]
    if elsewhere := beside_the_shop(part):
        return [(labels["slot"], when(part, wording)), (labels["where"], elsewhere)]
    place = what if way == "point" else part.shop
    name = str(what.get("name") or "") if way == "point" else ""
    hint = what.get("hint") if way == "point" else part.shop.get("pickup_note")
    return [
        (labels["slot"], when(part, wording)),
        (labels["where"], ", ".join(filter(None, (name, _address(place))))),
        (labels["pickup_note"], str(hint or "")),
    ]


def for_shop(part: ShopOrderView, wording: Wording) -> list[tuple[str, str]]:
    """What the shop must know now. Where somebody lives it is told on the day, on its own page."""
    what = part.fulfilment or {}
    labels, way = wording.labels, what.get("way", "shop")
    if way == "point":
        return [(labels["bring_to"], f"{what.get('name', '')}, {when(part, wording)}")]
    if way != "delivery":
        return [(labels["slot"], when(part, wording))]
    address = what.get("address") or {}
    area = f"{address.get('postal_code', '')} {address.get('place', '')}".strip()
    facts = [(labels["deliver"], f"{area}, {when(part, wording)}")]
    if what.get("tour_id"):
        facts.append((labels["round"], str(what.get("name") or "")))
    return [*facts, (labels["address_later"], labels["address_later_words"])]


def when(part: ShopOrderView, wording: Wording) -> str:
    if (part.fulfilment or {}).get("arranged"):
        return wording.labels["arranged"]
    return slot(part.slot_start, part.slot_end, wording)


def _address(place: Any) -> str:
    town = f"{place.get('postal_code') or ''} {place.get('place') or ''}".strip()
    return ", ".join(filter(None, (place.get("street"), town)))
