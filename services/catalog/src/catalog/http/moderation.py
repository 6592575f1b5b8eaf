"""The operators' work on what was reported, and on what authorities demand."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from catalog.domain.rights import Actor
from catalog.files import transparency_table
from catalog.http import answers
from catalog.http.dependencies import Around, Cursor, Limit, Member
from catalog.http.duty_shapes import (
    CaseShape,
    InsideRecallShape,
    QueuedCaseShape,
    TakedownIdShape,
    TakedownShape,
)
from catalog.http.notices import police
from catalog.http.shapes import ListOf
from catalog.queries.duties.case import read_case
from catalog.queries.duties.queue import View, Wanted, list_cases
from catalog.queries.duties.recalls import list_all
from catalog.queries.duties.takedowns import list_takedowns
from catalog.queries.duties.transparency import read_transparency
from catalog.use_cases.duties.complain import decide_complaint
from catalog.use_cases.duties.decide import be_seen, decide_case, lift, release_case, take_case
from catalog.use_cases.duties.forms import (
    ComplaintDecisionForm,
    DecisionForm,
    DoneForm,
    LiftForm,
    TakedownForm,
)
from catalog.use_cases.duties.takedowns import enter_takedown, mark_takedown_done
from catalog.use_cases.ports import Surroundings

router = APIRouter(prefix="/api/v1/moderation", tags=["duties"])


@router.get("/cases", responses={200: {"model": ListOf[QueuedCaseShape]}})
async def get_cases(
    actor: Member, around: Around, view: View = "open", limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """Most dangerous first, then oldest; several notices about one thing are one case."""
    await be_seen(actor, around)
    return answers.page(await list_cases(around.db, actor, Wanted(view, limit, cursor)))


@router.get("/cases/{case_id}", responses={200: {"model": CaseShape}})
async def get_case(case_id: UUID, actor: Member, around: Around) -> Response:
    return await _case(case_id, actor, around)


@router.post("/cases/{case_id}/take", responses={200: {"model": CaseShape}})
async def post_take(case_id: UUID, actor: Member, around: Around) -> Response:
    """I work on this one."""
    await take_case(case_id, actor, around)
    return await _case(case_id, actor, around)


@router.post("/cases/{case_id}/release", responses={200: {"model": CaseShape}})
async def post_release(case_id: UUID, actor: Member, around: Around) -> Response:
    """Somebody else may."""
    await release_case(case_id, actor, around)
    return await _case(case_id, actor, around)


@router.post("/cases/{case_id}/decide", responses={200: {"model": CaseShape}})
async def post_decision(
    case_id: UUID, form: DecisionForm, actor: Member, around: Around
) -> Response:
    """Decide; the shop gets the statement of reasons and everybody who reported the result."""
    await decide_case(case_id, form, actor, around)
    return await _case(case_id, actor, around)


@router.post("/cases/{case_id}/lift", responses={200: {"model": CaseShape}})
async def post_lift(case_id: UUID, form: LiftForm, actor: Member, around: Around) -> Response:
    """What was restricted is allowed again."""
    await lift(case_id, form, actor, around)
    return await _case(case_id, actor, around)


@router.post("/complaints/{complaint_id}/decide", responses={200: {"model": CaseShape}})
async def post_complaint_decision(
    complaint_id: UUID, form: ComplaintDecisionForm, actor: Member, around: Around
) -> Response:
    """Another person than the first decides."""
    decision = await decide_complaint(complaint_id, form, actor, around)
    return await _case(decision.case_id, actor, around)


@router.get("/recalls", responses={200: {"model": ListOf[InsideRecallShape]}})
async def get_recalls(
    actor: Member, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """All recalls with their deadlines, drafts too."""
    rules, today = around.duties, around.today()
    return answers.page(await list_all(around.db, actor, today, rules, limit, cursor))


@router.get("/takedowns", responses={200: {"model": ListOf[TakedownShape]}})
async def get_takedowns(
    actor: Member, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """What authorities demanded, until when, and when it was done."""
    rules, today = around.duties, around.today()
    return answers.page(await list_takedowns(around.db, actor, today, rules, limit, cursor))


@router.post("/takedowns", status_code=201, responses={201: {"model": TakedownIdShape}})
async def post_takedown(form: TakedownForm, actor: Member, around: Around) -> Response:
    """Enter an order; the same one twice is one."""
    return answers.plain({"id": await enter_takedown(form, actor, around)}, 201)


@router.post("/takedowns/{takedown_id}/done", status_code=204, response_class=Response)
async def post_done(takedown_id: UUID, form: DoneForm, actor: Member, around: Around) -> Response:
    await mark_takedown_done(takedown_id, form, actor, around)
    return Response(status_code=204)


@router.get(
    "/transparency.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}},
)
async def get_transparency(
    actor: Member,
    around: Around,
    year: Annotated[int | None, Query(ge=2000, le=2100, description="The running one")] = None,
) -> Response:
    """Counters for the yearly transparency report, in German."""
    chosen = year or around.today().year
    found = await read_transparency(around.db, actor, chosen)
    named = f'attachment; filename="transparenz-{chosen}.csv"'
    headers = {"content-disposition": named, **answers.PRIVATE}
    table = transparency_table.as_csv(found, around.duties)
    return Response(table, headers=headers, media_type="text/csv; charset=utf-8")


async def _case(case_id: UUID, actor: Actor, around: Surroundings) -> Response:
    found = await read_case(around.db, case_id, actor, around.duties)
    return answers.plain({**found, "police": police(around.duties.police, "de")})
