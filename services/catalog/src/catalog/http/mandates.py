"""Mandates: asked for by advisors, answered by link or by the owner."""

from uuid import UUID

from fastapi import APIRouter, Response

from catalog.http import answers
from catalog.http.dependencies import Around, Caller, Cursor, Limit, Member, Slug
from catalog.http.people_shapes import (
    AnsweredMandateShape,
    AskedMandateShape,
    MandatePageShape,
    MandateShape,
    MandatesShape,
    MandateStepShape,
)
from catalog.http.shapes import ListOf
from catalog.queries.mandates import mandate_by_code, mandate_history, mandates_of, shown
from catalog.store.answers import moment
from catalog.use_cases.people.answer_mandate import (
    Answered,
    grant_by_code,
    refuse_by_code,
    withdraw_by_code,
)
from catalog.use_cases.people.ask_mandate import ask_mandate
from catalog.use_cases.people.codes import as_typed
from catalog.use_cases.people.forms import (
    ConsentForm,
    GivenMandate,
    MandateChanges,
    MandateForm,
    NameForm,
    WordingForm,
)
from catalog.use_cases.people.own_mandate import (
    change_mandate,
    give_mandate,
    grant_mandate,
    refuse_mandate,
    withdraw_mandate,
)
from catalog.use_cases.ports import Surroundings

router = APIRouter(prefix="/api/v1", tags=["mandates"])
_ANSWERED = {"model": AnsweredMandateShape}


@router.post(
    "/shops/{slug}/mandates", status_code=201, responses={201: {"model": AskedMandateShape}}
)
async def post_mandate(slug: Slug, form: MandateForm, actor: Member, around: Around) -> Response:
    """An advisor asks the business; link and code are shown here once."""
    asked = await ask_mandate(slug, form, actor, around)
    body = shown(asked.mandate, around.clock.now()) | {
        "code": f"{asked.code[:4]}-{asked.code[4:]}",
        "url_path": f"/mandat/{asked.link}",
        "expires_at": moment(asked.expires_at),
    }
    return answers.plain(body, status=201)


@router.get("/shops/{slug}/mandates", responses={200: {"model": MandatesShape}})
async def get_mandates(slug: Slug, actor: Member, around: Around) -> Response:
    """What is asked, granted or withdrawn; owners see all, an advisor their own."""
    return answers.plain(await mandates_of(around.db, slug, actor, around.clock.now()))


@router.get("/shops/{slug}/mandate-history", responses={200: {"model": ListOf[MandateStepShape]}})
async def get_history(
    slug: Slug, actor: Member, around: Around, limit: Limit = 24, cursor: Cursor = None
) -> Response:
    """Every step of every mandate, newest first: the proof, which only grows."""
    now = around.clock.now()
    return answers.page(await mandate_history(around.db, slug, actor, limit, cursor, now))


@router.put("/shops/{slug}/mandates", responses={200: {"model": MandateShape}})
async def put_mandate(slug: Slug, form: GivenMandate, actor: Member, around: Around) -> Response:
    """The owner lets the advisor who brought the shop in do these things, and no others."""
    mandate = await give_mandate(slug, form, actor, around)
    return answers.plain(shown(mandate, around.clock.now()))


@router.patch("/shops/{slug}/mandates/{mandate_id}", responses={200: {"model": MandateShape}})
async def patch_mandate(
    slug: Slug, mandate_id: UUID, form: MandateChanges, actor: Member, around: Around
) -> Response:
    """Other actions, or another last day."""
    mandate = await change_mandate(slug, mandate_id, form, actor, around)
    return answers.plain(shown(mandate, around.clock.now()))


@router.post("/shops/{slug}/mandates/{mandate_id}/grant", responses={200: {"model": MandateShape}})
async def post_grant(
    slug: Slug, mandate_id: UUID, form: WordingForm, actor: Member, around: Around
) -> Response:
    """The owner agrees, or gives back what was withdrawn."""
    mandate = await grant_mandate(slug, mandate_id, form.wording, actor, around)
    return answers.plain(shown(mandate, around.clock.now()))


@router.post("/shops/{slug}/mandates/{mandate_id}/refuse", responses={200: {"model": MandateShape}})
async def post_refuse(slug: Slug, mandate_id: UUID, actor: Member, around: Around) -> Response:
    mandate = await refuse_mandate(slug, mandate_id, actor, around)
    return answers.plain(shown(mandate, around.clock.now()))


@router.post(
    "/shops/{slug}/mandates/{mandate_id}/withdraw", responses={200: {"model": MandateShape}}
)
async def post_withdraw(slug: Slug, mandate_id: UUID, actor: Member, around: Around) -> Response:
    """At once: the advisor's next click finds nothing allowed."""
    mandate = await withdraw_mandate(slug, mandate_id, actor, around)
    return answers.plain(shown(mandate, around.clock.now()))


@router.get("/mandates/{code}", responses={200: {"model": MandatePageShape}})
async def get_by_code(code: str, around: Around) -> Response:
    """What the link or the typed code asks for, in the words that are agreed to."""
    now = around.clock.now()
    return answers.plain(await mandate_by_code(around.db, as_typed(code), now))


@router.post("/mandates/{code}/grant", responses={200: _ANSWERED})
async def post_grant_by_code(
    code: str, form: ConsentForm, actor: Caller, around: Around
) -> Response:
    """The business agrees, by the name of who says so; once it has an owner, only the owner."""
    return _answered(await grant_by_code(code, form, actor, around), around)


@router.post("/mandates/{code}/refuse", responses={200: _ANSWERED})
async def post_refuse_by_code(code: str, form: NameForm, around: Around) -> Response:
    return _answered(await refuse_by_code(code, form.name, around), around)


@router.post("/mandates/{code}/withdraw", responses={200: _ANSWERED})
async def post_withdraw_by_code(code: str, form: NameForm, around: Around) -> Response:
    """By the link in the mail, without an account."""
    return _answered(await withdraw_by_code(code, form.name, around), around)


def _answered(answered: Answered, around: Surroundings) -> Response:
    path = f"/mandat/{answered.link}" if answered.link else None
    return answers.plain(shown(answered.mandate, around.clock.now()) | {"url_path": path})
