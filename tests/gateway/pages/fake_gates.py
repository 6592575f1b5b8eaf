"""What the catalog answers those who work on products, in the in-memory market."""

from collections.abc import Callable
from typing import Any

from tests.gateway.pages import goods
from tests.gateway.pages.fake_catalog import only_people_of, product, set_status
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.goods import an_id

UNDO = an_id("undo")


def _statement(key: str, name: str, needed: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "field": f"details.{key}", "name": name, "help": "Zum Beispiel so.",
            "kind": "text", "choices": [], "format": "", "law": "LMIV", "needed": needed,
            "public": True, "conditions": {}} | more  # fmt: skip


STATEMENTS = [
    _statement("description", "Beschreibung", "always", field="description"),
    _statement("legal_name", "Bezeichnung", "always"),
    _statement("allergens_reviewed", "Allergene geprüft", "always", field="allergens_reviewed"),
    _statement("storage", "Aufbewahrung", "always"),
    _statement("packaging", "Verpackung", "always", kind="choice", choices=[
        {"key": "returnable", "name": "Mehrweg"}, {"key": "single_use", "name": "Einweg"}]),
    _statement("warnings", "Warnhinweise", "maybe", kind="longtext",
               conditions={"when": {}, "unless": {"no_warnings": ["true"]}}),
    _statement("no_warnings", "Keine nötig", "no", kind="bool"),
    _statement("pictograms", "Zeichen", "maybe", kind="choices", choices=[
        {"key": "ghs02", "name": "Flamme"}, {"key": "ghs07", "name": "Ausrufezeichen"}]),
    _statement("withdrawal_class", "Widerruf", "no", kind="choice", choices=[
        {"key": "none", "name": "14 Tage Widerruf"}]),
]  # fmt: skip


def defaults(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    title = str(asked.query.get("title") or "")
    return {
        "category": asked.query["category"], "profile": "food_loose", "profile_name": "Lose Ware",
        "statements": STATEMENTS, "age": None, "temperature": "ambient", "withdrawal": "none",
        "effects": [], "looked_at_first": False,
        "defaults": {"details": {"legal_name": title, "storage": "Trocken."}, "origin": "Zeitz",
                     "labels": ["regional"], "content_unit": "g", "vat_class": "de_reduced",
                     "deposit_kind": "", "deposit": 0},
    }  # fmt: skip


def editing(market: FakeMarket, asked: Asked) -> Any:
    found = product(market, asked)
    return {"product_id": found["id"], "version": found["version"],
            "details": found.get("details", {}), "template": False, "owed": [],
            "looked_at_first": [], "review": market_review(market, found["id"]),
            "undo": {"id": UNDO, "until": "2026-11-20T10:00:00Z"}}  # fmt: skip


def market_review(market: FakeMarket, product_id: str) -> Any:
    return market.reviews.get(product_id)


def change(market: FakeMarket, asked: Asked) -> Any:
    """Only the version that was read may be changed."""
    found = product(market, asked)
    sent = market.calls[-1].headers.get("If-Match")
    if sent and sent != f'"{found["version"]}"':
        raise refusal(412, "precondition_failed")
    return found


def bulk(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    items = []
    for one in asked.payload["products"]:
        found = market.products[one["id"]]
        side = {"prices": [v["price"] for v in found["variants"]], "category": "brot",
                "labels": ["vegan"], "status": found["status"]}  # fmt: skip
        items.append({"id": found["id"], "title": found["title"], "version": one["version"],
                      "before": side, "after": side | {"labels": ["vegan", "winter"]},
                      "changes": True, "problem": market.bulk_problem})  # fmt: skip
    shown = asked.payload.get("preview")
    return {"items": items, "changed": len(items), "undo": None if shown else UNDO}


def duplicate(market: FakeMarket, asked: Asked) -> Any:
    pattern = product(market, asked)
    title = f"{pattern['title']} (Kopie)"
    made = goods.a_product(title, pattern["shop"]["slug"], 100, status="draft")
    market.products[made["id"]] = made
    return made


def queue(market: FakeMarket, _asked: Asked) -> Any:
    waiting = [p for p in market.products.values() if p["status"] == "draft"]
    return {"items": [{"reasons": ["Messer sehen wir vorher an."], "product": one,
                       "asked_at": "2026-11-20T07:00:00Z"} for one in waiting],
            "next": None}  # fmt: skip


def refuse(market: FakeMarket, asked: Asked) -> Any:
    if len(asked.payload["reason"]) < 10:
        raise refusal(422, "invalid", ("reason", "Zu kurz."))
    return product(market, asked)


ROUTES: list[tuple[str, str, Callable[[FakeMarket, Asked], Any]]] = [
    ("GET", "/shops/([^/]+)/product-defaults", defaults),
    ("GET", "/shops/([^/]+)/templates", lambda m, a: {
        "items": [p for p in m.products.values() if p["status"] == "withdrawn"], "next": None}),
    ("POST", "/shops/([^/]+)/products/bulk", bulk),
    ("PATCH", "/products/([^/]+)", change),
    ("GET", "/products/([^/]+)/editing", editing),
    ("POST", "/products/([^/]+)/duplicate", duplicate),
    ("POST", "/products/([^/]+)/offer-again", set_status("published")),
    ("POST", "/undo/([^/]+)", lambda _m, _a: {"product_ids": []}),
    ("GET", "/reviews", queue),
    ("POST", "/products/([^/]+)/approve", set_status("published")),
    ("POST", "/products/([^/]+)/refuse", refuse),
]  # fmt: skip
