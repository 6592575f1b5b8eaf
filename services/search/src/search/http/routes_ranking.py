"""`GET /api/v1/search/ranking`: the declared order in words and numbers."""

from hashlib import blake2b

from fastapi import APIRouter, Request, Response
from marketkit.entity_tags import is_held
from pydantic import BaseModel

from search.domain.language import Language
from search.domain.ranking import Explained, Ranking, Weighed

router = APIRouter(prefix="/api/v1", tags=["search"])


class TextsModel(BaseModel):
    de: str
    en: str


class CriterionModel(BaseModel):
    """The first weighs most."""

    key: str
    name: TextsModel
    about: TextsModel


class WeightModel(BaseModel):
    key: str
    weight: int
    """Of 100."""
    name: TextsModel


class RankingModel(BaseModel):
    valid_from: str
    criteria: list[CriterionModel]
    fields: list[WeightModel]
    """Where a word may stand, strongest first."""
    further: WeightModel
    """How much every further place adds, in hundredths of its own weight."""
    spelling: list[WeightModel]
    """What is left of a field's weight."""
    meaning: list[WeightModel]
    """What is left of it when another word means the same."""
    standing: list[WeightModel]
    """Shares of what decides between equals."""
    sorts: list[CriterionModel]
    beside: list[CriterionModel]
    """What is shown beside the results and beside a product, and how it is chosen."""
    never: list[TextsModel]
    """What never counts."""


@router.get("/search/ranking", response_model=RankingModel)
async def ranking_route(request: Request) -> Response:
    """What decides the order of results, and what never does."""
    language: Language = request.app.state.language
    body = _model(language.ranking).model_dump_json().encode()
    tag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if is_held(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


def _model(ranking: Ranking) -> RankingModel:
    return RankingModel(
        valid_from=ranking.valid_from,
        criteria=[_criterion(each) for each in ranking.criteria],
        fields=[_weight(each) for each in ranking.fields],
        further=_weight(ranking.further),
        spelling=[_weight(each) for each in ranking.spelling],
        meaning=[_weight(each) for each in ranking.meaning],
        standing=[_weight(each) for each in ranking.standing],
        sorts=[_criterion(each) for each in ranking.sorts],
        beside=[_criterion(each) for each in ranking.beside],
        never=[TextsModel(**each) for each in ranking.never],
    )


def _criterion(each: Explained) -> CriterionModel:
    return CriterionModel(
        key=each.key, name=TextsModel(**each.name), about=TextsModel(**each.about)
    )


def _weight(each: Weighed) -> WeightModel:
    return WeightModel(key=each.key, weight=each.weight, name=TextsModel(**each.name))
