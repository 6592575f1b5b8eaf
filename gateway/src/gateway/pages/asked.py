"""What somebody asked the search for, read leniently: a broken filter is no filter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from gateway.pages.answers.search import ReadPlace
from gateway.pages.context import Context

PER_PAGE = 24
_SORTS = ("best", "nearest", "price", "newest")
_LONGEST_QUERY = 120
_FURTHEST_KM = 200
_LAST_PAGE = 400


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in words, and the address without it."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Asked:
    q: str = ""
    category: str = ""
    place: str = ""
    radius_km: int | None = None
    available: bool = False
    shop: str = ""
    sort: str = "best"
    literal: bool = False
    """Search the words as they stand, read no place from them."""
    page: int = 1

    @classmethod
    def from_query(cls, query: Mapping[str, str], category: str = "") -> Self:
        sort = query.get("sort", "")
        return cls(
            q=" ".join(query.get("q", "").split())[:_LONGEST_QUERY],
            category=category or _key(query.get("category", "")),
            place=" ".join(query.get("place", "").split())[:80],
            radius_km=_number(query.get("radius_km", ""), _FURTHEST_KM),
            available=query.get("available", "").lower() in {"true", "1", "on"},
            shop=_key(query.get("shop", "")),
            sort=sort if sort in _SORTS else "best",
            literal=query.get("literal", "") == "true",
            page=_number(query.get("page", ""), _LAST_PAGE) or 1,
        )

    def question(self, centre: str) -> dict[str, Any]:
        """As the search service wants it; absent filters are left out on the way.

        Nearness needs a place: without one it is measured from the region's centre.
        """
        near = self.radius_km is not None or self.sort == "nearest"
        return {
            "q": self.q,
            "category": self.category,
            "place": self.place or (centre if near else ""),
            "radius_km": self.radius_km,
            "available": self.available or None,
            "shop": self.shop,
            "sort": self.sort,
            "literal": self.literal or None,
            "page": self.page,
            "per_page": PER_PAGE,
        }

    @property
    def filters(self) -> dict[str, str]:
        """As query fields, empty ones left out."""
        given = {
            "q": self.q,
            "category": self.category,
            "place": self.place,
            "radius_km": str(self.radius_km or ""),
            "available": "true" if self.available else "",
            "shop": self.shop,
            "sort": "" if self.sort == "best" else self.sort,
            "literal": "true" if self.literal else "",
        }
        return {key: value for key, value in given.items() if value}

    @property
    def kept(self) -> dict[str, str]:
        """What the sort form carries along."""
        return {key: value for key, value in self.filters.items() if key != "sort"}

    def chips(self, here: Context, categories: Mapping[str, str], fixed: str = "") -> list[Chip]:
        """Each filter with the way to drop it; the category of a category page is no filter."""
        words = {
            "category": categories.get(self.category, self.category),
            "place": self._where(here),
            "available": str(here.text("search.available")),
            "shop": str(here.text("search.only_shop", shop=self.shop)),
        }
        if not self.place and self.radius_km:
            words["radius_km"] = str(here.text("search.within", km=self.radius_km))
        return [
            Chip(text, self._without(name))
            for name, text in words.items()
            if name in self.filters and not (name == "category" and fixed)
        ]

    def read_place(self, here: Context, found: ReadPlace | None) -> list[Chip]:
        """What was read from the words, with the way to take it back."""
        if found is None or not found.name:
            return []
        words = here.text("search.read_place", place=found.name)
        return [Chip(str(words), f"/suche?{urlencode(self.filters | {'literal': 'true'})}")]

    def _where(self, here: Context) -> str:
        if self.radius_km:
            return str(here.text("search.place_and", place=self.place, km=self.radius_km))
        return self.place

    def _without(self, name: str) -> str:
        gone = {name, "radius_km"} if name == "place" else {name}
        query = urlencode({key: v for key, v in self.filters.items() if key not in gone})
        return f"/suche?{query}" if query else "/suche"


def _key(text: str) -> str:
    return text if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,80}", text) else ""


def _number(text: str, most: int) -> int | None:
    return min(int(text), most) if re.fullmatch(r"[1-9]\d{0,5}", text) else None
