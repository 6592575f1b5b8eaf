"""What stands beside the search: similar goods, goods for the same way, shops, market days."""

from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response
from marketkit.errors import NotFoundError

from search.domain.document import Snapshot
from search.domain.engine import Answers
from search.domain.highlight import Highlighter
from search.http.answers_beside import DayListModel, ShopListModel, SimilarModel, TogetherModel
from search.http.cache import Answer
from search.http.moment import Moment, moment_of
from search.http.parameters_answers import BesideParameters, DayParameters, ShopParameters
from search.http.presenting import etag_of, hit_json
from search.http.routes import CachedRoute, answered
from search.http.surroundings import surroundings_of
from search.queries.ask import question_for
from search.queries.beside import Beside, similar, together
from search.queries.shops import list_days, list_shops

router = APIRouter(prefix="/api/v1/search", tags=["search"], route_class=CachedRoute)


@router.get("/similar", response_model=SimilarModel)
async def get_similar(
    request: Request, parameters: Annotated[BesideParameters, Query()]
) -> Response:
    """Goods like this one, of any shop: alike in what they are, in category and price."""
    moment = moment_of(request.app.state)
    around = surroundings_of(request, moment)

    async def answer(engine: Answers) -> Answer:
        snapshot = await _snapshot(request, parameters.product)
        found = await similar(snapshot, around, engine, parameters.limit)
        return _kept({"items": _hits(found, request, moment)})

    return await answered(request, ("similar", *_asked(parameters)), moment, answer)


@router.get("/together", response_model=TogetherModel)
async def get_together(
    request: Request, parameters: Annotated[BesideParameters, Query()]
) -> Response:
    """What goes with it, from other shops within 10 km that can be collected on the same day."""
    moment = moment_of(request.app.state)
    around = surroundings_of(request, moment)

    async def answer(engine: Answers) -> Answer:
        snapshot = await _snapshot(request, parameters.product)
        companions = request.app.state.companions
        found = await together(snapshot, around, engine, companions, parameters.limit)
        return _kept({"day": found.day, "items": _hits(found, request, moment)})

    return await answered(request, ("together", *_asked(parameters)), moment, answer)


@router.get("/shops", response_model=ShopListModel)
async def get_shops(request: Request, parameters: Annotated[ShopParameters, Query()]) -> Response:
    """Open shops for a list or map, with how many products each has of what is asked for."""
    moment = moment_of(request.app.state)
    around = surroundings_of(request, moment)
    question = question_for(parameters.asked(), around.language, moment.directory, moment.now)

    async def answer(engine: Answers) -> Answer:
        return _kept(
            await list_shops(question, around, engine, parameters.limit, parameters.cursor)
        )

    meaning = ("shops", question, parameters.limit, parameters.cursor)
    return await answered(request, meaning, moment, answer)


@router.get("/days", response_model=DayListModel)
async def get_days(request: Request, parameters: Annotated[DayParameters, Query()]) -> Response:
    """The next seven days: from how many shops one can collect, and how many products."""
    moment = moment_of(request.app.state)
    around = surroundings_of(request, moment)
    question = question_for(parameters.asked(), around.language, moment.directory, moment.now)

    async def answer(engine: Answers) -> Answer:
        return _kept({"items": await list_days(question, around, engine)})

    return await answered(request, ("days", question), moment, answer)


async def _snapshot(request: Request, product_id: UUID) -> Snapshot:
    snapshot: Snapshot | None = await request.app.state.snapshots.one(product_id)
    if snapshot is None or not snapshot.is_public:
        raise NotFoundError
    return snapshot


def _asked(parameters: BesideParameters) -> tuple[UUID, int]:
    return parameters.product, parameters.limit


def _hits(found: Beside, request: Request, moment: Moment) -> list[dict[str, Any]]:
    marker = Highlighter((), request.app.state.language.compounds)
    now = int(moment.now.timestamp())
    return [hit_json(hit, marker, moment, now=now) for hit in found.hits]


def _kept(content: Any) -> Answer:
    body = orjson.dumps(content)
    return Answer(body, etag_of(body))
