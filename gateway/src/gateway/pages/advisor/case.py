"""One business: facts, stage, next step, timeline, people, appointments, papers, its shop."""

import asyncio
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.advisor.team import (
    APPOINTMENTS,
    KINDS,
    ORIGINS,
    PREFERRED,
    REASONS,
    STAGES,
    choices,
)
from gateway.pages.answers.base import Page
from gateway.pages.answers.cases import Case
from gateway.pages.answers.catalog import HandoverLink, Product, Shop
from gateway.pages.context import Context, context
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form
from gateway.pages.market import cases, catalog
from gateway.pages.market.caller import Caller, caller
from gateway.pages.parts import part
from gateway.pages.problems import for_team
from gateway.pages.reply import go, page
from gateway.presenters.dates import local

_MOST = 100
_PER_PAGE = 20


async def show(request: Request) -> Response:
    case = await cases.case(caller(request), str(request.path_params["id"]))
    return await case_page(request, case)


async def of_shop(request: Request) -> Response:
    """From a shop to its case."""
    case = await cases.case_of_shop(caller(request), request.path_params["slug"])
    return go(request, f"/beratung/{case.id}")


async def case_page(
    request: Request,
    case: Case,
    *,
    link: HandoverLink | None = None,
    errors: Errors = NO_ERRORS,
    form: Form = EMPTY,
    status: int = 0,
) -> Response:
    """The page, also after a form on it was refused: then with what was typed."""
    here, ask, query = context(request), caller(request), request.query_params
    (shop, goods), timeline, advisors = await asyncio.gather(
        _shop(ask, case),
        cases.timeline(ask, case.id, cursor=query.get("cursor"), limit=_PER_PAGE),
        cases.advisors(ask),
    )
    return page(
        request,
        "advisor/case.html",
        status or (422 if errors else 200),
        tab="board",
        case=case,
        shop=shop,
        goods=len(goods.items) if goods else 0,
        timeline=timeline,
        later_page=bool(query.get("cursor")),
        advisors=[one for one in advisors if one.id != case.advisor_id],
        editing=query.get("notiz", ""),
        moving=query.get("termin", ""),
        link=f"{request.url.scheme}://{request.url.netloc}{link.url_path}" if link else None,
        expires=link.expires_at if link else None,
        handed=bool(case.shop and case.shop.stage == "handed_over"),
        errors=errors,
        form=form,
        key=str(uuid4()),
        today=local(here.now).date(),
        **_words(here, case),
    )


async def _shop(ask: Caller, case: Case) -> tuple[Shop | None, Page[Product] | None]:
    """What the shop's own people let this advisor see; nothing where they do not."""
    if case.shop is None:
        return None, None
    slug = case.shop.slug
    shop, goods = await asyncio.gather(
        part(_or_none(ask, slug)),
        part(
            catalog.shop_products(ask, slug, status="published", limit=_MOST), may_be_missing=True
        ),
    )
    return shop, goods


async def _or_none(ask: Caller, slug: str) -> Shop | None:
    try:
        shop = await catalog.shop(ask, slug)
    except UpstreamProblem as refusal:
        if refusal.status == 404:  # noqa: PLR2004 - HTTP
            return None
        raise
    return shop if shop.onboarding else None


def _words(here: Context, case: Case) -> dict[str, Any]:
    """What the forms choose from."""
    step = STAGES.index(case.stage) + 1 if case.stage in STAGES else 0
    moves = tuple(stage for stage in case.moves if stage != "dropped")
    return {
        "step": len(STAGES) + 1 if case.stage == "care" else step,
        "stages": [str(here.text(f"case.step.{stage}")) for stage in STAGES],
        "moves": choices(here, "stage", moves),
        "may_drop": "dropped" in case.moves,
        "reasons": choices(here, "reason", REASONS),
        "kinds": choices(here, "kind", KINDS),
        "origins": choices(here, "origin", ORIGINS),
        "preferred": choices(here, "preferred", PREFERRED),
        "appointment_kinds": choices(here, "appointment", APPOINTMENTS),
    }


ROUTES = [
    Route("/beratung/{id:uuid}", for_team(show)),
    Route("/beratung/{slug:slug}", for_team(of_shop)),
]
