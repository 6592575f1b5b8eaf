"""The shop's own list of its goods."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BeforeValidator, StringConstraints

from catalog.domain.product import ProductStatus
from catalog.http.dependencies import Around, Cursor, Member, SearchText, Slug
from catalog.http.shapes import ListOf, ProductShape
from catalog.queries.inventory import MOST_COUNTED, Sort, Wanted, list_inventory
from catalog.store.answers import to_json

router = APIRouter(prefix="/api/v1/shops/{slug}", tags=["products"])


# An address holds texts, which are no numbers to choose from until they are read as such.
PageSize = Annotated[Literal[25, 50, 100], BeforeValidator(int)]


class InventoryShape(ListOf[ProductShape]):
    previous: str | None
    total: int
    """Never more than a thousand: counting further would cost more than anybody wants to know."""
    more_than_total: bool


async def _wanted(  # noqa: PLR0913, PLR0917 -- one for each way to sift
    q: SearchText = None,
    status: ProductStatus | None = None,
    category: Annotated[
        str | None, StringConstraints(pattern=r"^[a-z0-9_]{1,60}$"), Query()
    ] = None,
    out: bool = False,
    stale: bool = False,
    reduced: bool = False,
    incomplete: bool = False,
    sort: Sort = "title",
    descending: bool = False,
    limit: PageSize = 25,
    cursor: Cursor = None,
    backwards: bool = False,
) -> Wanted:
    return Wanted(
        q, status, category, out, stale, reduced, incomplete, sort, descending, limit, cursor,
        backwards and cursor is not None,
    )  # fmt: skip


@router.get("/inventory", responses={200: {"model": InventoryShape}})
async def get_inventory(
    slug: Slug, actor: Member, around: Around, wanted: Annotated[Wanted, Depends(_wanted)]
) -> Response:
    """For the shop's people: found by words, title, article number or EAN; pages both ways."""
    found = await list_inventory(slug, wanted, actor, around)
    rest: dict[str, Any] = {
        "next": found.following,
        "previous": found.previous,
        "total": min(found.total, MOST_COUNTED),
        "more_than_total": found.total > MOST_COUNTED,
    }
    body = b'{"items":[' + b",".join(found.items) + b"]," + to_json(rest)[1:]
    return Response(body, media_type="application/json")
