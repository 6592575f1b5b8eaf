"""What words mean in the in-memory market."""

from typing import Any

from tests.gateway.pages.fake_duties import only_operators
from tests.gateway.pages.goods import an_id

OWN, CAKE = an_id("own rule"), an_id("zwiebelplatz")
RULES: list[dict[str, Any]] = [
    {
        "id": OWN, "words": ["gebäck"], "finds": ["kuchen", "kekse"], "two_way": False,
        "origin": "own", "created_at": "2026-11-19T08:00:00Z", "created_by": an_id("operator"),
    },
    {
        "id": None, "words": ["brötchen", "semmel", "<b>weg</b>"], "finds": [], "two_way": True,
        "origin": "region", "created_at": None, "created_by": None,
    },
]  # fmt: skip
PROPOSALS: list[dict[str, Any]] = [
    {
        "id": CAKE, "term": "zwiebelplatz", "searches": 7, "searchers": 4, "found_nothing": 6,
        "meant": [
            {"words": "zwiebel", "why": "part", "products": 3},
            {"words": "zwiebelkuchen", "why": "stem", "products": 1},
        ],
    },
    {
        "id": an_id("quengelware"), "term": "quengelware", "searches": 3, "searchers": 3,
        "found_nothing": 3, "meant": [],
    },
]  # fmt: skip
ROUTES = [
    ("GET", "/search/synonyms", only_operators({"items": RULES, "next": "weiter", "total": 30})),
    ("POST", "/search/synonyms", only_operators(RULES[0])),
    ("DELETE", "/search/synonyms/([^/]+)", only_operators({})),
    ("GET", "/search/synonyms/proposals", only_operators({"items": PROPOSALS, "next": "mehr"})),
    ("POST", "/search/synonyms/proposals/([^/]+)/dismiss", only_operators({})),
]
