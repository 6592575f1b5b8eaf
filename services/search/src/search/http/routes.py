"""`GET /api/v1/search` and `GET /api/v1/suggest`."""

import time
from collections.abc import Callable, Coroutine, Hashable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.routing import APIRoute
from marketkit.entity_tags import is_held
from marketkit.errors import UnavailableError

from search.domain.engine import Answers, EngineUnavailableError
from search.domain.language import Language
from search.http.answers import AnswerModel, SuggestionsModel
from search.http.cache import Answer, AnswerCache
from search.http.moment import Moment, moment_of
from search.http.parameters import SearchParameters, SuggestParameters
from search.http.presenting import search_answer, suggest_answer
from search.http.surroundings import surroundings_of
from search.queries.ask import question_for
from search.queries.find import find
from search.queries.suggest import suggest
from search.use_cases.demand_log import DemandLog

RETRY_SECONDS = 2
MARK = b"x-searcher"
"""The gateway's anonymous mark of who searches."""


def kept(request: Request) -> Response | None:
    """The answer that this very question got since anything it depends on has changed."""
    cache: AnswerCache = request.app.state.answers
    key = (request.scope["path"], request.scope["query_string"])
    answer = cache.get(state_of(request, moment_of(request.app.state)), key)
    return None if answer is None else respond(request, answer)


class CachedRoute(APIRoute):
    """Answers a question it has answered since the index last changed, before reading it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer_anew = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return kept(request) or await answer_anew(request)

        return handle


router = APIRouter(prefix="/api/v1", tags=["search"], route_class=CachedRoute)


@router.get("/search", response_model=AnswerModel)
async def search_route(
    request: Request, parameters: Annotated[SearchParameters, Query()]
) -> Response:
    """Products of all open shops: words, filters, order, facets."""
    language: Language = request.app.state.language
    moment = moment_of(request.app.state)
    asked = parameters.asked()
    question = question_for(asked, language, moment.directory, moment.now)

    async def answer(engine: Answers) -> Answer:
        started = time.perf_counter()
        found, put = await find(asked, question, surroundings_of(request, moment), engine)
        took = (time.perf_counter() - started) * 1000
        return search_answer(found, put, language, moment, took)

    # Taken literally nothing is put right, though the question may be the same.
    return await answered(request, (question, asked.literal), moment, answer)


@router.get("/suggest", response_model=SuggestionsModel)
async def suggest_route(
    request: Request, parameters: Annotated[SuggestParameters, Query()]
) -> Response:
    """What to offer while somebody types."""

    moment = moment_of(request.app.state)

    async def answer(engine: Answers) -> Answer:
        return suggest_answer(await suggest(parameters.q, surroundings_of(request, moment), engine))

    return await answered(request, ("suggest", parameters.q), moment, answer)


async def answered(
    request: Request,
    meaning: Hashable,
    moment: Moment,
    compute: Callable[[Answers], Coroutine[Any, Any, Answer]],
) -> Response:
    """From the cache if somebody has asked the same in other words; else computed and kept.

    The state is taken before the engine is asked: an answer that a change overtakes is filed under
    the state it may belong to, never under a newer one.
    """
    cache: AnswerCache = request.app.state.answers
    engine: Answers = request.app.state.engine
    state = state_of(request, moment)
    answer = cache.get(state, meaning)
    if answer is None:
        try:
            answer = await compute(engine)
        except EngineUnavailableError as error:
            raise UnavailableError(retry_after=RETRY_SECONDS) from error
    if state == state_of(request, moment_of(request.app.state)):
        for key in (meaning, (request.scope["path"], request.scope["query_string"])):
            cache.put(state, key, answer)
    return respond(request, answer)


def state_of(request: Request, moment: Moment) -> Hashable:
    """What all answers depend on besides the question."""
    engine: Answers = request.app.state.engine
    return engine.state, moment.state


def respond(request: Request, answer: Answer) -> Response:
    if answer.searched is not None:
        demand: DemandLog = request.app.state.demand
        demand.note(answer.searched, _mark(request))
    headers = {"ETag": answer.etag, "Cache-Control": "no-cache"}
    if is_held(request.headers.get("if-none-match"), answer.etag):
        return Response(status_code=304, headers=headers)
    return Response(answer.body, headers=headers, media_type="application/json")


def _mark(request: Request) -> str | None:
    """Read from the raw headers: this is on the way of every search."""
    for name, value in request.scope["headers"]:
        if name == MARK:
            mark: str = value.decode("latin-1")
            return mark
    return None
