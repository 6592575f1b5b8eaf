"""What the catalog and the search answer in the in-memory market."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.gateway.pages import goods
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.fake_rights import WORDING
from tests.gateway.pages.goods import an_id


def shop(market: FakeMarket, asked: Asked) -> Any:
    if asked.first not in market.shops:
        raise refusal(404, "shop_not_found")
    found = dict(market.shops[asked.first])
    if works_at(asked.principal, found):
        lacks = found["status"] == "draft"
        missing = [{"field": "imprint.vat_id", "message": "Ohne USt-IdNr. geht es nicht."}]
        found["onboarding"] = {"stage": "preparing", "missing": missing if lacks else []}
        found["staff"] = [{"account_id": an_id("katrin"), "role": "owner"}]
        found |= as_seen_by(asked.principal)
    elif found["status"] == "draft":
        raise refusal(404, "shop_not_found")
    return found


def as_seen_by(principal: Any) -> dict[str, Any]:
    """In which role, and for an advisor what the mandate allows."""
    if "advisor" not in principal.roles:
        return {"role": "owner", "mandate": None}
    actions = ["prices", "products", "profile"]
    return {"role": "advisor", "mandate": {"actions": actions, "until": "2027-11-20"}}


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


def handover(market: FakeMarket, asked: Asked) -> Any:
    if asked.first != "abc123":
        raise refusal(404, "handover_not_found")
    shop = market.shops["orthopaedieschuhmacherei-hempel"]
    preview = {"phone": shop["phone"], "story": shop["story"], "imprint": shop["imprint"],
               "delivery": shop.get("delivery")}  # fmt: skip
    return {"shop": shop, "prepared_by": "J. Wolff", "expires_at": "2026-12-20T10:00:00Z",
            "state": "prepared", "preview": preview, "wording": WORDING,
            "checks": market.checks}  # fmt: skip


def same_shop(market: FakeMarket, asked: Asked) -> Any:
    return only_people_of(market, asked)
