"""What somebody asked of the list of goods, read leniently: a broken filter is no filter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

STATUSES: Final = ("published", "draft", "in_review", "withdrawn")
ONLY: Final = ("out", "stale", "reduced", "incomplete")
SORTS: Final = ("title", "title-desc", "price", "price-desc", "updated-desc", "stock")
SIZES: Final = (25, 50, 100)
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class GoodsFilter:
    q: str = ""
    status: str = ""
    category: str = ""
    only: str = ""
    sort: str = "title"
    limit: int = 25
    cursor: str = ""
    backwards: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        def one_of(name: str, known: tuple[str, ...], usual: str = "") -> str:
            value = query.get(name, "")
            return value if value in known else usual

        category = query.get("category", "")
        size = query.get("limit", "")
        return cls(
            q=" ".join(query.get("q", "").split())[:_LONGEST],
            status=one_of("status", STATUSES),
            category=category if re.fullmatch(r"[a-z0-9_]{1,60}", category) else "",
            only=one_of("only", ONLY),
            sort=one_of("sort", SORTS, "title"),
            limit=int(size) if size in map(str, SIZES) else SIZES[0],
            cursor=query.get("cursor", "")[:500],
            backwards=query.get("back", "") == "true",
        )

    def question(self) -> dict[str, Any]:
        """As the catalog wants it."""
        sort, _, direction = self.sort.partition("-")
        asked: dict[str, Any] = {
            "q": self.q or None,
            "status": self.status or None,
            "category": self.category or None,
            "sort": sort,
            "descending": "true" if direction else None,
            "limit": self.limit,
            "cursor": self.cursor or None,
            "backwards": "true" if self.backwards and self.cursor else None,
        }
        return asked | ({self.only: "true"} if self.only else {})
