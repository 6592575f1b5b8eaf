"""`GET /api/v1/search/parked`: the documents that an index refuses, for operators."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response
from marketkit.errors import FieldError, InvalidError
from marketkit.service import SignedIn
from pydantic import BaseModel

from search.store.upkeep import Parked, parked_documents
from search.use_cases.word_desk import check_is_operator

router = APIRouter(prefix="/api/v1/search/parked", tags=["operations"])


class ParkedModel(BaseModel):
    engine: str
    product_id: UUID
    title: str | None
    reason: str
    """In the engine's words."""
    parked_at: datetime


_SHOWN = tuple(ParkedModel.model_fields)


class ParkedListModel(BaseModel):
    items: list[ParkedModel]
    next: str | None


@router.get("", responses={200: {"model": ParkedListModel}})
async def get_parked(
    request: Request,
    actor: SignedIn,
    limit: Annotated[int, Query(ge=1, le=100)] = 24,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:
    """All else is indexed without them; each is tried again when it changes or all is rebuilt."""
    check_is_operator(actor)
    pool = request.app.state.database.pool
    found = await parked_documents(pool, _after(cursor), limit + 1)
    page = found[:limit]
    content = {
        "items": [{key: getattr(each, key) for key in _SHOWN} for each in page],
        "next": _cursor(page[-1]) if len(found) > limit else None,
    }
    headers = {"Cache-Control": "no-store"}
    body = orjson.dumps(content, default=str)
    return Response(body, headers=headers, media_type="application/json")


def _cursor(last: Parked) -> str:
    return f"{last.engine}.{last.product_id}"


def _after(cursor: str | None) -> tuple[str, UUID] | None:
    if not cursor:
        return None
    engine, _, product = cursor.rpartition(".")
    try:
        last = UUID(product)
    except ValueError:
        last = None
    if last is None or not engine.isidentifier():
        message = "Diese Stelle der Liste gibt es nicht."
        raise InvalidError(errors=[FieldError("cursor", message)])
    return engine, last
