"""Shops on a map, goods beside goods, and lists of everything, in the in-memory market."""

from typing import Any

from marketkit.pickup.away import away_from

from tests.gateway.pages import goods
from tests.gateway.pages.fake_market import Asked, FakeMarket

_DISTANCE = {"Zeitz": 0.4, "Wittgendorf": 9.0}
DAY = goods.NOON.date().isoformat()


def found_shop(shop: dict[str, Any]) -> dict[str, Any]:
    keys = ("id", "slug", "name", "tagline", "place", "postal_code", "street", "lat", "lon",
            "picture", "image_url")  # fmt: skip
    return {key: shop[key] for key in keys} | {
        "kind": "Bäckerei" if "baeckerei" in shop["slug"] else "Ziegenhof",
        "distance_km": _DISTANCE.get(shop["place"]),
        "collect_from": DAY,
        "closed_words": away_from(shop.get("closures", ()), ()).notice(goods.NOON.date(), 14),
        "delivers": shop["place"] == "Zeitz",
        "products": 2,
    }


def shops(market: FakeMarket, asked: Asked) -> Any:
    word = str(asked.query.get("q") or "").casefold()
    live = [s for s in market.shops.values() if s["status"] == "live"]
    items = [found_shop(s) for s in live if word in s["name"].casefold()]
    found = {"items": items, "next": market.more_shops, "total": len(items)}
    return found | market.found_shops


def similar(market: FakeMarket, asked: Asked) -> Any:
    return {"items": _others(market, asked)[:1]}


def together(market: FakeMarket, asked: Asked) -> Any:
    return {"day": DAY, "items": _others(market, asked)[-1:]}


def _others(market: FakeMarket, asked: Asked) -> list[dict[str, Any]]:
    """Of other shops."""
    shop = market.products[asked.query["product"]]["shop"]["slug"]
    return [goods.a_hit(p) for p in _on_sale(market) if p["shop"]["slug"] != shop]


def published(market: FakeMarket, asked: Asked) -> Any:
    after, limit = str(asked.query.get("after") or ""), int(asked.query["limit"])
    rest = [p for p in _on_sale(market) if p["id"] > after]
    following = rest[limit - 1]["id"] if len(rest) > limit else None
    return {"items": [_told(p) for p in rest[:limit]], "next": following}


def news(market: FakeMarket, asked: Asked) -> Any:
    wanted = asked.query["id"]
    return {"items": [
        _told(p) | {"title": p["title"], "summary": p["description"], "shop": p["shop"]["name"],
                    "place": p["shop"]["place"], "published_at": p["published_at"]}
        for p in _on_sale(market) if p["id"] in wanted
    ]}  # fmt: skip


def _on_sale(market: FakeMarket) -> list[dict[str, Any]]:
    found = [p for p in market.products.values() if p["status"] == "published"]
    return sorted(found, key=lambda product: str(product["id"]))


def _told(product: dict[str, Any]) -> dict[str, Any]:
    return {"id": product["id"], "slug": product["slug"], "updated_at": product["published_at"]}


ROUTES = [
    ("GET", "/search/shops", shops),
    ("GET", "/search/similar", similar),
    ("GET", "/search/together", together),
    ("GET", "/products/published", published),
    ("GET", "/products/published/marks", lambda market, _asked: {"items": market.marks}),
    ("GET", "/products/published/news", news),
]
