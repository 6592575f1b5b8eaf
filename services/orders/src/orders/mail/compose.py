"""Writes the letter for a queued mail from the order as it is now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from orders.domain.codes import guest_token
from orders.domain.order_view import OrderView, ShopOrderView
from orders.domain.shop_order import ShopOrderStatus
from orders.mail import changes, parts, ways
from orders.mail.config import MailConfig
from orders.mail.letter import OrderLetter, Part
from orders.mail.phrases import money
from orders.mail.queue import ShopMail
from orders.mail.receipt import sections
from orders.mail.wording import Wording
from orders.store.mails import MailBackground
from orders.use_cases.move_shop_order import Replanned
from orders.use_cases.ports import Notice


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is written about: an order, perhaps one shop's part of it, in one language."""

    kind: str
    order: OrderView
    part: ShopOrderView | None
    background: MailBackground
    wording: Wording
    better: Replanned | None = None
    """Fewer stops for what still waits, now that a shop has dropped out."""

    @property
    def is_for_shop(self) -> bool:
        return self.kind in set(ShopMail)

    @property
    def is_paid(self) -> bool:
        return self.order.payment_status in {"paid", "partly_refunded", "refunded"}


Parts = Callable[[Occasion], tuple[Part, ...]]
_RECEIPTS: Final = {Notice.ORDER_RECEIVED, Notice.ORDER_PAID, Notice.PAYMENT_HELD}
DROPPED_OUT: Final = frozenset({Notice.SHOP_ORDER_DECLINED, Notice.SHOP_ORDER_CANCELLED})
_GONE: Final = frozenset({ShopOrderStatus.DECLINED, ShopOrderStatus.CANCELLED})
_NOT_TAKEN_YET: Final = {"authorised", "released"}
_SAID_AS: Final = {
    "authorised": "online_held",
    "processing": "online_debit",
    "owed": "online_owed",
}


def compose(occasion: Occasion, config: MailConfig) -> OrderLetter:
    words = _words(occasion)
    texts = _texts(occasion)
    labels = occasion.wording.labels
    is_receipt = occasion.kind in _RECEIPTS
    paragraphs = texts["paragraphs"]
    if occasion.kind == Notice.ORDER_RECEIVED and occasion.order.method == "online":
        paragraphs = texts["unpaid"]
    elif occasion.kind == Notice.ORDER_RECEIVED and _is_brought(occasion.order):
        paragraphs = texts["brought"]
    if "refund" in texts and occasion.order.method == "online" and occasion.background.refund:
        is_held = occasion.order.payment_status in _NOT_TAKEN_YET
        paragraphs = [*paragraphs, labels["taken_less"] if is_held else texts["refund"]]
    if occasion.kind in DROPPED_OUT:
        paragraphs = [*paragraphs, *_what_now(occasion)]
    said = sections(occasion.order, occasion.background, occasion.wording) if is_receipt else ()
    return OrderLetter(
        subject=texts["subject"].format(**words),
        greeting=_greeting(occasion),
        paragraphs=tuple(paragraph.format(**words) for paragraph in paragraphs),
        link=_link(occasion, config),
        parts=_PARTS.get(occasion.kind, _one_part)(occasion),
        total=(labels["total"], words["total"]) if is_receipt else None,
        sections=said,
        closing=(labels["closing"], config.sender_name),
    )


def _texts(occasion: Occasion) -> Mapping[str, Any]:
    """What is brought, or lies at a pickup point, is not collected at the shop."""
    texts, part = occasion.wording.mails[occasion.kind], occasion.part
    way = (part.fulfilment or {}).get("way", "shop") if part else "shop"
    return {**texts, **texts.get("by_way", {}).get(way, {})}


def _what_now(occasion: Occasion) -> list[str]:
    """What stays, whether it goes in fewer stops, and where the rest may be had."""
    labels, better = occasion.wording.labels, occasion.better
    others = [part for part in occasion.order.shop_orders if part.status not in _GONE]
    said = [labels["others_stay"]] if others else []
    if better and better.plans:
        fewer = len(better.plans[0].stops)
        said.append(labels["fewer_stops"].format(fewer=fewer, now=better.stops))
    return [*said, labels["had_elsewhere"]]


def _is_brought(order: OrderView) -> bool:
    return any((part.fulfilment or {}).get("way") == "delivery" for part in order.shop_orders)


def _words(occasion: Occasion) -> dict[str, str]:
    wording, part = occasion.wording, occasion.part
    words = {
        "number": part.number if part else occasion.order.number,
        "total": money(occasion.order.total, wording),
        "refund": money(occasion.background.refund, wording),
        "taken": money(occasion.background.taken, wording),
        "buyer": occasion.order.contact.name,
    }
    if part:
        words |= {
            "shop": str(part.shop["name"]),
            "slot": ways.when(part, wording),
            "place": str((part.fulfilment or {}).get("name") or part.shop["name"]),
            "code": part.pickup_code,
            "reason": part.reason or wording.labels["reason_missing"],
            "due": money(part.due, wording),
            "changes": changes.changes(part, wording),
            "substitutes": changes.substitutes(part, wording),
            "answer_by": changes.answer_by(part, wording),
            "at_counter": changes.at_counter(part, wording),
            "goodwill": money(part.goodwill, wording),
        }
    return words


def _greeting(occasion: Occasion) -> str:
    labels = occasion.wording.labels
    if occasion.is_for_shop and occasion.part:
        return labels["greeting_shop"].format(name=occasion.part.shop["name"])
    return labels["greeting"].format(name=occasion.order.contact.name)


def _link(occasion: Occasion, config: MailConfig) -> tuple[str, str]:
    labels, part = occasion.wording.labels, occasion.part
    if occasion.is_for_shop and part:
        address = f"{config.public_url}/theke/{part.shop['slug']}/bestellungen"
        return labels["counter_page"], address
    address = f"{config.public_url}/bestellung/{occasion.order.id}"
    if occasion.order.account_id is None:
        address += f"?token={guest_token(config.guest_token_secret, occasion.order.id)}"
    return labels["order_page"], address


def _all_parts(occasion: Occasion) -> tuple[Part, ...]:
    return tuple(
        parts.receipt(
            occasion.order, part, occasion.background, occasion.wording, _payment(occasion)
        )
        for part in occasion.order.shop_orders
    )


def _one_part(occasion: Occasion) -> tuple[Part, ...]:
    return (parts.pickup(occasion.part, occasion.wording),) if occasion.part else ()


def _for_shop(occasion: Occasion) -> tuple[Part, ...]:
    if occasion.part is None:
        return ()
    return (
        parts.for_shop(occasion.part, occasion.order, occasion.wording, payment=_payment(occasion)),
    )


def _none(_occasion: Occasion) -> tuple[Part, ...]:
    return ()


_PARTS: Final[Mapping[str, Parts]] = {
    Notice.ORDER_RECEIVED: _all_parts,
    Notice.ORDER_PAID: _all_parts,
    Notice.PAYMENT_HELD: _all_parts,
    Notice.PAID_AFTER_SLOT: _none,
    Notice.REFUND_RETURNED: _none,
    Notice.SHOP_ORDER_UNACCEPTED: _none,
    Notice.SHOP_ORDER_NOT_READY: _none,
    Notice.SHOP_ORDER_NOT_ARRIVED: _none,
    Notice.SHOP_ORDER_DECLINED: _none,
    Notice.SHOP_ORDER_CANCELLED: _none,
    Notice.SHOP_ORDER_REDUCED: _none,
    Notice.SUBSTITUTE_PROPOSED: _none,
    Notice.SUBSTITUTE_ANSWERED: _none,
    Notice.GOODWILL: _none,
    Notice.PAID_BACK_AT_COUNTER: _none,
    ShopMail.SUBSTITUTE_ANSWERED: _none,
    ShopMail.GIVEN_UP: _none,
    ShopMail.REMINDED: _for_shop,
    ShopMail.REMINDED_AGAIN: _for_shop,
    Notice.REFUND_ISSUED: _none,
    Notice.PAPER_ISSUED: _none,
    Notice.PAPER_REPLACED: _none,
    ShopMail.NEW_ORDER: _for_shop,
    ShopMail.TAKEN_BACK: _none,
    ShopMail.UNPAID: _none,
}


def _payment(occasion: Occasion) -> str:
    labels = occasion.wording.labels
    if occasion.order.method != "online":
        return labels["at_pickup"]
    said = _SAID_AS.get(occasion.order.payment_status, "online_open")
    return labels["online" if occasion.is_paid else said]
