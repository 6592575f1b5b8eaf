"""Shops: seen by everyone, written by their people and advisors."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AwareDatetime

from catalog.domain.rights import Actor
from catalog.http import answers
from catalog.http.dependencies import (
    Around,
    Caller,
    Cursor,
    ExpectedVersion,
    IdempotencyKey,
    Limit,
    Member,
    SearchText,
    Slug,
)
from catalog.http.shapes import ListOf
from catalog.http.shop_shapes import (
    ActivityShape,
    InsideShopShape,
    MyShopShape,
    ShopItemShape,
    ShopShape,
)
from catalog.queries.activity import LogFilter, Side, list_activity
from catalog.queries.my_shops import my_shops
from catalog.queries.shop_list import ShopFilter, list_shops
from catalog.queries.shop_page import read_shop
from catalog.use_cases.change_shop import change_shop
from catalog.use_cases.create_shop import create_shop
from catalog.use_cases.open_shop import open_shop
from catalog.use_cases.pause_shop import pause_shop
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.shop_form import ShopChanges, ShopForm

router = APIRouter(prefix="/api/v1", tags=["shops"])


@router.get("/shops", responses={200: {"model": ListOf[ShopItemShape]}})
async def get_shops(
    around: Around,
    place: SearchText = None,
    category: Annotated[str | None, Query(max_length=60)] = None,
    q: SearchText = None,
    limit: Limit = 24,
    cursor: Cursor = None,
) -> Response:
    """Public shops by name; `category` keeps those that sell something in that branch."""
    wanted = ShopFilter(place, category, q, limit, cursor, around.today())
    return answers.page(await list_shops(around.db, around.region, wanted))


@router.post("/shops", status_code=201, responses={201: {"model": InsideShopShape}})
async def post_shop(
    form: ShopForm, actor: Member, around: Around, idempotency_key: IdempotencyKey = None
) -> Response:
    """An advisor brings in a business; it stays a draft until it goes live."""
    shop = await create_shop(form, actor, idempotency_key, around)
    answer = await read_shop(around.db, shop.slug, actor, around.clock.now())
    return answers.created(answer, f"/api/v1/shops/{shop.slug}")


@router.get("/my/shops", responses={200: {"model": ListOf[MyShopShape]}})
async def get_my_shops(
    actor: Member, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """The shops one works for, or brought in as an advisor."""
    return answers.page(await my_shops(around.db, actor, limit, cursor, around.clock.now()))


@router.get("/shops/{slug}", responses={200: {"model": ShopShape}})
async def get_shop(slug: Slug, request: Request, actor: Caller, around: Around) -> Response:
    """A shop; its own people also see what is missing and who works there."""
    answer = await read_shop(around.db, slug, actor, around.clock.now())
    return answers.stored(request, answer, private=actor.id is not None)


@router.patch("/shops/{slug}", responses={200: {"model": InsideShopShape}})
async def patch_shop(
    slug: Slug,
    form: ShopChanges,
    request: Request,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """Change what is sent; with If-Match only if nobody else did meanwhile."""
    await change_shop(slug, form, actor, expected, around)
    return await _as_it_is_now(slug, request, actor, around)


@router.post("/shops/{slug}/go-live", responses={200: {"model": InsideShopShape}})
async def post_go_live(slug: Slug, request: Request, actor: Member, around: Around) -> Response:
    """From now on everyone sees the shop; 422 names what is still missing."""
    await open_shop(slug, actor, around)
    return await _as_it_is_now(slug, request, actor, around)


@router.post("/shops/{slug}/pause", responses={200: {"model": InsideShopShape}})
async def post_pause(slug: Slug, request: Request, actor: Member, around: Around) -> Response:
    """Still visible, but no orders until it goes live again."""
    await pause_shop(slug, actor, around)
    return await _as_it_is_now(slug, request, actor, around)


async def _log_filter(
    who: UUID | None = None,
    side: Side | None = None,
    action: Annotated[str | None, Query(pattern=r"^[a-z_]+(\.[a-z_]+)?$", max_length=60)] = None,
    since: AwareDatetime | None = None,
    limit: Limit = 24,
    cursor: Cursor = None,
) -> LogFilter:
    return LogFilter(who, side, action, since, limit, cursor)


@router.get("/shops/{slug}/activity", responses={200: {"model": ListOf[ActivityShape]}})
async def get_activity(
    slug: Slug, actor: Member, around: Around, wanted: Annotated[LogFilter, Depends(_log_filter)]
) -> Response:
    """Who changed what for the shop, with the values before and after, newest first."""
    return answers.page(await list_activity(around.db, slug, actor, wanted, around.clock.now()))


async def _as_it_is_now(
    slug: str, request: Request, actor: Actor, around: Surroundings
) -> Response:
    answer = await read_shop(around.db, slug, actor, around.clock.now())
    return answers.stored(request, answer, private=True)
