"""Shops for a list or map, and the days of the coming week: one count over the index for each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from search.domain.document import ShopSnapshot
from search.domain.engine import Answers
from search.domain.folding import fold
from search.domain.query import Group, SearchQuery
from search.domain.shop_search import Within
from search.queries.ask import Question
from search.queries.find import Surroundings
from search.queries.named_shops import within

_DAYS_TOLD = 7


@dataclass(frozen=True, slots=True)
class FoundShop:
    """A shop with what is true of it right now."""

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
    """Closures of the coming week, in German words."""
    delivers: bool
    """There, if a postal code was named; else anywhere."""
    products: int


@dataclass(frozen=True, slots=True)
class ShopPage:
    items: tuple[FoundShop, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True)
class MarketDay:
    day: date
    shops: int
    products: int


async def list_shops(
    question: Question, around: Surroundings, engine: Answers, limit: int, cursor: str | None
) -> ShopPage:
    """Raises EngineUnavailableError."""
    query = question.query
    where = within(query.filters, query.origin)
    scores = _named(query, around, where)
    counts = await _counts(query if scores is None else replace(query, units=(), text=""), engine)
    open_to = _open_to(query, around)
    shops = [
        shop
        for key, shop in around.directory.all.items()
        if key in open_to and where.holds(shop) and _is_wanted(key, query, scores, counts)
    ]
    shops.sort(key=lambda shop: _rank(shop, where, scores, counts if query.units else {}))
    start = _after([str(shop.id) for shop in shops], cursor)
    page = shops[start : start + limit]
    more = start + limit < len(shops)
    return ShopPage(
        tuple(_found(shop, query, around, where, counts) for shop in page),
        f"{start + limit}.{page[-1].id}" if more else None,
        len(shops),
    )


async def list_days(
    question: Question, around: Surroundings, engine: Answers
) -> tuple[MarketDay, ...]:
    """Each of the next seven days, also those on which nobody is open."""
    counts = await _counts(question.query, engine)
    days = around.directory.days(around.now)
    open_on = [(day, around.directory.collectable(day, around.now)) for day in days]
    found = [(day, [counts[key] for key in keys if key in counts]) for day, keys in open_on]
    return tuple(MarketDay(day, len(each), sum(each)) for day, each in found)


def _named(query: SearchQuery, around: Surroundings, where: Within) -> Mapping[str, float] | None:
    """How well the words name which shop; None where they name none, but goods."""
    if not query.units:
        return None
    index = around.names.shops(around.directory, around.language)
    found = index.named(query.units, where)
    return {str(each.shop.id): each.score for each in found} or None


async def _counts(query: SearchQuery, engine: Answers) -> Mapping[str, int]:
    """Products by shop that have all the words and pass all filters but those of the shop."""
    open_query = replace(query, filters=query.filters.without(Group.SHOP), page=1, per_page=1)
    result = await engine.search(open_query)
    return {} if result.relaxed else result.counted.by_shop


def _open_to(query: SearchQuery, around: Surroundings) -> frozenset[str]:
    """Who can be collected from on the day, and who delivers there."""
    found = frozenset(around.directory.all)
    for keys in (query.filters.collect, query.filters.deliver):
        if keys is not None:
            found &= keys
    return found


def _is_wanted(
    key: str, query: SearchQuery, scores: Mapping[str, float] | None, counts: Mapping[str, int]
) -> bool:
    if scores is not None and key not in scores:
        return False
    only_with_goods = query.filters.category or (query.units and scores is None)
    return key in counts or not only_with_goods


def _rank(
    shop: ShopSnapshot,
    where: Within,
    scores: Mapping[str, float] | None,
    counts: Mapping[str, int],
) -> tuple[float, float, int, str, str]:
    key = str(shop.id)
    score = -round(scores[key], 1) if scores is not None else 0.0
    away = where.distance(shop) or 0.0
    return score, away, -counts.get(key, 0), fold(shop.name), key


def _after(keys: list[str], cursor: str | None) -> int:
    """Where the next page begins, also when shops have come or gone since the last."""
    place, _, last = (cursor or "").partition(".")
    if not place.isdecimal() or len(place) > 6:  # noqa: PLR2004 -- more shops than there are
        return 0
    return keys.index(last) + 1 if last in keys else max(0, int(place) - 1)


def _found(
    shop: ShopSnapshot,
    query: SearchQuery,
    around: Surroundings,
    where: Within,
    counts: Mapping[str, int],
) -> FoundShop:
    deliver, key = query.filters.deliver, str(shop.id)
    today = around.directory.days(around.now)[0]
    return FoundShop(
        id=key,
        slug=shop.slug,
        name=shop.name,
        kind=shop.kind,
        tagline=shop.tagline,
        place=shop.place,
        postal_code=shop.postal_code,
        street=shop.street,
        lat=shop.position.lat,
        lon=shop.position.lon,
        distance_km=where.distance(shop),
        picture=shop.picture,
        image_url=shop.image_url,
        collect_from=around.directory.earliest(key, around.now),
        closed_words=shop.away.notice(today, _DAYS_TOLD),
        delivers=shop.delivery is not None if deliver is None else key in deliver,
        products=counts.get(key, 0),
    )
