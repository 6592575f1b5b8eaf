"""Handing a prepared shop to its owner."""

from fastapi import APIRouter, Request, Response

from catalog.http import answers
from catalog.http.dependencies import Around, Caller, Cursor, Limit, Member, Slug
from catalog.http.shapes import ListOf, ProductShape
from catalog.http.shop_shapes import HandoverShape, InsideShopShape, PreparedHandoverShape
from catalog.queries.handover import handover_products, read_handover
from catalog.queries.shop_page import read_shop
from catalog.store.answers import moment
from catalog.use_cases.accept_handover import accept_handover
from catalog.use_cases.check_handover import check_handover
from catalog.use_cases.people.forms import AcceptForm, CheckForm
from catalog.use_cases.prepare_handover import HandoverForm, prepare_handover

router = APIRouter(prefix="/api/v1", tags=["hand-over"])


@router.post(
    "/shops/{slug}/handover", status_code=201, responses={201: {"model": PreparedHandoverShape}}
)
async def post_handover(
    slug: Slug, actor: Member, around: Around, form: HandoverForm | None = None
) -> Response:
    """A link for the owner. It is shown here once; asking again makes a new one."""
    prepared = await prepare_handover(slug, form or HandoverForm(), actor, around)
    return answers.plain(
        {
            "code": prepared.code,
            "url_path": f"/uebernahme/{prepared.code}",
            "expires_at": moment(prepared.expires_at),
        },
        status=201,
    )


@router.get("/handovers/{code}", responses={200: {"model": HandoverShape}})
async def get_handover(code: str, actor: Caller, around: Around) -> Response:
    """Which shop the link leads to, and who prepared it."""
    found = await read_handover(around.db, code, actor, around.clock.now())
    return answers.plain(found)


@router.get("/handovers/{code}/products", responses={200: {"model": ListOf[ProductShape]}})
async def get_handover_products(
    code: str, actor: Caller, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """The shop's products with their prices, for whoever is about to take it over."""
    found = await handover_products(around.db, code, actor, limit, cursor, around.clock.now())
    return answers.page_of_bytes(found)


@router.post("/handovers/{code}/check", responses={200: {"model": HandoverShape}})
async def post_check(code: str, form: CheckForm, actor: Caller, around: Around) -> Response:
    """This part is right, or what is wrong with it; the advisor is told."""
    await check_handover(code, form, around)
    found = await read_handover(around.db, code, actor, around.clock.now())
    return answers.plain(found)


@router.post("/handovers/{code}/accept", responses={200: {"model": InsideShopShape}})
async def post_accept(
    code: str, request: Request, actor: Member, around: Around, form: AcceptForm | None = None
) -> Response:
    """Take the shop over, and say whether the advisor may go on.

    The same account may ask again; for anyone else the link is used.
    """
    shop = await accept_handover(code, form or AcceptForm(), actor, around)
    answer = await read_shop(around.db, shop.slug, actor, around.clock.now())
    return answers.stored(request, answer, private=True)
