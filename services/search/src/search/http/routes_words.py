"""`/api/v1/search/synonyms`: what words mean here, for operators."""

from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response
from marketkit.errors import UnavailableError
from marketkit.service import SignedIn

from search.domain.engine import EngineUnavailableError
from search.http.answers_words import ProposalListModel, RuleForm, RuleListModel, RuleModel
from search.http.moment import moment_of
from search.http.surroundings import surroundings_of
from search.queries.word_desk import list_proposals, list_rules, shown
from search.use_cases.keep_language import LanguageKeeper
from search.use_cases.word_desk import (
    Draft,
    add_rule,
    check_is_operator,
    dismiss_proposal,
    remove_rule,
)

RETRY_SECONDS = 2

router = APIRouter(prefix="/api/v1/search/synonyms", tags=["words"])
Limit = Annotated[int, Query(ge=1, le=100)]
FewAtOnce = Annotated[int, Query(ge=1, le=20, description="Each is tried against the index.")]
Cursor = Annotated[str | None, Query(max_length=200)]
Words = Annotated[str, Query(max_length=80, description="Only rules with this word.")]


@router.get("", responses={200: {"model": RuleListModel}})
async def get_rules(
    request: Request, actor: SignedIn, q: Words = "", limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """The rules in force: own ones first, then those of the region's file."""
    check_is_operator(actor)
    state = request.app.state
    region = _keeper(request).region.synonyms
    return _json(await list_rules(state.database.pool, region, q, limit, cursor))


@router.post("", status_code=201, responses={201: {"model": RuleModel}})
async def post_rule(request: Request, form: RuleForm, actor: SignedIn) -> Response:
    """Add a rule; the same one said twice is there once."""
    state = request.app.state
    draft = Draft(form.words, form.finds, form.two_way)
    region = _keeper(request).region.synonyms
    own = await add_rule(state.database, state.clock, actor, draft, region)
    return _json(shown(own), 201)


@router.delete("/{rule_id}", status_code=204)
async def delete_rule(request: Request, rule_id: UUID, actor: SignedIn) -> Response:
    """Take an own rule back; removing it twice is the same."""
    await remove_rule(request.app.state.database, request.app.state.clock, actor, rule_id)
    return Response(status_code=204)


@router.get("/proposals", responses={200: {"model": ProposalListModel}})
async def get_proposals(
    request: Request, actor: SignedIn, limit: FewAtOnce = 10, cursor: Cursor = None
) -> Response:
    """What at least three people searched in vain, with what they may have meant."""
    check_is_operator(actor)
    state = request.app.state
    try:
        around = surroundings_of(request, moment_of(state))
        found = await list_proposals(state.database.pool, state.engine, around, limit, cursor)
    except EngineUnavailableError as error:
        raise UnavailableError(retry_after=RETRY_SECONDS) from error
    return _json(found)


@router.post("/proposals/{proposal_id}/dismiss", status_code=204)
async def post_dismissal(request: Request, proposal_id: UUID, actor: SignedIn) -> Response:
    """Propose nothing for this term any more."""
    await dismiss_proposal(request.app.state.database, request.app.state.clock, actor, proposal_id)
    return Response(status_code=204)


def _keeper(request: Request) -> LanguageKeeper:
    keeper: LanguageKeeper = request.app.state.words
    return keeper


def _json(content: Any, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    body = orjson.dumps(content, default=str)
    return Response(body, status, headers=headers, media_type="application/json")
