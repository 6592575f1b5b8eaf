"""Papers for the shop's door and shelves, with QR codes into the market."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from catalog.domain.rights import Action
from catalog.domain.shelf_card import MOST_CARDS, cards_of
from catalog.files import poster_paper, shelf_paper
from catalog.files.poster_paper import Shown, Size
from catalog.http import answers
from catalog.http.dependencies import Around, Member, Slug
from catalog.queries.printing import goods_to_print, picture_of, shop_to_print
from catalog.store.shop_documents import monday_of

router = APIRouter(prefix="/api/v1/shops/{slug}", tags=["printing"])

_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}
Chosen = Annotated[
    list[UUID] | None,
    Query(max_length=MOST_CARDS, description="Repeatable; all that is on sale if absent."),
]


@router.get("/poster.pdf", response_class=Response, responses=_PDF)
async def get_poster(slug: Slug, actor: Member, around: Around, size: Size = "a4") -> Response:
    """Name, picture, hours and a QR code to the shop's page, as accessible PDF (PDF/UA-1)."""
    shop = await shop_to_print(slug, actor, Action.PROFILE, around)
    picture, is_photo = await picture_of(shop, around)
    market = f"Regionalmarkt {around.region.place}".strip()
    monday = monday_of(around.today())
    shown = Shown(market, around.public_url, picture, is_photo, monday)
    made = await poster_paper.as_pdf(shop, shown, size, around.clock.now())
    return _paper(made, f"aushang-{slug}-{size}.pdf")


@router.get("/shelf-cards.pdf", response_class=Response, responses=_PDF)
async def get_shelf_cards(
    slug: Slug, actor: Member, around: Around, products: Chosen = None
) -> Response:
    """A card for each variant on sale, eight on a sheet: price, unit price, deposit, allergens."""
    shop = await shop_to_print(slug, actor, Action.PRODUCTS, around)
    cards = cards_of(await goods_to_print(shop, products, around), around.region)
    made = await shelf_paper.as_pdf(
        shop, cards, around.region, around.public_url, around.clock.now()
    )
    return _paper(made, f"schilder-{slug}.pdf")


def _paper(content: bytes, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', **answers.PRIVATE}
    return Response(content, headers=headers, media_type="application/pdf")
