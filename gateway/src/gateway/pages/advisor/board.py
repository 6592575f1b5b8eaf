"""The board and the list: which business stands where, and what waits longest."""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.advisor.team import FOLDED, KINDS, STAGES, choices, whose
from gateway.pages.context import Context, context
from gateway.pages.forms import read
from gateway.pages.market import cases
from gateway.pages.market.caller import caller
from gateway.pages.people import own_path
from gateway.pages.problems import for_team
from gateway.pages.refusals import words
from gateway.pages.reply import go, page

_PER_PAGE = 25
_ID = re.compile(r"[0-9a-f-]{36}")


async def board(request: Request) -> Response:
    return await _board(request)


async def move(request: Request) -> Response:
    """A card's plain form. Giving up asks for a reason, so it leads to the case's own page."""
    form = await read(request)
    case_id, stage = str(request.path_params["id"]), form.text("stage")
    if stage == "dropped":
        return go(request, f"/beratung/{case_id}#stufe")
    try:
        await cases.tell(
            caller(request), "POST", f"{case_id}/move", {"stage": stage},
            version=form.text("version"),
        )  # fmt: skip
    except UpstreamProblem as refusal:
        if refusal.status not in {409, 412, 422}:
            raise
        return await _board(request, problem=words(request, refusal, by_field=True))
    return go(request, f"{own_path(form.text('weiter'))}#f-{case_id}", "case_moved")


async def as_list(request: Request) -> Response:
    here, query = context(request), request.query_params
    stage = query.get("stufe", "")
    stage = stage if stage in {*STAGES, *FOLDED} else ""
    ask = caller(request)
    found = await cases.cases(
        ask,
        stage=stage,
        advisor=_whose(here, query.get("wer", "")),
        kind=_kind(query.get("art", "")),
        q=query.get("q", "").strip()[:80],
        stale=True if query.get("dringend") else None,
        cursor=query.get("cursor"),
        limit=_PER_PAGE,
    )
    return page(
        request,
        "advisor/list.html",
        tab="board",
        found=found,
        stage=stage,
        urgent=bool(query.get("dringend")),
        stages=choices(here, "stage", (*STAGES, *FOLDED)),
        advisors=await cases.advisors(ask),
        **_shown(request),
    )


async def _board(request: Request, problem: str = "") -> Response:
    here, query = context(request), request.query_params
    turned = {name: value for name, value in query.items() if name.startswith("after_")}
    found = await cases.board(
        caller(request),
        advisor=_whose(here, query.get("wer", "")),
        kind=_kind(query.get("art", "")),
        q=query.get("q", "").strip()[:80],
        **turned,
    )
    by_stage = {column.stage: column for column in found.columns}
    return page(
        request,
        "advisor/board.html",
        409 if problem else 200,
        tab="board",
        columns=[by_stage[stage] for stage in STAGES if stage in by_stage],
        folded=[by_stage[stage] for stage in FOLDED if stage in by_stage],
        total=sum(by_stage[stage].count for stage in STAGES if stage in by_stage),
        urgent=sum(column.urgent for column in found.columns),
        turned=turned,
        problem=problem,
        advisors=found.advisors,
        stages=choices(here, "stage", (*STAGES, "care")),
        **_shown(request),
    )


def _shown(request: Request) -> dict[str, object]:
    """What the filters stand on."""
    here, query = context(request), request.query_params
    asked = query.get("wer", "")
    return {
        "who": asked or ("ich" if here.may("advisor") else "alle"),
        "kind": _kind(query.get("art", "")) or "",
        "q": query.get("q", "").strip()[:80],
        "kinds": choices(here, "kind", KINDS),
    }


def _whose(here: Context, asked: str) -> str | None:
    known = asked in {"", "ich", "alle", "niemand"} or _ID.fullmatch(asked)
    return whose(here, asked if known else "")


def _kind(asked: str) -> str | None:
    return asked if asked in KINDS else None


ROUTES = [
    Route("/beratung", for_team(board)),
    Route("/beratung/liste", for_team(as_list)),
    Route("/beratung/{id:uuid}/karte", for_team(move), methods=["POST"]),
]
