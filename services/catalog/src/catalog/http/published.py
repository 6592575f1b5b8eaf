"""All products on sale, page by page, for those who list the whole market."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime, BaseModel

from catalog.http import answers
from catalog.http.dependencies import Around
from catalog.queries.published import list_published, marks_of_pages, news_of

router = APIRouter(prefix="/api/v1/products/published", tags=["products"])


class PublishedShape(BaseModel):
    id: UUID
    slug: str
    updated_at: AwareDatetime


class PublishedPageShape(BaseModel):
    items: list[PublishedShape]
    next: UUID | None
    """Ask again with it as `after`."""


class NewsShape(PublishedShape):
    title: str
    summary: str
    published_at: AwareDatetime
    shop: str
    place: str


class NewsListShape(BaseModel):
    items: list[NewsShape]


@router.get("", responses={200: {"model": PublishedPageShape}})
async def get_published(
    around: Around,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """What everyone can buy, in the order of ids; nothing is skipped while goods come and go."""
    found = await list_published(around.db, after, limit)
    return answers.plain({"items": found.items, "next": found.next})


# Not part of the public API: it counts through the whole index, and only our site map needs it.
@router.get("/marks", include_in_schema=False)
async def get_marks(
    around: Around, every: Annotated[int, Query(ge=1000, le=50_000)] = 10_000
) -> Response:
    """After which ids the second and later pages of a site map begin."""
    return answers.plain({"items": await marks_of_pages(around.db, every)})


@router.get("/news", responses={200: {"model": NewsListShape}})
async def get_news(
    around: Around, wanted: Annotated[list[UUID], Query(alias="id", min_length=1, max_length=50)]
) -> Response:
    """Title, summary and dates of the named products, as far as they are on sale."""
    return answers.plain({"items": await news_of(around.db, wanted)})
