"""Which shops somebody asked for, read leniently: a broken filter is no filter."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from gateway.pages.context import Context
from gateway.pages.typed import line, words

RADII = (3, 5, 10, 15, 25, 50)
DAYS = 8
"""Today and a week: further ahead nobody can choose a time."""
_LONGEST, _LONGEST_CODE = 80, 10
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}")
_POINT = re.compile(r"(-?\d{1,2}(?:\.\d{1,8})?),(-?\d{1,3}(?:\.\d{1,8})?)")
_CURSOR = re.compile(r"[A-Za-z0-9_=.-]{1,500}")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in words, and the address without it."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class AskedShops:
    q: str = ""
    place: str = ""
    radius_km: int | None = None
    near: str = ""
    collect: str = ""
    category: str = ""
    deliver_to: str = ""
    cursor: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str], today: date) -> Self:
        collect = query.get("collect", "")
        radius = query.get("radius_km", "")
        place = line(query.get("place", ""), _LONGEST)
        return cls(
            q=words(query.get("q", ""), _LONGEST),
            place=place,
            radius_km=int(radius) if radius in map(str, RADII) else None,
            # Who names a place does not mean where they are.
            near="" if place else _rounded(query.get("near", "")),
            collect=collect if collect in map(str, days_ahead(today)) else "",
            category=_whole(_KEY, query.get("category", "")),
            deliver_to=line(query.get("deliver_to", ""), _LONGEST_CODE),
            cursor=_whole(_CURSOR, query.get("cursor", "")),
        )

    def question(self, centre: str, limit: int) -> dict[str, Any]:
        """As the search service wants it; nearness without a place is meant from the centre."""
        place = self.place or (centre if self.radius_km and not self.near else "")
        return self.filters | {
            "place": "" if self.near else place,
            "cursor": self.cursor,
            "limit": limit,
        }

    @property
    def filters(self) -> dict[str, Any]:
        """As query fields, empty ones left out."""
        given = {
            "q": self.q,
            "place": self.place,
            "radius_km": self.radius_km,
            "near": self.near,
            "collect": self.collect,
            "category": self.category,
            "deliver_to": self.deliver_to,
        }
        return {name: value for name, value in given.items() if value}

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.collect) if self.collect else None

    def address(self, path: str, **more: Any) -> str:
        """The same shops on another page."""
        query = urlencode(self.filters | {k: v for k, v in more.items() if v})
        return f"{path}?{query}" if query else path

    def chips(
        self, here: Context, path: str, categories: Mapping[str, str], day_words: str
    ) -> list[Chip]:
        place = self.place or (here.region.centre_place if self.radius_km else "")
        words = {
            "q": self.q,
            "place": place,
            "near": str(here.text("map.near_me")) if self.near else "",
            "radius_km": str(here.text("map.within", km=self.radius_km)) if self.radius_km else "",
            "collect": str(here.text("map.collect_on", day=day_words)) if self.collect else "",
            "category": categories.get(self.category, self.category),
            "deliver_to": str(here.text("map.delivers_to", code=self.deliver_to)),
        }
        return [
            Chip(words[name], self._without(path, name)) for name in self.filters if words[name]
        ]

    def _without(self, path: str, name: str) -> str:
        gone = {name, "radius_km"} if name in {"place", "near"} else {name}
        query = urlencode({key: v for key, v in self.filters.items() if key not in gone})
        return f"{path}?{query}" if query else path


def days_ahead(today: date) -> Sequence[date]:
    return [today + timedelta(days=number) for number in range(DAYS)]


def point_in(text: str) -> tuple[float, float] | None:
    """Latitude and longitude somewhere on earth."""
    found = _POINT.fullmatch(text)
    if found is None:
        return None
    lat, lon = float(found[1]), float(found[2])
    return (lat, lon) if abs(lat) <= 85 and abs(lon) <= 180 else None  # noqa: PLR2004 - degrees


def _rounded(text: str) -> str:
    """Of where somebody stands a hundred metres are enough, and all that should be in a log."""
    point = point_in(text)
    return f"{point[0]:.3f},{point[1]:.3f}" if point else ""


def _whole(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else ""
