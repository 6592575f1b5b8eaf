"""Ordering times and selling rounds in the in-memory market."""

from typing import Any

from marketkit.pickup.away import away_from
from marketkit.pickup.windows import slots

from tests.gateway.pages.fake_catalog import only_people_of
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.goods import BREAD, NOON, an_id, euros

ROUND = an_id("round")
SHOP = {"id": an_id("morgenroth"), "slug": "baeckerei-morgenroth", "name": "Bäckerei Morgenroth",
        "place": "Zeitz", "picture": "brot"}  # fmt: skip
WINDOW = {"until_day": "we", "until": "18:00", "collect_day": "fr", "begin": "16:00",
          "end": "18:00", "label": "Stand <b>", "on_holidays": False}  # fmt: skip
_BEFORE: dict[str, Any] = {
    "minimum": 0, "per_window": None, "days_ahead": 7, "cutoff": None, "windows": [],
    "accept_within_minutes": 90, "also_in_hours": False, "in_rounds": False,
    "only_in_rounds": False, "round_products": [],
    "delivery_window": {"begin": "17:00", "end": "20:00"},
}  # fmt: skip
RULES: dict[str, Any] = _BEFORE | {
    "version": 3, "minimum": 1550, "cutoff": "16:00", "windows": [WINDOW], "in_rounds": True,
    "round_products": [BREAD["id"]], "previous": _BEFORE,
}  # fmt: skip
TIMES: dict[str, Any] = {
    "slots": [
        {"start": f"2026-11-27T{hour}:00:00+01:00", "end": f"2026-11-27T{hour + 1}:00:00+01:00",
         "label": "Stand <b>"} for hour in (16, 17)
    ],
    "minimum": euros(1550),
}  # fmt: skip
PICKUP = {
    "id": an_id("pickup"), "point_id": None, "name": "Michaeliskirche", "street": "Kirchhof 1",
    "postal_code": "06712", "place": "Zeitz", "text": "hinterer Eingang",
    "start": "2026-11-27T16:00:00+01:00", "end": "2026-11-27T18:00:00+01:00",
}  # fmt: skip
HEAD: dict[str, Any] = {
    "id": ROUND, "version": 2, "name": "Freitagsrunde", "text": "Vom <b>Hof</b>",
    "opens_at": "2026-11-20T08:00:00+01:00", "closes_at": "2026-11-20T20:00:00+01:00",
    "state": "open", "closed_at": None, "pickups": [PICKUP],
}  # fmt: skip
A_ROUND = HEAD | {"producers": [{"shop": SHOP, "products": None, "allowed": True}]}
_GOODS = [{"quantity": 4, "title": "Roggenbrot"}]


def rules(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    return RULES


def shops_rounds(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    return {"items": [HEAD], "next": None}


def times(market: FakeMarket, asked: Asked) -> Any:
    """What a test says, or by the hours of the shop."""
    slug = asked.first
    if slug not in market.shops:
        raise refusal(404, "shop_not_found")
    shop = market.shops[slug]
    hours, minutes = shop.get("opening_hours") or "", shop.get("preparation_minutes") or 0
    away = away_from(shop.get("closures") or (), shop.get("special_days") or ())
    found = slots(hours, minutes, NOON, away) if shop["status"] == "live" else ()
    return {
        "shop_id": SHOP["id"], "slug": slug, "name": shop["name"],
        "slots": [{"start": each.id, "end": each.end.isoformat()} for each in found],
        "full": [], "reason": None, "notice": None, "minimum": None, "only_in_rounds": False,
    } | market.finding.get("pickup_times", {})  # fmt: skip


def a_list(_market: FakeMarket, _asked: Asked) -> Any:
    stop = {"name": "Michaeliskirche", "start": PICKUP["start"], "end": PICKUP["end"],
            "goods": _GOODS, "orders": [{"number": "ZZ-2026-000042-1", "name": "Anna <b>",
                                         "goods": _GOODS}]}  # fmt: skip
    return {"round": HEAD, "orders": 1, "goods": _GOODS, "stops": [stop]}


ROUTES: list[tuple[str, str, Any]] = [
    ("GET", "/shops/([^/]+)/ordering-rules", rules),
    ("PUT", "/shops/([^/]+)/ordering-rules", rules),
    ("GET", "/shops/([^/]+)/pickup-times", times),
    ("GET", "/shops/([^/]+)/rounds", shops_rounds),
    ("GET", "/rounds", lambda _m, _a: {"items": [A_ROUND], "next": None}),
    ("GET", "/rounds/all", lambda _m, _a: {"items": [A_ROUND], "next": "weiter"}),
    ("GET", "/rounds/producers", lambda _m, _a: {
        "items": [{"shop": SHOP, "products": [{"id": BREAD["id"], "title": "Brot <b>"}]}],
        "next": None}),
    ("POST", "/rounds", lambda _m, _a: A_ROUND),
    ("GET", "/rounds/([^/]+)/counts", lambda _m, _a: {
        "items": [{"shop": SHOP, "orders": 3, "goods": euros(1440)}], "next": None}),
    ("GET", "/rounds/([^/]+)/lists/([^/]+)", a_list),
    ("POST", "/rounds/([^/]+)/(?:copy|close)", lambda _m, _a: A_ROUND),
    ("GET", "/rounds/([^/]+)", lambda _m, _a: A_ROUND),
    ("PUT", "/rounds/([^/]+)", lambda _m, _a: A_ROUND),
]  # fmt: skip
