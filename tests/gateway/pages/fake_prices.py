"""What the catalogue would say about prices over time and about goods nobody counts."""

from datetime import timedelta
from typing import Any

from tests.gateway.pages.goods import BREAD, NOON, euros


def days(number: float) -> str:
    return (NOON + timedelta(days=number)).isoformat()


def history(market: Any, asked: Any) -> Any:
    product = market.products[asked.first]
    periods = [
        {"price": euros(480), "offered": True, "valid_from": days(-20), "valid_to": None},
        {"price": euros(450), "offered": True, "valid_from": days(-60), "valid_to": days(-20)},
        {"price": euros(450), "offered": False, "valid_from": days(-70), "valid_to": days(-60)},
    ]
    return {
        "variants": [
            {
                "variant_id": variant["id"], "label": variant["label"],
                "lowest_30_days": euros(450), "periods": periods,
            }
            for variant in product["variants"]
        ]
    }  # fmt: skip


def promotions(_market: Any, _asked: Any) -> Any:
    planned = {
        "id": "01930000-0000-7000-8000-0000000000aa", "product_id": BREAD["id"],
        "variant_id": BREAD["variants"][0]["id"], "title": BREAD["title"], "label": "",
        "price": euros(400), "reason": "normal", "starts_at": days(1), "ends_at": days(8),
        "status": "planned", "reference": None, "percent": None, "refusal": "", "history": [],
    }  # fmt: skip
    running = planned | {"status": "running", "reference": euros(450), "percent": 11}
    over = planned | {"status": "refused", "refusal": "Das wäre keine Ermäßigung."}
    return {"items": [planned, running, over]}


def offers(_market: Any, _asked: Any) -> Any:
    eggs = {
        "product_id": BREAD["id"], "slug": "eier", "title": "Eier <frisch>", "picture": "eier",
        "status": "published", "said": "today", "confirmed_at": days(-9), "is_stale": True,
        "paused_for": "",
    }  # fmt: skip
    paused = eggs | {"title": "Möhren", "status": "withdrawn", "paused_for": "unconfirmed"}
    fresh = eggs | {"title": "Honig", "confirmed_at": days(-1), "is_stale": False}
    return {"items": [eggs, paused, fresh], "next": None}


def renewal(market: Any, asked: Any) -> Any:
    return {
        "shop_name": "Bäckerei Morgenroth", "shop_slug": "baeckerei-morgenroth",
        "expires_at": days(5), "offers": offers(market, asked)["items"],
    }  # fmt: skip


def renewed(_market: Any, _asked: Any) -> Any:
    return {
        "shop_name": "Bäckerei Morgenroth", "shop_slug": "baeckerei-morgenroth",
        "renewed": 3, "refused": ["Met"],
    }  # fmt: skip


ROUTES = [
    ("GET", "/products/([^/]+)/price-history", history),
    ("GET", "/products/([^/]+)/promotions", promotions),
    ("POST", "/products/([^/]+)/promotions", promotions),
    ("POST", "/promotions/([^/]+)/end", promotions),
    ("GET", "/shops/([^/]+)/freshness", offers),
    ("PUT", "/products/([^/]+)/availability", lambda m, a: m.products[a.first]),
    ("GET", "/renewals/([^/]+)", renewal),
    ("POST", "/renewals/([^/]+)", renewed),
]
