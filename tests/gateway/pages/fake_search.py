"""What the search answers in the in-memory market; `market.finding` changes single fields of it."""

from datetime import date, timedelta
from typing import Any

from tests.gateway.pages import goods
from tests.gateway.pages.fake_market import Asked, FakeMarket

VILLAGE = "Wetterzeube"
"""Has no shop of its own, only some around."""
TODAY = goods.NOON.date()
DAYS = [TODAY + timedelta(days=number) for number in range(7)]
_COUNTS = {"vegan": 2, "vegetarian": 3, "handmade": 3, "offer": 0, "organic": 1, "available": 3}


def search(market: FakeMarket, asked: Asked) -> Any:
    on_sale = [p for p in market.products.values() if p["status"] == "published"]
    word = str(asked.query.get("q") or "").casefold()
    shops = asked.query.get("shop") or ()
    shops = (shops,) if isinstance(shops, str) else shops
    hits = [
        goods.a_hit(p)
        for p in on_sale
        if word in p["title"].casefold()
        and (not shops or p["shop"]["slug"] in shops)
        and (asked.query.get("place") != VILLAGE or asked.query.get("radius_km"))
    ]
    place = {"name": market.read_place, "words": "kayna", "radius_km": 5.0}
    found = {
        "hits": hits, "shops": [], "facets": facets(hits) if hits else {},
        "total": len(hits) * 20, "total_is_exact": True,
        "page": asked.query.get("page", 1), "per_page": asked.query.get("per_page", 24),
        "took_ms": 3, "engine": "embedded", "degraded": market.degraded, "relaxed": False,
        "corrected": None, "meanings": [],
        "understood": {"text": word, "place": place if market.read_place else None,
                       "collect": None, "deliver_to": None},
    }  # fmt: skip
    return found | market.finding


def facets(hits: list[dict[str, Any]]) -> dict[str, Any]:
    """Every group counts for itself; on Sundays nobody is open."""
    number = len(hits)
    shops = {hit["shop"]["slug"]: 0 for hit in hits}
    return {
        "category": counted(lebensmittel=number, backwaren=number, brot=number),
        "place": [{"key": "Zeitz", "count": 2}],
        "shop": [{"key": slug, "count": number - n} for n, slug in enumerate(shops)],
        "label": [],
        "diet": [{"key": key, "count": _COUNTS[key]} for key in ("vegan", "vegetarian")],
        "trait": [{"key": key, "count": _COUNTS[key]} for key in ("available", "handmade")],
        "collect": [
            {"key": day.isoformat(), "count": number}
            for day in DAYS if day.weekday() != date(2026, 11, 22).weekday()
        ],
        "price": {"min": 120, "max": 480},
    }  # fmt: skip


def counted(**counts: int) -> list[dict[str, Any]]:
    return [{"key": key, "count": count} for key, count in counts.items()]


def days(market: FakeMarket, _asked: Asked) -> Any:
    on_sale = [p for p in market.products.values() if p["status"] == "published"]
    open_shops = {p["shop"]["slug"] for p in on_sale}
    return {"items": [
        {"day": day.isoformat(), "shops": len(open_shops) if day.weekday() < 6 else 0,
         "products": len(on_sale) if day.weekday() < 6 else 0}
        for day in DAYS
    ]}  # fmt: skip


def a_shop_hit(shop: dict[str, Any], **more: Any) -> dict[str, Any]:
    keys = ("id", "slug", "name", "tagline", "place", "picture", "image_url")
    return {key: shop[key] for key in keys} | {
        "kind": "bakery", "distance_km": 0.4, "highlight": f"<mark>{shop['name']}</mark>",
        "products": 2,
    } | more  # fmt: skip


ROUTES = [("GET", "/search", search), ("GET", "/search/days", days)]
