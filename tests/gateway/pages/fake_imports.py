"""Imports and the shop's own list in the in-memory market."""

from collections.abc import Callable
from typing import Any

from tests.gateway.pages import fake_catalog
from tests.gateway.pages.fake_market import Asked, FakeMarket
from tests.gateway.pages.goods import an_id

JOB = an_id("import")
COLUMNS = [
    {"index": 0, "header": "Art.-Nr.", "means": "sku", "example": "BR-1"},
    {"index": 1, "header": "VK", "means": "price", "example": "4,80 <b>"},
]
MEANINGS = [{"key": "sku", "name": "Artikelnummer"}, {"key": "price", "name": "Preis"}]
LINES: list[dict[str, Any]] = [
    {"number": 2, "state": "changed", "title": "Roggenbrot", "sku": "BR-1", "faults": [],
     "changes": [{"field": "variant.BR-1.price", "before": 480, "after": 520},
                 {"field": "details.legal_name", "before": None, "after": "Brot"}],
     "notes": [], "product_id": an_id("roggenbrot")},
    {"number": 3, "state": "faulty", "title": "<b>Fett</b>", "sku": "BR-2", "changes": [],
     "faults": [{"column": "VK", "message": "Spalte „VK“: „abc“ ist kein Preis."}],
     "notes": ["Kategorie „Brot“ aus dem Namen geraten."], "product_id": None},
]  # fmt: skip


def job(**changes: Any) -> dict[str, Any]:
    return {
        "id": JOB, "state": "preview", "file_name": "liste.csv", "by": "Katrin",
        "created_at": "2026-11-20T08:00:00Z", "applied_at": None, "undone_at": None,
        "undo_until": None, "done": 2, "total": 2, "columns": COLUMNS, "meanings": MEANINGS,
        "category": None, "leave_out": False, "publish": False, "problem": None,
        "can_apply": False,
        "counts": {"new": 0, "changed": 1, "unchanged": 0, "faulty": 1, "products": 2, "ready": 0},
    } | changes  # fmt: skip


def _job(market: FakeMarket, asked: Asked) -> Any:
    fake_catalog.only_people_of(market, asked)
    return job(**getattr(market, "import_state", {}))


def _lines(market: FakeMarket, asked: Asked) -> Any:
    state = asked.query.get("state")
    return {"items": [line for line in LINES if state in {None, line["state"]}], "next": "weiter"}


def _inventory(market: FakeMarket, asked: Asked) -> Any:
    fake_catalog.only_people_of(market, asked)
    found = fake_catalog.shop_products(market, asked)
    total = len(found["items"])
    return found | {"previous": None, "total": total, "more_than_total": False}


ROUTES: list[tuple[str, str, Callable[[FakeMarket, Asked], Any]]] = [
    ("GET", "/shops/([^/]+)/inventory", _inventory),
    ("GET", "/shops/([^/]+)/imports", lambda m, a: {"items": [_job(m, a)], "next": None}),
    ("POST", "/shops/([^/]+)/imports", _job),
    ("GET", "/shops/([^/]+)/imports/([^/]+)", _job),
    ("PATCH", "/shops/([^/]+)/imports/([^/]+)", _job),
    ("DELETE", "/shops/([^/]+)/imports/([^/]+)", lambda _m, _a: None),
    ("GET", "/shops/([^/]+)/imports/([^/]+)/rows", _lines),
    ("POST", "/shops/([^/]+)/imports/([^/]+)/(?:apply|undo|pictures)", _job),
]
