"""What the region searches for and does not find."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from marketkit.weeks import week_of
from pydantic import BaseModel

from catalog.domain.demand import Demand, Trend, check_may_look, check_week
from catalog.http import answers
from catalog.http.dependencies import Around, Cursor, Limit, Member, SearchText
from catalog.queries.demand_board import Board, DemandFilter, read_board

router = APIRouter(prefix="/api/v1", tags=["region"])


class DemandShape(BaseModel):
    municipality: str
    """`region` where no place was named."""
    term: str
    searches: int
    searchers: int
    zero_hits: int
    zero_hit_share: int
    """Percent, rounded down."""
    searchers_before: int | None
    """In the week before; null when fewer than three people searched."""
    trend: Trend


class DemandBoardShape(BaseModel):
    week: str
    items: list[DemandShape]
    next: str | None
    weeks: list[str]
    municipalities: list[str]


@router.get("/demand", responses={200: {"model": DemandBoardShape}})
async def get_demand(  # noqa: PLR0913 -- one parameter per filter
    actor: Member,
    around: Around,
    *,
    week: Annotated[str | None, Query(max_length=10, description="2026-W47; now if absent")] = None,
    municipality: SearchText = None,
    unmet: Annotated[
        bool, Query(description="Only what at least every second search did not find.")
    ] = False,
    limit: Limit = 24,
    cursor: Cursor = None,
) -> Response:
    """Terms that at least three people searched for, most people first; for advisors."""
    check_may_look(actor)
    chosen = week or week_of(around.clock.now())
    check_week(chosen)
    wanted = DemandFilter(chosen, municipality, unmet, limit, cursor)
    return answers.plain(_shown(chosen, await read_board(around.db, wanted)))


def _shown(week: str, board: Board) -> dict[str, object]:
    return {
        "week": week,
        "items": [_item(demand) for demand in board.page.items],
        "next": board.page.next,
        "weeks": board.weeks,
        "municipalities": board.municipalities,
    }


def _item(demand: Demand) -> dict[str, object]:
    return {
        "municipality": demand.municipality,
        "term": demand.term,
        "searches": demand.searches,
        "searchers": demand.searchers,
        "zero_hits": demand.zero_hits,
        "zero_hit_share": demand.zero_hit_share,
        "searchers_before": demand.searchers_before,
        "trend": demand.trend,
    }
