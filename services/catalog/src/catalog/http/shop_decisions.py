"""A shop reads what was decided about it, and why, and complains."""

from uuid import UUID

from fastapi import APIRouter, Response

from catalog.http import answers
from catalog.http.dependencies import Around, Cursor, Limit, Member, Slug
from catalog.http.duty_shapes import ComplaintReceivedShape, InsideRecallShape, ShopDecisionShape
from catalog.http.shapes import ListOf
from catalog.queries.duties.recalls import list_of_shop
from catalog.queries.duties.shop_decisions import list_shop_decisions
from catalog.use_cases.duties.complain import complain_as_shop
from catalog.use_cases.duties.forms import ComplaintForm

router = APIRouter(prefix="/api/v1/shops/{slug}", tags=["duties"])


@router.get("/decisions", responses={200: {"model": ListOf[ShopDecisionShape]}})
async def get_decisions(
    slug: Slug, actor: Member, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """Statements of reasons, newest first (Art. 17 DSA)."""
    now = around.clock.now()
    found = await list_shop_decisions(around.db, slug, actor, now, limit=limit, cursor=cursor)
    return answers.page(found)


@router.post(
    "/decisions/{decision_id}/complaint",
    status_code=201,
    responses={201: {"model": ComplaintReceivedShape}},
)
async def post_complaint(
    slug: Slug, decision_id: UUID, form: ComplaintForm, actor: Member, around: Around
) -> Response:
    """Disagree; once for each decision, and again is the same complaint."""
    found = await complain_as_shop(slug, decision_id, form, actor, around)
    return answers.plain({"id": found.id, "number": found.number, "at": found.at}, 201)


@router.get("/recalls", responses={200: {"model": ListOf[InsideRecallShape]}})
async def get_recalls(
    slug: Slug, actor: Member, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """Recalls of the shop's own goods."""
    now, rules = around.clock.now(), around.duties
    found = await list_of_shop(around.db, slug, actor, now, rules, limit=limit, cursor=cursor)
    return answers.page(found)
