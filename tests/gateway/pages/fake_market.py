"""An in-memory market that answers the pages as the services would: no database, no sockets."""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from gateway.clients import UpstreamProblem, UpstreamResponse, UpstreamUnavailable

from tests.gateway.pages import goods
from tests.gateway.pages.goods import an_id, euros

Query = Mapping[str, Any]


def refusal(status: int, code: str, *errors: tuple[str, str], detail: str = "") -> UpstreamProblem:
    named = [{"field": name, "message": message} for name, message in errors]
    return UpstreamProblem(
        status, {"status": status, "code": code, "detail": detail or code, "errors": named}
    )


@dataclass
class Call:
    """What a page asked, for tests that look at it."""

    method: str
    path: str
    payload: Any
    query: Query
    key: str | None


@dataclass
class FakeMarket:
    """The three services in one object; `down` names those that do not answer."""

    down: set[str] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)
    carts: dict[str, dict[str, int]] = field(default_factory=dict)
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)
    products: dict[str, dict[str, Any]] = field(default_factory=lambda: deepcopy(goods.PRODUCTS))
    shops: dict[str, dict[str, Any]] = field(default_factory=lambda: deepcopy(goods.SHOPS))
    refuse: dict[str, UpstreamProblem] = field(default_factory=dict)
    """`"POST /products/…/publish"` → what to answer instead."""
    changed_price: str = ""
    degraded: bool = False
    read_place: str = ""
    ordered_carts: set[str] = field(default_factory=set)

    async def get_json(self, service: str, path: str, *, query: Query | None = None,
                       **who: Any) -> Any:  # fmt: skip
        call = Call("GET", path, None, dict(query or {}), None)
        return self._answer(service, call, who.get("principal"))

    async def send_json(self, method: str, service: str, path: str, payload: Any = None,
                        **more: Any) -> Any:  # fmt: skip
        query = dict(more.get("query") or {})
        call = Call(method, path, payload, query, more.get("idempotency_key"))
        return self._answer(service, call, more.get("principal"))

    async def send(self, method: str, service: str, path: str, *, body: bytes = b"",
                   **more: Any) -> UpstreamResponse:  # fmt: skip
        self._answer(service, Call(method, path, body, {}, None), more.get("principal"))
        return UpstreamResponse(201, (), b"{}")

    def _answer(self, service: str, call: Call, principal: Any) -> Any:
        if service in self.down:
            raise UpstreamUnavailable(service, "down")
        call.path = call.path.removeprefix("/api/v1")
        self.calls.append(call)
        if problem := self.refuse.get(f"{call.method} {call.path}"):
            raise problem
        for method, pattern, answer in ROUTES:
            if method == call.method and (match := re.fullmatch(pattern, call.path)):
                asked = Asked(match, call.payload, call.query, call.key, principal)
                return deepcopy(answer(self, asked))
        raise refusal(404, "not_found")


@dataclass
class Asked:
    match: "re.Match[str]"
    payload: Any
    query: Query
    key: str | None
    principal: Any

    @property
    def first(self) -> str:
        return self.match.group(1)


def search(market: FakeMarket, asked: Asked) -> Any:
    on_sale = [p for p in market.products.values() if p["status"] == "published"]
    word = str(asked.query.get("q") or "").casefold()
    shop = asked.query.get("shop") or ""
    hits = [
        goods.a_hit(p)
        for p in on_sale
        if word in p["title"].casefold() and shop in {"", p["shop"]["slug"]}
    ]
    facets = {
        "category": [{"key": "brot", "count": len(hits)}],
        "place": [{"key": "Zeitz", "count": 2}],
        "shop": [],
        "label": [],
    }
    return {"hits": hits, "facets": facets if hits else {}, "total": len(hits) * 20,
            "page": asked.query.get("page", 1), "per_page": asked.query.get("per_page", 24),
            "took_ms": 3, "engine": "embedded", "degraded": market.degraded,
            "relaxed": False, "understood": {"text": word, "place":
                {"name": market.read_place, "words": "kayna", "radius_km": 5.0}
                if market.read_place else None}}  # fmt: skip


def shop(market: FakeMarket, asked: Asked) -> Any:
    if asked.first not in market.shops:
        raise refusal(404, "shop_not_found")
    found = dict(market.shops[asked.first])
    if works_at(asked.principal, found):
        lacks = found["status"] == "draft"
        missing = [{"field": "imprint.vat_id", "message": "Ohne USt-IdNr. geht es nicht."}]
        found["onboarding"] = {"stage": "preparing", "missing": missing if lacks else []}
        found["staff"] = [{"account_id": an_id("katrin"), "role": "owner"}]
    elif found["status"] == "draft":
        raise refusal(404, "shop_not_found")
    return found


def works_at(principal: Any, shop: Mapping[str, Any]) -> bool:
    if principal is None or principal.id is None:
        return False
    own = principal.email == "baeckerei@example.org" and shop["slug"] == "baeckerei-morgenroth"
    return own or "advisor" in principal.roles


def only_people_of(market: FakeMarket, asked: Asked) -> dict[str, Any]:
    found = market.shops.get(asked.first)
    if found is None or not works_at(asked.principal, found):
        raise refusal(404, "shop_not_found")
    return found


def shop_products(market: FakeMarket, asked: Asked) -> Any:
    works = works_at(asked.principal, market.shops[asked.first])
    status = asked.query.get("status") or ""
    return {"items": [
        p for p in market.products.values()
        if p["shop"]["slug"] == asked.first and (works or p["status"] == "published")
        and status in {"", p["status"]}
    ], "next": None}  # fmt: skip


def product(market: FakeMarket, asked: Asked) -> Any:
    if asked.first not in market.products:
        raise refusal(404, "product_not_found")
    return market.products[asked.first]


def create_product(market: FakeMarket, asked: Asked) -> Any:
    shop = only_people_of(market, asked)
    made = goods.a_product(asked.payload["title"], shop["slug"], 100, status="draft")
    market.products[made["id"]] = made
    return made


def set_status(status: str) -> Callable[[FakeMarket, Asked], Any]:
    def change(market: FakeMarket, asked: Asked) -> Any:
        market.products[asked.first]["status"] = status
        return market.products[asked.first]

    return change


def create_shop(market: FakeMarket, asked: Asked) -> Any:
    slug = re.sub("[^a-z]+", "-", asked.payload["name"].lower()).strip("-")
    market.shops[slug] = goods.a_shop(slug, asked.payload["name"], asked.payload["place"],
                                      status="draft")  # fmt: skip
    return market.shops[slug]


def my_shops(market: FakeMarket, asked: Asked) -> Any:
    return {"items": [
        found | {"stage": "preparing" if found["status"] == "draft" else "handed_over",
                 "products_published": 0 if found["status"] == "draft" else 3}
        for found in market.shops.values() if works_at(asked.principal, found)
    ]}  # fmt: skip


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
        cents = variant["price"]["amount"] * quantity
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
            "item_count": count, "can_checkout": count > 0 and not market.changed_price,
            "problems": []}  # fmt: skip


def market_variant(market: FakeMarket, variant_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    for product in market.products.values():
        for variant in product["variants"]:
            if variant["id"] == variant_id:
                return product, variant
    raise refusal(422, "unknown_variant", detail="Diese Ware gibt es nicht.")


def cart(market: FakeMarket, asked: Asked) -> Any:
    return cart_view(market, asked.first)


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


def verb(market: FakeMarket, asked: Asked) -> Any:
    status, allowed = VERBS[asked.match.group(2)]
    for found in market.orders.values():
        for part in found["shop_orders"]:
            if part["id"] == asked.first:
                if status == "handed_over" and asked.payload["pickup_code"] != "K7M2":
                    raise refusal(422, "wrong_pickup_code", ("pickup_code", "Passt nicht."))
                part |= {"status": status, "allowed": allowed}
                part["reason"] = (asked.payload or {}).get("reason")
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


def handover(market: FakeMarket, asked: Asked) -> Any:
    if asked.first != "abc123":
        raise refusal(404, "handover_not_found")
    return {"shop": market.shops["orthopaedieschuhmacherei-hempel"], "prepared_by": "J. Wolff",
            "expires_at": "2026-12-20T10:00:00Z"}  # fmt: skip


def same_shop(market: FakeMarket, asked: Asked) -> Any:
    return only_people_of(market, asked)


ROUTES: list[tuple[str, str, Callable[[FakeMarket, Asked], Any]]] = [
    ("GET", "/health/ready", lambda _m, _a: {}),
    ("GET", "/search", search),
    ("GET", "/categories", lambda _m, _a: {"items": goods.CATEGORIES}),
    ("GET", "/shops", lambda m, _a: {"items": [s for s in m.shops.values()
                                               if s["status"] == "live"], "next": None}),
    ("POST", "/shops", create_shop),
    ("GET", "/my/shops", my_shops),
    ("GET", "/shops/([^/]+)", shop),
    ("PATCH", "/shops/([^/]+)", same_shop),
    ("POST", "/shops/([^/]+)/(?:go-live|pause)", same_shop),
    ("POST", "/shops/([^/]+)/handover", lambda _m, _a: {
        "code": "abc123", "url_path": "/uebernahme/abc123", "expires_at": "2026-12-20T10:00:00Z"}),
    ("GET", "/handovers/([^/]+)", handover),
    ("POST", "/handovers/([^/]+)/accept", lambda m, _a: m.shops["baeckerei-morgenroth"]),
    ("GET", "/shops/([^/]+)/products", shop_products),
    ("POST", "/shops/([^/]+)/products", create_product),
    ("GET", "/products/([^/]+)", product),
    ("PATCH", "/products/([^/]+)", product),
    ("POST", "/products/([^/]+)/publish", set_status("published")),
    ("POST", "/products/([^/]+)/withdraw", set_status("withdrawn")),
    ("POST", "/products/([^/]+)/images", product),
    ("DELETE", "/products/([^/]+)/images/([^/]+)", product),
    ("POST", "/carts", new_cart),
    ("GET", "/carts/([^/]+)", cart),
    ("PUT", "/carts/([^/]+)/lines", set_lines),
    ("PUT", "/carts/([^/]+)/lines/([^/]+)", set_line),
    ("POST", "/carts/([^/]+)/confirm-prices", cart),
    ("GET", "/carts/([^/]+)/slots", slots),
    ("POST", "/carts/([^/]+)/checkout", check_out),
    ("GET", "/orders/([^/]+)", order),
    ("POST", "/orders/([^/]+)/cancel", cancel_order),
    ("POST", "/orders/([^/]+)/(?:pay|payment/sync)", order),
    ("GET", "/my/orders", lambda m, _a: {"items": list(m.orders.values())}),
    ("GET", "/shops/([^/]+)/orders", shop_orders),
    ("POST", "/shop-orders/([^/]+)/([a-z-]+)", verb),
    ("GET", "/shops/([^/]+)/stock", stock),
    ("PUT", "/stock/([^/]+)", count),
]  # fmt: skip
