"""Files for authorities and advisers: of one shop, and for the operator of all."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from marketkit.service import SignedIn
from starlette.responses import StreamingResponse

from orders.domain.export import Export, span_for
from orders.files.exports.made import Wanted, made
from orders.http.dependencies import Ctx, Operator, Slug
from orders.use_cases.context import Context
from orders.use_cases.read_papers import shop_of_book_keeper

router = APIRouter(prefix="/api/v1", tags=["exports"])
OF_SHOPS = "/shops/{slug}/exports"
_MEDIA = {"csv": "text/csv", "zip": "application/zip"}
FILES: dict[int | str, dict[str, Any]] = {200: {"content": {name: {} for name in _MEDIA.values()}}}


class Asked:
    """Days, both included; for DATEV whose adviser and which of the adviser's clients."""

    def __init__(
        self,
        first: Annotated[date, Query(alias="from")],
        last: Annotated[date, Query(alias="to")],
        consultant: Annotated[int, Query(ge=1001, le=9_999_999)] = 1001,
        client: Annotated[int, Query(ge=1, le=99_999)] = 1,
    ) -> None:
        self.first = first
        self.last = last
        self.consultant = consultant
        self.client = client


Ask = Annotated[Asked, Depends()]


def _of_shop(export: Export) -> Callable[..., Awaitable[Response]]:
    async def of_shop(slug: Slug, context: Ctx, principal: SignedIn, asked: Ask) -> Response:
        assert principal.id
        shop_id = await shop_of_book_keeper(context, slug, principal.id)
        return await _answer(context, asked, export, (shop_id, slug))

    of_shop.__name__ = f"{export.value}_of_shop"
    return of_shop


# Each has its own address: the catalogue answers others below the same path.
for _export in Export:
    router.get(f"{OF_SHOPS}/{_export.value}", response_class=Response, responses=FILES)(
        _of_shop(_export)
    )


@router.get("/operations/exports/{kind}", response_class=Response, responses=FILES)
async def of_all(kind: Export, context: Ctx, _: Operator, asked: Ask) -> Response:
    """Of all shops; as DATEV the operator's own invoices to them."""
    return await _answer(context, asked, kind, (None, "markt"))


async def _answer(context: Context, asked: Asked, export: Export, of: tuple[Any, str]) -> Response:
    span = span_for(export, asked.first, asked.last)
    shop_id, who = of
    wanted = Wanted(export, span, shop_id, who, asked.consultant, asked.client)
    prefix = "EXTF_" if export is Export.DATEV else ""
    name = f"{prefix}{export.value}-{who}-{span.first}-{span.last}.{export.ending}"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-store",
    }
    pieces = await made(context, wanted)
    return StreamingResponse(pieces, headers=headers, media_type=_MEDIA[export.ending])
