"""Selling rounds: open to everybody's eyes, planned by the market's people."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.clock import new_id
from marketkit.service import SignedIn

from orders.domain import round_list
from orders.domain.errors import RoundNotFoundError
from orders.domain.rounds import SellingRound
from orders.domain.shown import Document
from orders.http.answers import answer
from orders.http.dependencies import (
    Ctx,
    Cursor,
    IdempotencyKey,
    IfMatch,
    Limit,
    OfTheMarket,
    Slug,
    cursor_from,
    cursor_parts,
    moment_from,
    uuid_from,
)
from orders.http.round_answers import candidate, count, head, producer
from orders.http.round_bodies import RoundBody
from orders.store import round_lists, rounds
from orders.use_cases import plan_round as plan
from orders.use_cases.context import Context
from orders.use_cases.read_counter import shop_of_staff

router = APIRouter(prefix="/api/v1", tags=["selling rounds"])


@router.get("/rounds")
async def get_open(context: Ctx, limit: Limit = 20, cursor: Cursor = None) -> Response:
    """What is open or planned; the one that closes last comes first."""
    return await _listed(context, limit, cursor, open_after=context.clock.now())


@router.get("/rounds/all")
async def get_all(
    context: Ctx, _: OfTheMarket, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """Also the closed ones, for the market's people."""
    return await _listed(context, limit, cursor)


@router.get("/rounds/producers")
async def get_producers(
    context: Ctx, _: OfTheMarket, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    """Shops that have allowed their goods to be sold in rounds, for the market's people."""
    after = uuid_from(cursor_parts(cursor, 1)[0]) if cursor else None
    rows = await rounds.candidates(context.database.pool, after, limit + 1)
    page = rows[:limit]
    following = cursor_from(str(page[-1]["shop_id"])) if len(rows) > limit else None
    return answer({"items": [candidate(row) for row in page], "next": following})


@router.post("/rounds", status_code=201)
async def create(
    body: RoundBody, key: IdempotencyKey, context: Ctx, principal: OfTheMarket
) -> Response:
    assert principal.id
    made = await plan.plan_round(context, body.selling_round(new_id()), principal.id, key)
    return await _shown(context, made, 201)


@router.get("/rounds/{round_id}")
async def get_one(round_id: UUID, context: Ctx) -> Response:
    return await _shown(context, await _found(context, round_id))


@router.put("/rounds/{round_id}")
async def change(
    round_id: UUID, body: RoundBody, context: Ctx, _: OfTheMarket, expected: IfMatch
) -> Response:
    """All of it at once; with If-Match only if nobody else changed it meanwhile."""
    wanted = body.selling_round(round_id)
    return await _shown(context, await plan.change_round(context, wanted, expected))


@router.post("/rounds/{round_id}/copy", status_code=201)
async def copy(
    round_id: UUID, key: IdempotencyKey, context: Ctx, principal: OfTheMarket
) -> Response:
    """The same once more, so many whole weeks later that it lies ahead."""
    assert principal.id
    made = await plan.copy_round(context, round_id, principal.id, key)
    return await _shown(context, made, 201)


@router.post("/rounds/{round_id}/close")
async def close(round_id: UUID, context: Ctx, _: OfTheMarket) -> Response:
    """Now instead of later; the producers get their lists within a minute or two."""
    return await _shown(context, await plan.end_round(context, round_id))


@router.get("/rounds/{round_id}/counts")
async def get_counts(round_id: UUID, context: Ctx, _: OfTheMarket) -> Response:
    """How much each producer sells in it, for the market's people: not who buys."""
    found = await _found(context, round_id)
    pool = context.database.pool
    shops = await rounds.shops(pool, [*found.producers])
    counted = await round_lists.counts(pool, round_id, [*found.producers], found.opens_at)
    items = [count(shop, counted.get(shop["shop_id"])) for shop in shops]
    return answer({"items": items, "next": None})


@router.get("/rounds/{round_id}/lists/{slug}")
async def get_list(round_id: UUID, slug: Slug, context: Ctx, principal: SignedIn) -> Response:
    """What this producer is to bring, and for whom; for its own people."""
    assert principal.id
    shop_id = await shop_of_staff(context, slug, principal.id, "orders")
    found = await _found(context, round_id)
    if shop_id not in found.producers:
        raise RoundNotFoundError
    rows = await round_lists.ordered(context.database.pool, round_id, shop_id, found.opens_at)
    of_round = {"round": head(found, context.clock.now())}
    return answer(of_round | round_list.document(round_list.stops_of(rows)))


@router.get("/shops/{slug}/rounds")
async def get_of_shop(slug: Slug, context: Ctx, principal: SignedIn) -> Response:
    """In which rounds this shop sells, is going to, or has just sold; for its own people."""
    assert principal.id
    shop_id = await shop_of_staff(context, slug, principal.id, "orders")
    now = context.clock.now()
    found = await rounds.around(context.database.pool, [shop_id], now)
    return answer({"items": [head(each, now) for each in found], "next": None})


async def _found(context: Context, round_id: UUID) -> SellingRound:
    found = await rounds.find(context.database.pool, round_id)
    if found is None:
        raise RoundNotFoundError
    return found


async def _listed(
    context: Context, limit: int, cursor: str | None, open_after: datetime | None = None
) -> Response:
    found = await rounds.page(
        context.database.pool,
        limit + 1,
        open_after=open_after,
        before=_position(cursor) if cursor else None,
    )
    page = found[:limit]
    last = page[-1] if len(found) > limit else None
    following = cursor_from(last.closes_at.isoformat(), str(last.id)) if last else None
    return answer({"items": await _documents(context, page), "next": following})


async def _shown(context: Context, found: SellingRound, status: int = 200) -> Response:
    (document,) = await _documents(context, [found])
    response = answer(document, status)
    response.headers["etag"] = f'"{found.version}"'
    return response


async def _documents(context: Context, found: Sequence[SellingRound]) -> list[Document]:
    """All their producers in one statement."""
    ids = list({shop for each in found for shop in each.producers})
    shops = await rounds.shops(context.database.pool, ids) if ids else []
    now = context.clock.now()
    return [
        head(each, now)
        | {"producers": [producer(each, row) for row in shops if row["shop_id"] in each.producers]}
        for each in found
    ]


def _position(cursor: str) -> tuple[datetime, UUID]:
    at, round_id = cursor_parts(cursor, 2)
    return moment_from(at), uuid_from(round_id)
