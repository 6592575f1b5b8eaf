"""region.yaml and places.yaml: the region, its box on the map and the places in it."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from onebox.seed.region.base import DatedFile, Key, Land, PostalCode, Strict, Words


class Point(Strict):
    lat: Annotated[float, Field(ge=47, le=56)]
    lon: Annotated[float, Field(ge=5, le=16)]


class Box(Strict):
    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east


class RadiusPreset(Strict):
    key: Key
    label: Words
    radius_km: int = Field(gt=0)


class ShopHoursAct(Strict):
    source: str
    valid_from: date
    weekdays: str
    saturday: str
    christmas_eve_until: str
    sunday_exceptions: list[Key]


class Region(Strict):
    key: Key
    name: str
    label: Words
    place: str
    postal_code: PostalCode
    centre: Point
    box: Box
    timezone: str
    holidays: Annotated[str, Field(pattern=r"^DE-[A-Z]{2}$")]
    languages: list[Literal["de", "en"]]
    currency: Literal["EUR"]
    radius_presets: list[RadiusPreset]
    shop_hours_act: ShopHoursAct


class Place(Point):
    key: Key
    name: str
    postal_code: PostalCode
    municipality: str
    county: str
    land: Land
    km: float = Field(ge=0)
    further_codes: list[PostalCode] = Field(default_factory=list)


class PlacesFile(DatedFile):
    places: list[Place]

    def model_post_init(self, _context: Any, /) -> None:
        if len({place.key for place in self.places}) != len(self.places):
            raise ValueError("a place key stands twice in places.yaml")

    def find(self, name: str, postal_code: str) -> Place | None:
        for place in self.places:
            if place.name == name and postal_code in (place.postal_code, *place.further_codes):
                return place
        return None
