"""What the orders service answers in the in-memory market: carts, orders, stock."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.gateway.pages import goods
from tests.gateway.pages.fake_catalog import only_people_of
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.goods import NOON, an_id, euros


def cart_view(market: FakeMarket, cart_id: str) -> dict[str, Any]:
    if cart_id not in market.carts:
        raise refusal(404, "cart_not_found")
    groups: dict[str, dict[str, Any]] = {}
    for variant_id, quantity in market.carts[cart_id].items():
        product, variant = market_variant(market, variant_id)
        group = groups.setdefault(
            product["shop"]["slug"],
            {"shop": product["shop"], "lines": [], "subtotal": 0, "deposit_total": 0},
        )
        weighed = variant.get("weighed")
        each = weighed["most"] if weighed else variant["price"]
        cents = each["amount"] * quantity
        deposit = (variant["deposit"] or {"amount": 0})["amount"] * quantity
        group["subtotal"] += cents
        group["deposit_total"] += deposit
        changed = market.changed_price == variant_id
        group["lines"].append({
            "variant_id": variant_id, "product_id": product["id"], "title": product["title"],
            "label": variant["label"], "quantity": quantity, "price": variant["price"],
            "price_before": euros(99) if changed else None, "line_total": euros(cents),
            "unit_price": variant["unit_price"], "deposit": variant["deposit"],
            "deposit_total": euros(deposit), "picture": product["picture"],
            "estimate": euros(variant["price"]["amount"] * quantity) if weighed else None,
            "weighed": weighed, "lead_days": product.get("lead_days"),
            "available": variant["available"], "on_order": False,
            "problem": {"code": "price_changed", "message": "Neuer Preis."} if changed else None,
        })  # fmt: skip
    total = 0
    for group in groups.values():
        sums = group["subtotal"], group["deposit_total"]
        total += sum(sums)
        group |= {"subtotal": euros(sums[0]), "deposit_total": euros(sums[1]),
                  "total": euros(sum(sums))}  # fmt: skip
    count = sum(market.carts[cart_id].values())
    ordered = an_id("order") if cart_id in market.ordered_carts else None
    return {"id": cart_id, "version": 1, "order_id": ordered,
            "shops": list(groups.values()), "total": euros(total),
            "item_count": count, "age": market.finding.get("age"),
            "can_checkout": count > 0 and not market.changed_price,
            "problems": []}  # fmt: skip


def market_variant(market: FakeMarket, variant_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    for product in market.products.values():
        for variant in product["variants"]:
            if variant["id"] == variant_id:
                return product, variant
    raise refusal(422, "unknown_variant", detail="Diese Ware gibt es nicht.")


def cart(market: FakeMarket, asked: Asked) -> Any:
    return cart_view(market, asked.first)


def claim(market: FakeMarket, asked: Asked) -> Any:
    """The account had left one more of the first thing in an older cart."""
    assert asked.principal
    first = next(iter(market.carts[asked.first]))
    market.carts[asked.first][first] += 1
    return cart_view(market, asked.first)


def hold(market: FakeMarket, asked: Asked) -> Any:
    view = cart_view(market, asked.first)
    if view["order_id"]:
        raise refusal(409, "cart_already_ordered")
    if view["problems"] or not view["can_checkout"]:
        raise refusal(409, "cart_has_problems")
    until = None if market.finding.get("not_held") else "2026-11-20T12:10:00+01:00"
    return {
        "held_until": until,
        "reason": None if until else "too_long",
        "cart": view,
        "sellers": [
            {**group["shop"], "street": "Rahnestraße 4", "tax_mode": "standard",
             "imprint": {"legal_name": "Katrin Morgenroth e. K."}}
            for group in view["shops"]
        ],
    }  # fmt: skip


def order_of_cart(market: FakeMarket, _asked: Asked) -> Any:
    if not market.orders:
        raise refusal(404, "order_not_found")
    return next(reversed(market.orders.values())) | {"token": "gast-geheimnis"}


def contracts(market: FakeMarket, asked: Asked) -> Any:
    found = order(market, asked)
    return {"items": [
        {
            "shop_order_id": part["id"], "number": part["number"], "language": "de",
            "title": f"Vertrag {part['number']} mit {part['shop']['name']}",
            "intro": "Bestätigung Ihres Vertrags.",
            "headings": {"seller": "Verkauft von", "buyer": "Bestellt von", "facts": "Bestellung",
                         "goods": "Waren und Preise", "table": ["Menge", "Ware", "Preis"]},
            "seller": [part["shop"]["name"]], "buyer": [found["contact"]["name"]],
            "facts": [["Nummer", part["number"]]],
            "lines": [{"quantity": line["quantity"], "title": line["title"], "total": "4,80",
                       "notes": ["14 Tage Widerruf"]} for line in part["lines"]],
            "sums": [["Gesamtpreis", "4,80"]], "tax": "inkl. MwSt.",
            "sections": [{"title": "Widerrufsbelehrung", "parts": [
                {"heading": "Widerrufsrecht", "paragraphs": ["Binnen <vierzehn> Tagen."]}]}],
        }
        for part in found["shop_orders"]
    ], "next": None}  # fmt: skip


def new_cart(market: FakeMarket, asked: Asked) -> Any:
    cart_id = an_id(f"cart {len(market.carts)}")
    market.carts[cart_id] = {x["variant_id"]: x["quantity"] for x in asked.payload["lines"]}
    return cart_view(market, cart_id)


def set_lines(market: FakeMarket, asked: Asked) -> Any:
    lines = {x["variant_id"]: x["quantity"] for x in asked.payload["lines"]}
    market.carts[asked.first] = lines
    return cart_view(market, asked.first)


def set_line(market: FakeMarket, asked: Asked) -> Any:
    market.carts[asked.first][asked.match.group(2)] = asked.payload["quantity"]
    return cart_view(market, asked.first)


def slots(market: FakeMarket, asked: Asked) -> Any:
    view = cart_view(market, asked.first)
    return {"shops": [goods.slots_for(group["shop"]) for group in view["shops"]]}


def check_out(market: FakeMarket, asked: Asked) -> Any:
    assert asked.key
    if asked.key in market.by_key:
        return market.orders[market.by_key[asked.key]]
    view = cart_view(market, asked.first)
    order = an_order(view, asked.payload, an_id(f"order {len(market.orders)}"))
    market.by_key[asked.key] = order["id"]
    market.orders[order["id"]] = order
    return order | {"token": None if asked.principal else "gast-geheimnis"}


def an_order(view: Mapping[str, Any], payload: Mapping[str, Any], order_id: str) -> dict[str, Any]:
    online = payload["payment"] == "online"
    start = goods.NOON
    parts = [{
        "id": an_id(order_id + group["shop"]["slug"]), "number": f"2611-1{n}",
        "shop": group["shop"],
        "status": "placed", "slot": {"start": start.isoformat(), "end": None},
        "lines": group["lines"], "subtotal": group["subtotal"],
        "deposit_total": group["deposit_total"], "total": group["total"],
        "pickup_code": None if online else "K7M2", "reason": None, "refunded": None,
        "history": [{"status": "placed", "at": start.isoformat()}],
        "contact": payload["contact"], "allowed": ["accept", "decline"],
    } for n, group in enumerate(view["shops"], 1)]  # fmt: skip
    return {
        "id": order_id, "number": "2611-1", "created_at": start.isoformat(),
        "status": "awaiting_payment" if online else "placed",
        "payment": {"method": payload["payment"], "status": "pending" if online else "at_pickup"},
        "contact": payload["contact"], "total": view["total"], "shop_orders": parts,
        "payment_url": "https://pay.example.org/s/1" if online else None,
    }  # fmt: skip


def order(market: FakeMarket, asked: Asked) -> Any:
    if asked.first not in market.orders:
        raise refusal(404, "order_not_found")
    return market.orders[asked.first]


def cancel_order(market: FakeMarket, asked: Asked) -> Any:
    found = market.orders[asked.first]
    found["status"] = "cancelled"
    for part in found["shop_orders"]:
        part["status"] = "cancelled"
    return found


def shop_orders(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    wanted = asked.query.get("status") or VERBS_FROM
    return {"items": [
        part for found in market.orders.values() for part in found["shop_orders"]
        if part["shop"]["slug"] == asked.first and part["status"] in wanted
    ], "next": None}  # fmt: skip


VERBS_FROM = ("placed", "accepted", "ready", "handed_over", "declined", "cancelled")
VERBS = {
    "accept": ("accepted", ["ready", "cancel"]),
    "ready": ("ready", ["hand-over", "cancel"]),
    "hand-over": ("handed_over", []),
    "decline": ("declined", []),
    "cancel": ("cancelled", []),
}


_BACK = {"accepted": ("placed", ["accept", "decline"]), "ready": VERBS["accept"]}
UNTIL = (NOON + timedelta(minutes=30)).isoformat()


def verb(market: FakeMarket, asked: Asked) -> Any:
    status, allowed = VERBS.get(asked.match.group(2)) or _BACK[asked.payload["step"]]
    for found in market.orders.values():
        for part in found["shop_orders"]:
            if part["id"] == asked.first:
                if status == "handed_over" and asked.payload["pickup_code"] != "K7M2":
                    raise refusal(422, "wrong_pickup_code", ("pickup_code", "Passt nicht."))
                part |= {"status": status, "allowed": allowed}
                part["reason"] = (asked.payload or {}).get("reason")
                part["undo_until"] = UNTIL if status in _BACK else None
                return part
    raise refusal(404, "not_found")


def stock(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    return [
        {"variant_id": variant["id"], "product_id": product["id"],
         "on_hand": variant["available"], "reserved": 2, "available": 7, "on_order": False}
        for product in market.products.values() for variant in product["variants"]
    ]  # fmt: skip


def count(market: FakeMarket, asked: Asked) -> Any:
    _product, variant = market_variant(market, asked.first)
    variant["available"] = asked.payload.get("on_hand")
    return {}
