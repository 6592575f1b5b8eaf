"""What the search service answers about shops, and about goods that go together."""

from datetime import date

from gateway.pages.answers.base import Answer
from gateway.pages.answers.search import Hit


class FoundShop(Answer):
    id: str = ""
    slug: str
    name: str = ""
    kind: str = ""
    tagline: str = ""
    place: str = ""
    postal_code: str = ""
    street: str = ""
    lat: float | None = None
    lon: float | None = None
    distance_km: float | None = None
    picture: str = ""
    image_url: str = ""
    collect_from: date | None = None
    closed_words: str = ""
    delivers: bool = False
    products: int = 0

    @property
    def at(self) -> tuple[float, float] | None:
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


class FoundShops(Answer):
    items: tuple[FoundShop, ...] = ()
    next: str | None = None
    total: int = 0


class Alike(Answer):
    """Other goods beside one product."""

    items: tuple[Hit, ...] = ()
    day: date | None = None
    """When all of them can be collected on one way."""


class Published(Answer):
    id: str
    slug: str = ""
    updated_at: str = ""


class PublishedPage(Answer):
    items: tuple[Published, ...] = ()
    next: str | None = None


class Marks(Answer):
    items: tuple[str, ...] = ()


class News(Published):
    title: str = ""
    summary: str = ""
    published_at: str = ""
    shop: str = ""
    place: str = ""


class NewsList(Answer):
    items: tuple[News, ...] = ()
