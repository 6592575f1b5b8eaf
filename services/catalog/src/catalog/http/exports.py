"""Exports: a shop takes its goods, or everything it owns, along; streamed, never held whole."""

from collections.abc import AsyncIterator, Sequence
from typing import Literal

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from catalog.domain.imports.columns import Words
from catalog.domain.rights import Actor
from catalog.files import export_archive, export_goods
from catalog.files.export_goods import Goods
from catalog.http.dependencies import Around, Member, Slug
from catalog.queries import exports
from catalog.use_cases.ports import Surroundings

router = APIRouter(prefix="/api/v1/shops/{slug}", tags=["exports"])
Name = Literal[
    "products.csv", "products.xlsx", "woocommerce.csv", "shopify.csv", "template.csv",
    "template.xlsx", "archive.zip",
]  # fmt: skip
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@router.get("/exports/{name}", response_class=Response)
async def get_export(
    slug: Slug, name: Name, request: Request, actor: Member, around: Around
) -> Response:
    """Goods as a table, for other shop systems, as an empty pattern; all there is as an archive."""
    words: Words = request.app.state.import_words
    pieces = await _pieces(slug, name, actor, words, around)
    kind = name.rpartition(".")[2]
    headers = {
        "content-disposition": f'attachment; filename="{slug}-{name}"',
        "cache-control": "private, no-store",
    }
    return StreamingResponse(pieces, headers=headers, media_type=_KINDS[kind])


async def _pieces(
    slug: str, name: Name, actor: Actor, words: Words, around: Surroundings
) -> AsyncIterator[bytes]:
    everything = name == "archive.zip"
    shop = await exports.shop_to_export(slug, actor, around, everything=everything)
    used: Sequence[str] = sorted(await exports.statements_used(shop, around))
    goods = Goods(shop, around, words, used)
    match name:
        case "template.csv" | "template.xlsx":
            return export_goods.template(goods, name.rpartition(".")[2])
        case "products.csv":
            return export_goods.as_csv(goods)
        case "products.xlsx":
            return export_goods.as_xlsx(goods)
        case "archive.zip":
            return export_archive.archive(goods)
        case "woocommerce.csv" | "shopify.csv":
            return export_goods.for_another_shop(goods, name.removesuffix(".csv"))
