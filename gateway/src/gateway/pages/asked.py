"""What somebody asked the search for, read leniently: a broken filter is no filter."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from marketkit.money import Money
from starlette.datastructures import QueryParams

from gateway.pages import typed
from gateway.presenters.numbers import typed_price

PER_PAGE = 24
DAYS_AHEAD = 7
SORTS = ("best", "nearest", "price", "unit_price", "newest")
DIETS = ("vegan", "vegetarian", "gluten_free", "lactose_free")
TRAITS = ("available", "offer", "handmade", "organic")
_LONGEST_QUERY = 120
_LONGEST_PLACE = 80
_LONGEST_CODE = 10
"""Longer than any: what is wrong with it the search says, in words."""
_FURTHEST_KM = 100
_LAST_PAGE = 1000
_MOST_SHOPS = 10
_YES = {"true", "1", "on"}


@dataclass(frozen=True, slots=True)
class Asked:
    q: str = ""
    category: str = ""
    place: str = ""
    near: str = ""
    """Where the device says it is, to about a kilometre: nobody needs to know it better."""
    radius_km: int | None = None
    collect: str = ""
    """`today`, `tomorrow`, a weekday, or a date."""
    deliver_to: str = ""
    price_from: int | None = None
    price_to: int | None = None
    diets: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    shops: tuple[str, ...] = ()
    sort: str = "best"
    literal: bool = False
    """Search the words as they stand, read no place and no day from them."""
    page: int = 1

    @classmethod
    def from_query(cls, query: QueryParams, category: str = "") -> Self:
        place = typed.line(query.get("place", ""), _LONGEST_PLACE)
        sort = query.get("sort", "")
        low, high = typed.sorted_prices(query.get("von", ""), query.get("bis", ""))
        return cls(
            q=typed.words(query.get("q", ""), _LONGEST_QUERY),
            category=category or typed.key(query.get("category", "")),
            place=place,
            near="" if place else typed.rounded(query.get("near", "")),
            radius_km=typed.number(query.get("radius_km", ""), _FURTHEST_KM),
            collect=typed.day(query.get("collect", "")),
            deliver_to=typed.line(query.get("deliver_to", ""), _LONGEST_CODE),
            price_from=low,
            price_to=high,
            diets=typed.known(query.getlist("diet"), DIETS),
            traits=tuple(t for t in TRAITS if query.get(t, "").lower() in _YES),
            shops=typed.keys(query.getlist("shop"))[:_MOST_SHOPS],
            sort=sort if sort in SORTS else "best",
            literal=query.get("literal", "") == "true",
            page=typed.number(query.get("page", ""), _LAST_PAGE) or 1,
        )

    def question(self, centre: str) -> dict[str, Any]:
        """As the search service wants it; absent filters are left out on the way.

        Nearness needs a place: without one it is measured from the region's centre.
        """
        from_centre = not self.near and (self.radius_km is not None or self.sort == "nearest")
        return {
            "q": self.q,
            "category": self.category,
            "place": self.place or (centre if from_centre else ""),
            "near": self.near,
            "radius_km": self.radius_km,
            "collect": self.collect,
            "deliver_to": self.deliver_to,
            "price_from": self.price_from,
            "price_to": self.price_to,
            "diet": self.diets,
            **dict.fromkeys(self.traits, True),
            "shop": self.shops,
            "sort": self.sort,
            "literal": self.literal or None,
            "page": self.page,
            "per_page": PER_PAGE,
        }

    @property
    def fields(self) -> list[tuple[str, str]]:
        """As query fields in a fixed order, empty ones left out."""
        given = [
            ("q", self.q),
            ("category", self.category),
            ("place", self.place),
            ("near", self.near),
            ("radius_km", str(self.radius_km or "")),
            ("collect", self.collect),
            ("deliver_to", self.deliver_to),
            ("von", _euros(self.price_from)),
            ("bis", _euros(self.price_to)),
            *((trait, "true") for trait in self.traits),
            *(("diet", diet) for diet in self.diets),
            *(("shop", shop) for shop in self.shops),
            ("sort", "" if self.sort == "best" else self.sort),
            ("literal", "true" if self.literal else ""),
            ("page", str(self.page) if self.page > 1 else ""),
        ]
        return [(name, value) for name, value in given if value]

    @property
    def address(self) -> str:
        """The one short address of this question; goods of a category without words are its page.

        The order and the page are part of it, nothing empty is.
        """
        fields, path = self.fields, "/suche"
        if self.category and not self.q:
            path = f"/kategorie/{self.category}"
            fields = [(name, value) for name, value in fields if name != "category"]
        return f"{path}?{urlencode(fields)}" if fields else path

    @property
    def has_filters(self) -> bool:
        return any(name not in {"q", "sort", "literal", "page"} for name, _ in self.fields)

    @property
    def has_filters_beside_category(self) -> bool:
        return replace(self, category="").has_filters

    def but(self, **changes: Any) -> "Asked":
        """Another question, asked from its first page on."""
        return replace(self, **{"page": 1, **changes})

    def unfiltered(self) -> "Asked":
        return Asked(q=self.q, sort=self.sort, literal=self.literal)

    def day(self, today: date) -> date | None:
        """The day that is asked for, as a date."""
        if self.collect in {"today", "tomorrow"}:
            return today + timedelta(days=self.collect == "tomorrow")
        if self.collect in typed.WEEKDAYS:
            return today + timedelta(
                days=(typed.WEEKDAYS.index(self.collect) - today.weekday()) % 7
            )
        return date.fromisoformat(self.collect) if self.collect else None

    @staticmethod
    def days_ahead(today: date) -> list[date]:
        """The days for which shops can say when they hand things out."""
        return [today + timedelta(days=number) for number in range(DAYS_AHEAD)]


def is_short(query: QueryParams, path: str, asked: Asked) -> bool:
    """Whether an address says nothing superfluous; forms send their empty fields along."""
    kept = [(name, value) for name, value in query.multi_items() if name != "lang"]
    names = sorted(name for name, _ in kept)
    right_path = path == asked.address.partition("?")[0]
    on_path = {"category"} if asked.category and not asked.q else set()
    wanted = sorted(name for name, _ in asked.fields if name not in on_path)
    return right_path and names == wanted and query.get("near", "") == asked.near


def _euros(cents: int | None) -> str:
    return "" if cents is None else typed_price(Money(amount=cents)).removesuffix(",00")
