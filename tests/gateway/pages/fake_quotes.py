"""What the orders service answers about quotes in the in-memory market."""

from typing import Any

from tests.gateway.pages.fake_catalog import only_people_of, works_at
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.goods import an_id, euros

QUOTE, PHOTO, KEY = an_id("quote"), an_id("photo"), "schluessel"
_OFFER = {
    "lines": [
        {"title": "Fliesen verlegen <8 m²>", "quantity": 8, "price": euros(18_000),
         "line_total": euros(144_000), "vat_class": "de_standard"},
        {"title": "Anfahrt", "quantity": 1, "price": euros(3_000), "line_total": euros(3_000),
         "vat_class": "de_standard"},
    ],
    "total": euros(147_000), "start": "2026-12-07T08:00:00+01:00",
    "end": "2026-12-07T16:00:00+01:00", "valid_until": "2026-12-01T23:59:00+01:00",
    "note": "Ohne alte Fliesen.",
}  # fmt: skip


def a_quote(**changes: Any) -> dict[str, Any]:
    return {
        "id": QUOTE, "number": "ZZ-A-2026-000001", "created_at": "2026-11-20T09:00:00+01:00",
        "shop": {"slug": "baeckerei-morgenroth", "name": "Bäckerei Morgenroth", "place": "Zeitz"},
        "product_id": None, "title": "Fliesenarbeiten", "text": "Im <b>Bad</b> sind Fliesen.",
        "contact": {"name": "Anna Albrecht", "email": "anna@example.org", "phone": "03441 1"},
        "address": {"street": "Weinberg 3", "postal_code": "06712", "place": "Zeitz"},
        "wish_date": "2026-12-04", "photos": [{"id": PHOTO, "width": 1600, "height": 900}],
        "state": "offered", "version": 2, "reason": None, "offer": _OFFER, "order_id": None,
        "history": [{"state": "asked", "at": "2026-11-20T09:00:00+01:00", "reason": None}],
        "allowed": ["accept", "decline"],
    } | changes  # fmt: skip


def _for(market: FakeMarket, asked: Asked) -> dict[str, Any]:
    """Kept among the orders, so that a test sees what became of it."""
    found = market.kept.setdefault("quote", a_quote())
    at_shop = works_at(asked.principal, market.shops["baeckerei-morgenroth"])
    buyer = asked.principal is not None and asked.principal.email == "anna@example.org"
    if asked.first != QUOTE or not (at_shop or buyer or asked.query.get("token") == KEY):
        raise refusal(404, "quote_not_found")
    if at_shop and found["state"] in {"asked", "offered"}:
        return found | {"allowed": ["offer", "refuse"]}
    return found


def one(market: FakeMarket, asked: Asked) -> Any:
    return _for(market, asked)


def ask(market: FakeMarket, asked: Asked) -> Any:
    assert asked.key
    market.kept["quote"] = a_quote(state="asked", version=1, offer=None, photos=[])
    return market.kept["quote"]


def accept(market: FakeMarket, asked: Asked) -> Any:
    found = _for(market, asked)
    if asked.payload["version"] != found["version"]:
        raise refusal(409, "quote_changed", detail="Das Angebot wurde gerade geändert.")
    return {"id": an_id("order"), "status": "placed", "shop_orders": []}


def say(state: str) -> Any:
    def answer(market: FakeMarket, asked: Asked) -> Any:
        found = _for(market, asked)
        market.kept["quote"] = found | {"state": state, "allowed": []}
        return market.kept["quote"]

    return answer


def mine(market: FakeMarket, _asked: Asked) -> Any:
    return {"items": [market.kept.setdefault("quote", a_quote())], "next": None}


def of_shop(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    return mine(market, asked)


def a_file(market: FakeMarket, asked: Asked) -> Any:
    _for(market, asked)
    return b"file"


ROUTES = (
    ("GET", "/my/quotes", mine),
    ("GET", "/shops/([^/]+)/quotes", of_shop),
    ("POST", "/shops/([^/]+)/quotes", ask),
    ("GET", "/quotes/([^/]+)", one),
    ("POST", "/quotes/([^/]+)/accept", accept),
    ("POST", "/quotes/([^/]+)/decline", say("declined")),
    ("POST", "/quotes/([^/]+)/refuse", say("refused")),
    ("POST", "/quotes/([^/]+)/offer", say("offered")),
    ("POST", "/quotes/([^/]+)/photos", a_file),
    ("GET", "/quotes/([^/]+)/photos/[^/]+", a_file),
    ("GET", "/quotes/([^/]+)/pdf", a_file),
)
