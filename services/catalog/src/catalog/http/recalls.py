"""Recalls: read by everyone, written by operators and by owners for their own goods."""

from uuid import UUID

from fastapi import APIRouter, Response

from catalog.domain.rights import Actor
from catalog.http import answers
from catalog.http.dependencies import Around, Caller, Cursor, IdempotencyKey, Limit, Member
from catalog.http.duty_shapes import RecallShape, WholeRecallShape
from catalog.http.shapes import ListOf
from catalog.queries.duties.recalls import list_public, read_recall
from catalog.use_cases.duties.forms import CorrectionForm, RecallForm
from catalog.use_cases.duties.recalls import (
    correct_recall,
    end_recall,
    publish_recall,
    write_recall,
)
from catalog.use_cases.ports import Surroundings

router = APIRouter(prefix="/api/v1/recalls", tags=["duties"])


@router.get("", responses={200: {"model": ListOf[RecallShape]}})
async def get_recalls(
    around: Around, product_id: UUID | None = None, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """Everything that was called back, newest first; those that are over as well."""
    return answers.page(await list_public(around.db, product_id, limit, cursor))


@router.post("", status_code=201, responses={201: {"model": WholeRecallShape}})
async def post_recall(
    form: RecallForm, actor: Member, around: Around, idempotency_key: IdempotencyKey = None
) -> Response:
    """Write a recall down; nobody sees it until it is published."""
    recall_id = await write_recall(form, actor, idempotency_key, around)
    return await _recall(recall_id, actor, around, 201)


@router.get("/{recall_id}", responses={200: {"model": WholeRecallShape}})
async def get_recall(recall_id: UUID, actor: Caller, around: Around) -> Response:
    """With every version of its words since it was published."""
    return await _recall(recall_id, actor, around)


@router.patch("/{recall_id}", responses={200: {"model": WholeRecallShape}})
async def patch_recall(
    recall_id: UUID, form: CorrectionForm, actor: Member, around: Around
) -> Response:
    """Other words; with `mail` an operator has buyers written to once more."""
    await correct_recall(recall_id, form, actor, around)
    return await _recall(recall_id, actor, around)


@router.post("/{recall_id}/publish", responses={200: {"model": WholeRecallShape}})
async def post_publish(recall_id: UUID, actor: Member, around: Around) -> Response:
    """Off sale, blocked, public, and mailed to every buyer; twice is once."""
    await publish_recall(recall_id, actor, around)
    return await _recall(recall_id, actor, around)


@router.post("/{recall_id}/end", responses={200: {"model": WholeRecallShape}})
async def post_end(recall_id: UUID, actor: Member, around: Around) -> Response:
    """Over; the goods may be offered again, the recall stays readable."""
    await end_recall(recall_id, actor, around)
    return await _recall(recall_id, actor, around)


async def _recall(
    recall_id: UUID, actor: Actor, around: Surroundings, status: int = 200
) -> Response:
    now = around.clock.now()
    found = await read_recall(around.db, recall_id, actor, now, around.duties)
    return answers.plain(found, status)
