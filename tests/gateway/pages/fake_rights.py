"""What the catalog answers about mandates, people and the log in the in-memory market."""

from collections.abc import Callable
from typing import Any

from tests.gateway.pages import goods
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.goods import an_id

ACTIONS = ["prices", "products", "profile"]
WORDING = {
    "version": "2026-11",
    "actions": [{"key": "prices", "words": "Preise und Pfand ändern"}],
    "logged": "Jede Änderung steht im Verlauf.",
    "withdraw": "Der Widerruf gilt sofort.",
}
MEMBER = {"account_id": an_id("katrin"), "role": "owner", "name": "Katrin Morgenroth",
          "email": "baeckerei@example.org", "is_you": True}  # fmt: skip
COLLEAGUE = MEMBER | {"account_id": an_id("tom"), "role": "packer", "name": "Tom", "is_you": False}
ENTRIES = [
    {"id": an_id("e1"), "at": "2026-11-20T09:00:00Z", "by": "J. Wolff", "role": "advisor",
     "action": "product.changed", "subject": "Roggenmischbrot", "for_the_shop": True,
     "changes": {"variant.B-1.price": [450, 480], "description": ["", "Neu <b>"]}},
    {"id": an_id("e2"), "at": "2026-11-19T09:00:00Z", "by": "", "role": "link",
     "action": "mandate.granted", "subject": "J. Wolff", "for_the_shop": False,
     "changes": {"mandate.state": ["asked", "granted"],
                 "mandate.actions": ["prices", "prices, stock"]}},
    {"id": an_id("e3"), "at": "2026-11-18T09:00:00Z", "by": "K. Morgenroth", "role": "owner",
     "action": "shop.repainted", "subject": "", "for_the_shop": False,
     "changes": {"colour": ["red", None]}},
]  # fmt: skip


def a_mandate(state: str) -> dict[str, Any]:
    return {
        "id": an_id("mandate"), "advisor": "J. Wolff", "actions": ACTIONS, "until": "2027-11-20",
        "state": state, "holds": state == "granted", "asked_at": "2026-11-18T09:00:00Z",
        "decided_at": None if state == "asked" else "2026-11-19T09:00:00Z",
        "decided_by": "" if state == "asked" else "Katrin Morgenroth",
    }  # fmt: skip


def by_code(market: FakeMarket, asked: Asked) -> Any:
    if asked.first not in {"abc123", "K7PQ3MXD", "neu456"}:
        raise refusal(404, "mandate_not_found", detail="Diese Vollmacht gibt es nicht.")
    shop = {key: goods.SHOPS["baeckerei-morgenroth"][key]
            for key in ("name", "place", "street", "slug")}  # fmt: skip
    return a_mandate(market.mandate_state) | {"shop": shop, "wording": WORDING}


def decide(state: str, path: str | None = None) -> Callable[[FakeMarket, Asked], Any]:
    def answer(market: FakeMarket, _asked: Asked) -> Any:
        market.mandate_state = state
        return a_mandate(state) | {"url_path": path}

    return answer


def of_shop(market: FakeMarket, _asked: Asked) -> Any:
    return {"items": [a_mandate(market.mandate_state)], "advisor": {"name": "J. Wolff"},
            "wording": WORDING}  # fmt: skip


def asks(market: FakeMarket, _asked: Asked) -> Any:
    market.mandate_state = "asked"
    return a_mandate("asked") | {"code": "K7PQ-3MXD", "url_path": "/mandat/abc123"}


def history(_market: FakeMarket, _asked: Asked) -> Any:
    step = {"id": an_id("s"), "mandate_id": an_id("mandate"), "at": "2026-11-19T09:00:00Z",
            "step": "granted", "by": "Katrin Morgenroth", "advisor_name": "J. Wolff",
            "actions": ACTIONS, "until": "2027-11-20", "wording": "2026-11"}  # fmt: skip
    return {"items": [step], "next": None}


def people(_market: FakeMarket, _asked: Asked) -> Any:
    invitation = {"id": an_id("inv"), "email": "neu@example.org", "role": "staff",
                  "invited_by": "Katrin", "expires_at": "2026-12-04T10:00:00Z"}  # fmt: skip
    return {"people": [MEMBER, COLLEAGUE], "invitations": [invitation], "may_decide": True}


def invitation(_market: FakeMarket, asked: Asked) -> Any:
    if asked.first != "abc123":
        raise refusal(410, "invitation_expired", detail="Diese Einladung gilt nicht mehr.")
    return {"shop": goods.SHOPS["baeckerei-morgenroth"], "role": "packer", "invited_by": "Katrin",
            "expires_at": "2026-12-04T10:00:00Z", "accepted": False}  # fmt: skip


def counters(market: FakeMarket, _asked: Asked) -> Any:
    return {"items": [{"slug": slug, "name": shop["name"], "role": "owner"}
                      for slug, shop in market.shops.items()]}  # fmt: skip


def handover_goods(market: FakeMarket, _asked: Asked) -> Any:
    return {"items": list(market.products.values()), "next": None}


def check(market: FakeMarket, asked: Asked) -> Any:
    others = [one for one in market.checks if one["block"] != asked.payload["block"]]
    market.checks = [*others, asked.payload]
    return {}


def home(market: FakeMarket, _asked: Asked) -> Any:
    return market.shops["baeckerei-morgenroth"]


ROUTES: list[tuple[str, str, Callable[[FakeMarket, Asked], Any]]] = [
    ("GET", "/my/counters", counters),
    ("POST", "/my/shops", home),
    ("POST", "/applications", lambda _m, _a: {"received": True}),
    ("GET", "/mandates/([^/]+)", by_code),
    ("POST", "/mandates/([^/]+)/grant", decide("granted", "/mandat/neu456")),
    ("POST", "/mandates/([^/]+)/refuse", decide("refused")),
    ("POST", "/mandates/([^/]+)/withdraw", decide("withdrawn")),
    ("GET", "/shops/([^/]+)/mandates", of_shop),
    ("POST", "/shops/([^/]+)/mandates", asks),
    ("PUT", "/shops/([^/]+)/mandates", decide("granted")),
    ("PATCH", "/shops/([^/]+)/mandates/([^/]+)", decide("granted")),
    ("POST", "/shops/([^/]+)/mandates/[^/]+/grant", decide("granted")),
    ("POST", "/shops/([^/]+)/mandates/[^/]+/refuse", decide("refused")),
    ("POST", "/shops/([^/]+)/mandates/[^/]+/withdraw", decide("withdrawn")),
    ("GET", "/shops/([^/]+)/mandate-history", history),
    ("GET", "/shops/([^/]+)/activity", lambda _m, _a: {"items": ENTRIES, "next": None}),
    ("GET", "/shops/([^/]+)/people", people),
    ("PATCH", "/shops/([^/]+)/people/([^/]+)", people),
    ("DELETE", "/shops/([^/]+)/people/([^/]+)", people),
    ("POST", "/shops/([^/]+)/invitations", lambda _m, _a: {"id": an_id("inv")}),
    ("DELETE", "/shops/([^/]+)/invitations/([^/]+)", lambda _m, _a: {}),
    ("GET", "/invitations/([^/]+)", invitation),
    ("POST", "/invitations/([^/]+)/accept", home),
    ("GET", "/handovers/([^/]+)/products", handover_goods),
    ("POST", "/handovers/([^/]+)/check", check),
]
