"""Which answer of the in-memory market belongs to which address."""

from collections.abc import Callable
from typing import Any

from tests.gateway.pages import (
    fake_cases,
    fake_catalog,
    fake_checklist,
    fake_demand,
    fake_duties,
    fake_gates,
    fake_imports,
    fake_orders,
    fake_prices,
    fake_rights,
    goods,
)
from tests.gateway.pages.fake_market import Asked, FakeMarket

ROUTES: list[tuple[str, str, Callable[[FakeMarket, Asked], Any]]] = [
    *fake_rights.ROUTES,
    *fake_imports.ROUTES,
    ("GET", "/health/ready", lambda _m, _a: {}),
    *fake_cases.ROUTES,
    *fake_duties.ROUTES,
    *fake_checklist.ROUTES,
    *fake_prices.ROUTES,
    *fake_gates.ROUTES,
    ("GET", "/search", fake_catalog.search),
    ("GET", "/demand", fake_demand.demand),
    ("GET", "/reports/funder", fake_demand.funder),
    ("GET", "/categories", lambda _m, _a: {"items": goods.CATEGORIES}),
    ("GET", "/shops", lambda m, _a: {"items": [s for s in m.shops.values()
                                               if s["status"] == "live"], "next": None}),
    ("POST", "/shops", fake_catalog.create_shop),
    ("GET", "/my/shops", fake_catalog.my_shops),
    ("GET", "/shops/([^/]+)", fake_catalog.shop),
    ("PATCH", "/shops/([^/]+)", fake_catalog.same_shop),
    ("POST", "/shops/([^/]+)/(?:go-live|pause)", fake_catalog.same_shop),
    ("POST", "/shops/([^/]+)/handover", lambda _m, _a: {
        "code": "abc123", "url_path": "/uebernahme/abc123", "expires_at": "2026-12-20T10:00:00Z"}),
    ("GET", "/handovers/([^/]+)", fake_catalog.handover),
    ("POST", "/handovers/([^/]+)/accept", lambda m, _a: m.shops["baeckerei-morgenroth"]),
    ("GET", "/shops/([^/]+)/products", fake_catalog.shop_products),
    ("POST", "/shops/([^/]+)/products", fake_catalog.create_product),
    ("GET", "/products/([^/]+)", fake_catalog.product),
    ("PATCH", "/products/([^/]+)", fake_catalog.product),
    ("POST", "/products/([^/]+)/publish", fake_catalog.set_status("published")),
    ("POST", "/products/([^/]+)/withdraw", fake_catalog.set_status("withdrawn")),
    ("POST", "/products/([^/]+)/images", fake_catalog.product),
    ("DELETE", "/products/([^/]+)/images/([^/]+)", fake_catalog.product),
    ("POST", "/carts", fake_orders.new_cart),
    ("GET", "/carts/([^/]+)", fake_orders.cart),
    ("PUT", "/carts/([^/]+)/lines", fake_orders.set_lines),
    ("PUT", "/carts/([^/]+)/lines/([^/]+)", fake_orders.set_line),
    ("POST", "/carts/([^/]+)/confirm-prices", fake_orders.cart),
    ("POST", "/carts/([^/]+)/claim", fake_orders.claim),
    ("GET", "/carts/([^/]+)/slots", fake_orders.slots),
    ("POST", "/carts/([^/]+)/checkout", fake_orders.check_out),
    ("GET", "/orders/([^/]+)", fake_orders.order),
    ("POST", "/orders/([^/]+)/cancel", fake_orders.cancel_order),
    ("POST", "/orders/([^/]+)/(?:pay|payment/sync)", fake_orders.order),
    ("GET", "/my/orders", lambda m, _a: {"items": list(m.orders.values())}),
    ("GET", "/shops/([^/]+)/orders", fake_orders.shop_orders),
    ("POST", "/shop-orders/([^/]+)/([a-z-]+)", fake_orders.verb),
    ("GET", "/shops/([^/]+)/stock", fake_orders.stock),
    ("PUT", "/stock/([^/]+)", fake_orders.count),
]  # fmt: skip
