"""Matters of money that need a person, for the operator."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from orders.domain.shown import Document
from orders.http.answers import answer, local
from orders.http.bodies import Body, Text
from orders.http.dependencies import (
    Ctx,
    Cursor,
    Limit,
    Operator,
    cursor_from,
    cursor_parts,
    uuid_from,
)
from orders.store import matters, reconciliation
from orders.store.matters import Matter
from orders.use_cases.work_on_matter import close_matter, try_again

router = APIRouter(prefix="/api/v1/operations/payments", tags=["operations"])
Kind = Annotated[str | None, Query(max_length=40, pattern="^[a-z_]+$")]
DAYS_SHOWN = 7


class CloseBody(Body):
    note: Text = Field(min_length=3, max_length=1000)
    """What was found and done; kept."""


@router.get("")
async def get_matters(
    context: Ctx,
    _: Operator,
    *,
    state: Literal["open", "ended"] = "open",
    kind: Kind = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """The newest first; `days` says how the last comparisons with the provider ended."""
    before = uuid_from(cursor_parts(cursor, 1)[0]) if cursor else None
    pool = context.database.pool
    found = await matters.page(
        pool, is_open=state == "open", kind=kind, before=before, limit=limit + 1
    )
    following = str(found[limit - 1].id) if len(found) > limit else None
    document = {
        "items": [_matter(each) for each in found[:limit]],
        "next": cursor_from(following) if following else None,
        "open": await matters.how_many(pool),
        "days": [_day(row) for row in await reconciliation.days(pool, DAYS_SHOWN)],
    }
    return answer(document)


@router.post("/{matter_id}/close", status_code=204, response_class=Response)
async def post_close(
    matter_id: UUID, body: CloseBody, context: Ctx, principal: Operator
) -> Response:
    assert principal.id
    await close_matter(context, matter_id, principal.id, body.note)
    return Response(status_code=204)


@router.post("/{matter_id}/again", status_code=204, response_class=Response)
async def post_again(matter_id: UUID, context: Ctx, principal: Operator) -> Response:
    """Once more on its way back to the buyer."""
    assert principal.id
    await try_again(context, matter_id, principal.id)
    return Response(status_code=204)


def _matter(matter: Matter) -> Document:
    return {
        "id": matter.id,
        "kind": matter.kind,
        "order_id": matter.order_id,
        "number": matter.number,
        "details": matter.details,
        "due_at": local(matter.due_at) if matter.due_at else None,
        "at": local(matter.created_at),
        "ended_at": local(matter.ended_at) if matter.ended_at else None,
        "note": matter.note,
        "can_try": matter.ended_at is None and matter.can_be_tried,
    }


def _day(row: Any) -> Document:
    return {
        "day": row["day"],
        "entries": row["entries"],
        "differences": row["differences"],
        "compared_at": local(row["compared_at"]),
    }
