"""A shop's checklist: read, answered by the shop, decided by the market."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from catalog.domain.rights import Actor
from catalog.http import answers
from catalog.http.checklist_shapes import ChecklistShape
from catalog.http.dependencies import Around, ExpectedVersion, Member, Slug
from catalog.queries.checklist_page import read_checklist
from catalog.store.answers import to_json
from catalog.use_cases.checklist import answer, answer_many, ask_advisor, change_type, decide
from catalog.use_cases.checklist.forms import (
    AnswersForm,
    DeclareForm,
    QuestionForm,
    RejectForm,
    TypeForm,
    WaiveForm,
)
from catalog.use_cases.ports import Surroundings

router = APIRouter(prefix="/api/v1/shops/{slug}", tags=["checklist"])
Key = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
CHECKLIST: dict[int | str, dict[str, Any]] = {200: {"model": ChecklistShape}}
_ONE = "/checklist/{key}"


async def answered(slug: str, actor: Actor, around: Surroundings) -> Response:
    """The whole list as it stands now: one answer may change more than its own line."""
    found = await read_checklist(around.db, slug, actor, around.clock.now(), around.today())
    return Response(to_json(found), headers=answers.PRIVATE, media_type="application/json")


@router.get("/checklist", responses=CHECKLIST)
async def get_checklist(slug: Slug, actor: Member, around: Around) -> Response:
    """Every line that applies to the shop, its light, and what is missing in one sentence."""
    return await answered(slug, actor, around)


@router.post("/checklist", responses=CHECKLIST)
async def post_answers(slug: Slug, form: AnswersForm, actor: Member, around: Around) -> Response:
    """Several answers at once: all of them, or none."""
    await answer_many.answer_many(slug, form, actor, around)
    return await answered(slug, actor, around)


@router.put("/business-type", responses=CHECKLIST)
async def put_type(
    slug: Slug, form: TypeForm, actor: Member, expected: ExpectedVersion, around: Around
) -> Response:
    """Which sort of business it is; advisors and operators say so. If-Match: the shop's version."""
    await change_type.change_type(slug, form, actor, expected, around)
    return await answered(slug, actor, around)


@router.post(f"{_ONE}/declare", responses=CHECKLIST)
async def post_declare(
    slug: Slug,
    key: Key,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
    form: DeclareForm | None = None,
) -> Response:
    """Say that it is so, in the words of the line."""
    await answer.declare(slug, key, form or DeclareForm(), actor, expected, around)
    return await answered(slug, actor, around)


@router.post(f"{_ONE}/waive", responses=CHECKLIST)
async def post_waive(
    slug: Slug,
    key: Key,
    form: WaiveForm,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """Let the shop off, with a reason; advisors and operators do."""
    await decide.waive(slug, key, form, actor, expected, around)
    return await answered(slug, actor, around)


@router.delete(f"{_ONE}/waiver", responses=CHECKLIST)
async def delete_waiver(
    slug: Slug, key: Key, actor: Member, expected: ExpectedVersion, around: Around
) -> Response:
    """It is asked for again."""
    await decide.end_waiver(slug, key, actor, expected, around)
    return await answered(slug, actor, around)


@router.post(f"{_ONE}/accept", responses=CHECKLIST)
async def post_accept(
    slug: Slug, key: Key, actor: Member, expected: ExpectedVersion, around: Around
) -> Response:
    """Looked at, and right; advisors and operators do."""
    await decide.accept(slug, key, actor, expected, around)
    return await answered(slug, actor, around)


@router.post(f"{_ONE}/reject", responses=CHECKLIST)
async def post_reject(
    slug: Slug,
    key: Key,
    form: RejectForm,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """Looked at, and not right: the shop is told why."""
    await decide.reject(slug, key, form, actor, expected, around)
    return await answered(slug, actor, around)


@router.post(f"{_ONE}/ask", status_code=204)
async def post_ask(
    slug: Slug, key: Key, form: QuestionForm, actor: Member, around: Around
) -> Response:
    """A question to the shop's advisor, by mail."""
    await ask_advisor.ask_advisor(slug, key, form, actor, around)
    return Response(status_code=204)
