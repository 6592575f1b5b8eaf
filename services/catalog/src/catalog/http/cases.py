"""Cases: the board, the list, one business, and where it goes."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from catalog.domain.cases.case import BusinessKind
from catalog.domain.cases.rights import check_is_team, check_may_see
from catalog.domain.cases.stages import CaseStage
from catalog.domain.rights import Actor
from catalog.http import answers
from catalog.http.case_shapes import AdvisorShape, BoardShape, CaseItemShape, CaseShape
from catalog.http.dependencies import (
    Around,
    Cursor,
    ExpectedVersion,
    IdempotencyKey,
    Limit,
    Member,
    SearchText,
    Slug,
)
from catalog.http.shapes import ListOf
from catalog.queries.case_board import list_advisors, read_board
from catalog.queries.case_facts import CaseFilter
from catalog.queries.case_list import Wanted, list_cases
from catalog.queries.case_page import read_case
from catalog.queries.pages import Page
from catalog.store import cases
from catalog.use_cases.cases.change_case import change_case
from catalog.use_cases.cases.follow_shop import case_of_shop
from catalog.use_cases.cases.forms import CaseChanges, CaseForm, CaseShopForm, HandForm, MoveForm
from catalog.use_cases.cases.hand_case import hand_case
from catalog.use_cases.cases.move_case import move_case
from catalog.use_cases.cases.open_case import open_case
from catalog.use_cases.cases.open_shop_of_case import open_shop_of_case
from catalog.use_cases.cases.renew_feed import note_visit
from catalog.use_cases.ports import Surroundings

router = APIRouter(prefix="/api/v1/cases", tags=["cases"])


async def _narrowed(
    actor: Member,
    around: Around,
    advisor: Annotated[Literal["me", "nobody"] | UUID | None, Query()] = None,
    kind: BusinessKind | None = None,
    q: SearchText = None,
) -> CaseFilter:
    whose = actor.id if advisor == "me" else advisor
    return CaseFilter(
        now=around.clock.now(),
        today=around.today(),
        advisor_id=whose if isinstance(whose, UUID) else None,
        nobodys=advisor == "nobody",
        kind=kind.value if kind else None,
        q=q,
    )


async def _of_stage(
    stage: CaseStage | None = None,
    stale: bool = False,
    limit: Limit = 24,
    cursor: Cursor = None,
) -> Wanted:
    return Wanted(stage, stale, limit, cursor)


Narrowed = Annotated[CaseFilter, Depends(_narrowed)]
OfStage = Annotated[Wanted, Depends(_of_stage)]


@router.get("", responses={200: {"model": ListOf[CaseItemShape]}})
async def get_cases(
    actor: Member,
    around: Around,
    narrowed: Narrowed,
    page: OfStage,
) -> Response:
    """What waits longest first; `stale` keeps what is waiting or overdue."""
    check_is_team(actor)
    return answers.page(await list_cases(around.db.pool, narrowed, page))


@router.post("", status_code=201, responses={201: {"model": CaseShape}})
async def post_case(
    form: CaseForm, actor: Member, around: Around, idempotency_key: IdempotencyKey = None
) -> Response:
    """A first contact. The same key again answers the case it made before."""
    case_id = await open_case(form, actor, idempotency_key, around)
    return answers.created(
        await read_case(around.db, case_id, actor, around.clock.now()), f"/api/v1/cases/{case_id}"
    )


@router.get("/board", responses={200: {"model": BoardShape}})
async def get_board(
    request: Request, actor: Member, around: Around, narrowed: Narrowed
) -> Response:
    """A column for each stage. `after_<stage>=<cursor>` turns that column to its next page."""
    check_is_team(actor)
    await _note_advisor(actor, around)
    await note_visit(actor, around)
    cursors = {
        stage: cursor[:500]
        for stage in CaseStage
        if (cursor := request.query_params.get(f"after_{stage.value}"))
    }
    return answers.plain(await read_board(around.db.pool, narrowed, cursors, actor.id))


@router.get("/advisors", responses={200: {"model": ListOf[AdvisorShape]}})
async def get_advisors(actor: Member, around: Around) -> Response:
    """Who has worked at the board: businesses can be handed to them."""
    check_is_team(actor)
    await _note_advisor(actor, around)
    return answers.page(Page(await list_advisors(around.db.pool), None))


@router.get("/of-shop/{slug}", responses={200: {"model": CaseShape}})
async def get_case_of_shop(slug: Slug, request: Request, actor: Member, around: Around) -> Response:
    """The case behind a shop."""
    check_may_see(actor)
    return await _one(await case_of_shop(slug, around), request, actor, around)


@router.get("/{case_id}", responses={200: {"model": CaseShape}})
async def get_case(case_id: UUID, request: Request, actor: Member, around: Around) -> Response:
    return await _one(case_id, request, actor, around)


@router.patch("/{case_id}", responses={200: {"model": CaseShape}})
async def patch_case(
    case_id: UUID,
    form: CaseChanges,
    request: Request,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """Change what is sent; with If-Match only if nobody else did meanwhile."""
    await change_case(case_id, form, actor, expected, around)
    return await _one(case_id, request, actor, around)


@router.post("/{case_id}/move", responses={200: {"model": CaseShape}})
async def post_move(
    case_id: UUID,
    form: MoveForm,
    request: Request,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """To another stage. Giving up needs a reason; where it stands already nothing happens."""
    await move_case(case_id, form, actor, expected, around)
    return await _one(case_id, request, actor, around)


@router.post("/{case_id}/take-over", responses={200: {"model": CaseShape}})
async def post_take_over(
    case_id: UUID, request: Request, actor: Member, expected: ExpectedVersion, around: Around
) -> Response:
    """Into one's own caseload."""
    await hand_case(case_id, None, actor, expected, around)
    return await _one(case_id, request, actor, around)


@router.post("/{case_id}/hand-to", responses={200: {"model": CaseShape}})
async def post_hand_to(
    case_id: UUID,
    form: HandForm,
    request: Request,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """Into a colleague's caseload; a shop in preparation goes along."""
    await hand_case(case_id, form.advisor_id, actor, expected, around)
    return await _one(case_id, request, actor, around)


@router.post("/{case_id}/shop", responses={200: {"model": CaseShape}})
async def post_shop_of_case(
    case_id: UUID, form: CaseShopForm, request: Request, actor: Member, around: Around
) -> Response:
    """A draft shop filled in from the case; with a shop already, nothing happens."""
    await open_shop_of_case(case_id, form, actor, around)
    return await _one(case_id, request, actor, around)


async def _one(case_id: UUID, request: Request, actor: Actor, around: Surroundings) -> Response:
    answer = await read_case(around.db, case_id, actor, around.clock.now())
    return answers.stored(request, answer, private=True)


async def _note_advisor(actor: Actor, around: Surroundings) -> None:
    if "advisor" in actor.roles:
        async with around.db.session() as session:
            await cases.note_advisor(session, actor, around.clock.now())
