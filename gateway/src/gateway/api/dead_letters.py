"""`/api/v1/operations/dead-letters`: parked messages, to look at and to put back to work."""

from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request
from marketkit.errors import NotFoundError
from marketkit.messaging import DeadLetter, MessageBus

from gateway.api.operator import Operator
from gateway.api.schemas import DeadLetterList, DeadLetterOut, DeadLetterShown, Replay, Replayed

router = APIRouter(prefix="/api/v1/operations/dead-letters", tags=["operations"])
MOST = 1000


@router.get("")
async def list_parked(
    request: Request,
    _: Operator,
    queue: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> DeadLetterList:
    """Oldest first."""
    bus: MessageBus = request.app.state.bus
    return DeadLetterList(items=[_out(dead) for dead in await bus.dead_letters(queue, limit)])


@router.get("/{message_id}")
async def show_parked(request: Request, _: Operator, message_id: UUID) -> DeadLetterShown:
    bus: MessageBus = request.app.state.bus
    for dead in await bus.dead_letters(limit=MOST):
        if dead.message.id == message_id:
            return DeadLetterShown(**_out(dead).model_dump(), body=_readable(dead.message.body))
    raise NotFoundError


@router.post("/replay")
async def replay(request: Request, _: Operator, body: Replay) -> Replayed:
    """A message that is no longer parked is not replayed again: twice is once."""
    bus: MessageBus = request.app.state.bus
    known = {dead.queue for dead in await bus.dead_letters(limit=MOST)}
    if body.queue not in known:
        return Replayed(replayed=0)
    return Replayed(replayed=await bus.replay(body.queue, body.ids))


def _out(dead: DeadLetter) -> DeadLetterOut:
    message = dead.message
    return DeadLetterOut(
        id=message.id,
        queue=dead.queue,
        reason=dead.reason,
        type=message.type,
        source=message.source,
        subject=message.subject,
        version=message.version,
        time=message.time,
        attempt=message.attempt,
    )


def _readable(body: bytes) -> Any:
    """A message may be parked precisely because it is no JSON."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return body.decode("utf-8", "replace")
