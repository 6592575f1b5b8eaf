"""What the in-memory market answers about texts, closures and photos of shops."""

from collections.abc import Callable
from typing import Any

from tests.gateway.pages.fake_catalog import only_people_of, same_shop
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal

_WHEN = "2026-11-20T09:30:00+00:00"
TEXTS = {
    ("imprint", 1): "# Anbieter\nBäckerei Morgenroth e. K.\nTelefon: 03441 000000\n",
    ("terms", 1): "# 1. Vertrag\nMit dem Laden.\nAlles gilt <b>so</b>.\n",
    ("terms", 2): "# 1. Vertrag\nMit dem Laden.\nNeu ist dieser Satz.\n",
    ("withdrawal", 1): "# Widerrufsrecht\nBinnen vierzehn Tagen.\n",
}
_LACKS = [{"field": "phone", "message": "Es fehlt: die Telefonnummer."}]


def _version(kind: str, version: int) -> dict[str, Any]:
    return {"kind": kind, "version": version, "title": kind, "digest": "4f2a", "own": False,
            "template": "2026-1", "valid_from": _WHEN,
            "missing": _LACKS if kind == "imprint" else []}  # fmt: skip


def text(market: FakeMarket, asked: Asked) -> Any:
    slug, kind = asked.match.groups()
    newest = max((v for k, v in TEXTS if k == kind), default=0)
    version = int(asked.query.get("version") or newest)
    if slug not in market.shops or (kind, version) not in TEXTS:
        raise refusal(404, "legal_text_not_found")
    shop = {"id": "x", "slug": slug, "name": market.shops[slug]["name"]}
    return _version(kind, version) | {
        "shop": shop, "current_version": newest, "text": TEXTS[kind, version],
    }  # fmt: skip


def versions(_market: FakeMarket, _asked: Asked) -> Any:
    return {"items": [_version(kind, version) for kind, version in reversed(TEXTS)], "next": None}


def calendar(_market: FakeMarket, _asked: Asked) -> Any:
    closure = {"from": "2026-12-24", "to": "2027-01-04", "text": "Betriebsferien"}
    return {
        "version": 3,
        "closures": [closure],
        "special_days": [{"day": "2026-12-13", "spans": [["13:00", "18:00"]], "text": "Advent"}],
        "history": [{"from": "2026-07-01", "to": "2026-07-14", "text": ""}],
        "holidays": [{"day": "2027-01-06", "name": "Heilige Drei Könige"}],
    }


def change_calendar(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    return calendar(market, asked)


def platform(_market: FakeMarket, _asked: Asked) -> Any:
    return {"items": [{"version": "2026-2", "title": "Bedingungen", "announced": "2026-11-16",
                       "valid_from": "2026-12-09", "holds": False,
                       "text": "# 1. Was\nDer Markt zeigt."}], "next": None}  # fmt: skip


ROUTES: list[tuple[str, str, Callable[[FakeMarket, Asked], Any]]] = [
    ("GET", "/shops/([^/]+)/legal", versions),
    ("GET", "/shops/([^/]+)/legal/([^/]+)", text),
    ("PUT", "/shops/([^/]+)/own-terms", lambda _m, _a: _version("terms", 2) | {
        "shop": {"slug": "x"}, "current_version": 2, "text": ""}),
    ("GET", "/platform-terms", platform),
    ("GET", "/shops/([^/]+)/closures", calendar),
    ("POST", "/shops/([^/]+)/closures", change_calendar),
    ("DELETE", "/shops/([^/]+)/closures/([^/]+)", change_calendar),
    ("PUT", "/shops/([^/]+)/special-days/([^/]+)", change_calendar),
    ("DELETE", "/shops/([^/]+)/special-days/([^/]+)", change_calendar),
    ("PUT", "/shops/([^/]+)/image", same_shop),
    ("PATCH", "/shops/([^/]+)/image", same_shop),
    ("DELETE", "/shops/([^/]+)/image", lambda _m, _a: None),
]  # fmt: skip
