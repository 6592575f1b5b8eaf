"""The shape of the lists beside the search, for the API's description."""

from datetime import date

from pydantic import BaseModel

from search.http.answers import HitModel


class SimilarModel(BaseModel):
    items: list[HitModel]


class TogetherModel(BaseModel):
    day: date | None
    """The next day on which the product can be collected; the others can be, too."""
    items: list[HitModel]


class FoundShopModel(BaseModel):
    id: str
    slug: str
    name: str
    kind: str
    tagline: str
    place: str
    postal_code: str
    street: str
    lat: float
    lon: float
    distance_km: float | None
    picture: str | None
    image_url: str | None
    collect_from: date | None
    closed_words: str | None
    delivers: bool
    products: int


class ShopListModel(BaseModel):
    items: list[FoundShopModel]
    next: str | None
    total: int


class MarketDayModel(BaseModel):
    day: date
    shops: int
    products: int


class DayListModel(BaseModel):
    items: list[MarketDayModel]
