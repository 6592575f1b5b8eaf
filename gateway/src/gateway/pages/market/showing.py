"""Questions about what is shown beside a product, and about everything that is on sale."""

from collections.abc import Sequence
from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.search import Hit
from gateway.pages.answers.showing import (
    Alike,
    FoundShop,
    FoundShops,
    Marks,
    News,
    NewsList,
    PublishedPage,
)
from gateway.pages.market.caller import Caller

_CATALOG, _SEARCH = "catalog", "search"


async def shops(ask: Caller, **question: Any) -> FoundShops:
    return await ask.get(FoundShops, _SEARCH, "/search/shops", question)


async def shops_by_name(ask: Caller, **question: Any) -> Page[FoundShop]:
    """From the catalogue, which knows no distances and no days."""
    return await ask.get(Page[FoundShop], _CATALOG, "/shops", question)


async def similar(ask: Caller, product_id: str, most: int) -> Sequence[Hit]:
    query = {"product": product_id, "limit": most}
    return (await ask.get(Alike, _SEARCH, "/search/similar", query)).items


async def together(ask: Caller, product_id: str, most: int) -> Alike:
    query = {"product": product_id, "limit": most}
    return await ask.get(Alike, _SEARCH, "/search/together", query)


async def published(ask: Caller, after: str | None, limit: int) -> PublishedPage:
    query = {"after": after, "limit": limit}
    return await ask.get(PublishedPage, _CATALOG, "/products/published", query)


async def marks(ask: Caller, every: int) -> Sequence[str]:
    """The ids after which the second and later pages of the site map begin."""
    found = await ask.get(Marks, _CATALOG, "/products/published/marks", {"every": every})
    return found.items


async def news(ask: Caller, ids: Sequence[str]) -> Sequence[News]:
    found = await ask.get(NewsList, _CATALOG, "/products/published/news", {"id": list(ids)})
    return found.items
