"""The shops that the words of a search name, with how many of the hits are theirs."""

from collections.abc import Mapping

from search.domain.document import ShopSnapshot
from search.domain.geo import Point
from search.domain.query import Filters
from search.domain.result import ShopHit
from search.domain.shop_search import MOST_SHOPS, NamedShop, ShopIndex, Within
from search.queries.ask import Question


def shops_named(
    question: Question, counts: Mapping[str, int], index: ShopIndex
) -> tuple[ShopHit, ...]:
    """On the first page only. Where the named place has none, those elsewhere, nearest first."""
    query = question.query
    if query.page > 1 or not query.units:
        return ()
    found = index.named(query.units, within(query.filters, query.origin))
    if not found and question.said:
        found = index.named(query.units, Within(origin=query.origin))
    return tuple(_hit(each, counts) for each in found[:MOST_SHOPS])


def within(filters: Filters, origin: Point | None) -> Within:
    return Within(filters.places, filters.postal_codes, filters.circle, origin)


def _hit(named: NamedShop, counts: Mapping[str, int]) -> ShopHit:
    shop: ShopSnapshot = named.shop
    return ShopHit(
        id=str(shop.id),
        slug=shop.slug,
        name=shop.name,
        kind=shop.kind,
        tagline=shop.tagline,
        place=shop.place,
        picture=shop.picture,
        image_url=shop.image_url,
        distance_km=named.distance_km,
        products=counts.get(str(shop.id), 0),
    )
