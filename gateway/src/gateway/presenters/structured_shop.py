"""A shop as schema.org tells it: what kind of business, where, and when it is open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Node = dict[str, Any]
Span = Sequence[str]
_CONTEXT = "https://schema.org"
_DAYS = {
    "mo": "Monday", "tu": "Tuesday", "we": "Wednesday", "th": "Thursday", "fr": "Friday",
    "sa": "Saturday", "su": "Sunday",
}  # fmt: skip
# Only where the word leaves no doubt; whatever else sells is a store.
_TYPES = {
    "bäckerei": "Bakery", "konditorei": "Bakery", "brauerei": "Brewery", "weingut": "Winery",
    "brennerei": "Distillery", "gasthaus": "Restaurant", "buchhandlung": "BookStore",
    "fahrradladen": "BikeStore", "floristin": "Florist", "gärtnerei": "GardenStore",
    "baumschule": "GardenStore", "goldschmiede": "JewelryStore", "modegeschäft": "ClothingStore",
    "schuhgeschäft": "ShoeStore", "spielzeugmacher": "ToyStore", "tierbedarf": "PetStore",
    "elektrofachgeschäft": "ElectronicsStore", "eisenwarenhandlung": "HardwareStore",
    "musikgeschäft": "MusicStore", "augenoptiker": "Optician",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShopFacts:
    url: str
    name: str
    kind: str
    description: str
    image: str
    street: str
    postal_code: str
    place: str
    lat: float | None
    lon: float | None
    phone: str
    email: str
    website: str
    week: Sequence[tuple[str, Sequence[Span]]]
    closed: Sequence[tuple[date, date]] = field(default=())
    """From the first day to the last, both included."""
    special: Sequence[tuple[date, Sequence[Span]]] = field(default=())
    """Days with hours of their own; without any it is closed."""


def shop(facts: ShopFacts) -> Node:
    node: Node = {
        "@context": _CONTEXT,
        "@type": type_of(facts.kind),
        "@id": facts.url,
        "url": facts.url,
        "name": facts.name,
        "description": facts.description,
        "image": facts.image,
        "telephone": facts.phone,
        "email": facts.email,
        "sameAs": facts.website,
        "currenciesAccepted": "EUR",
        "address": _address(facts),
        "geo": _geo(facts),
        "openingHoursSpecification": _hours(facts),
        "specialOpeningHoursSpecification": [
            *(_closure(*days) for days in facts.closed),
            *(node for day, spans in facts.special for node in _special(day, spans)),
        ],
    }
    return {key: value for key, value in node.items() if value}


def type_of(kind: str) -> str:
    return _TYPES.get(kind.strip().lower(), "Store")


def _address(facts: ShopFacts) -> Node:
    return {
        "@type": "PostalAddress",
        "streetAddress": facts.street,
        "postalCode": facts.postal_code,
        "addressLocality": facts.place,
        "addressCountry": "DE",
    }


def _geo(facts: ShopFacts) -> Node:
    if facts.lat is None or facts.lon is None:
        return {}
    return {"@type": "GeoCoordinates", "latitude": facts.lat, "longitude": facts.lon}


def _hours(facts: ShopFacts) -> list[Node]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"{_CONTEXT}/{_DAYS[day]}",
            "opens": span[0],
            "closes": span[1],
        }
        for day, spans in facts.week
        if day in _DAYS
        for span in spans
        if len(span) == 2  # noqa: PLR2004 - from and to
    ]


def _special(day: date, spans: Sequence[Span]) -> list[Node]:
    shut = _closure(day, day)
    return [shut | {"opens": span[0], "closes": span[1]} for span in spans] or [shut]


def _closure(first: date, last: date) -> Node:
    """Opening and closing at the same minute is how schema.org says closed."""
    return {
        "@type": "OpeningHoursSpecification",
        "opens": "00:00",
        "closes": "00:00",
        "validFrom": first.isoformat(),
        "validThrough": last.isoformat(),
    }
