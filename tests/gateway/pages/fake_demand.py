"""What the catalogue would say about the region's numbers."""

from typing import Any

CAKE = {
    "municipality": "Zeitz", "term": "zwiebelkuchen & <speck>", "searches": 9, "searchers": 6,
    "zero_hits": 6, "zero_hit_share": 66, "searchers_before": 4, "trend": "up",
}  # fmt: skip
MUSTARD = {
    "municipality": "region", "term": "bautzner senf", "searches": 4, "searchers": 3,
    "zero_hits": 4, "zero_hit_share": 100, "searchers_before": None, "trend": "new",
}  # fmt: skip
FIGURES = {
    "contacted": 9, "onboarded": 4, "selling": 3, "dropped": 1, "workshops": 2, "offers": 310,
    "fresh_offers": 260,
}  # fmt: skip
BEFORE = {**dict.fromkeys(FIGURES, 5), "offers": None, "fresh_offers": None}


def demand(market: Any, asked: Any) -> Any:
    return {
        "week": asked.query.get("week") or "2026-W47", "items": market.demand,
        "next": "weiter" if market.demand and not asked.query.get("cursor") else None,
        "weeks": ["2026-W47", "2026-W46"], "municipalities": ["Zeitz", "region"],
    }  # fmt: skip


def funder(_market: Any, asked: Any) -> Any:
    chosen = asked.query.get("municipality")
    lines = [{"municipality": name, **FIGURES} for name in (chosen or "Zeitz", "elsewhere")]
    return {
        "quarter": asked.query["quarter"], "total": FIGURES, "by_municipality": lines,
        "municipality": chosen, "finished": False, "made_at": "2026-11-20T12:00:00+01:00",
        "before": {"quarter": "2026-Q3", "total": BEFORE, "by_municipality": []},
        "municipalities": ["Elsteraue", "Zeitz"],
    }  # fmt: skip
