"""Visits, rooms and workshops, and the calendar that shows them."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response

from catalog.domain.cases.appointments import AppointmentKind
from catalog.http import answers
from catalog.http.case_shapes import ComingShape, FeedShape, NewFeedShape
from catalog.http.dependencies import (
    Around,
    Cursor,
    ExpectedVersion,
    IdempotencyKey,
    Limit,
    Member,
)
from catalog.http.shapes import ListOf
from catalog.queries.appointments import ComingFilter, coming, feed_rows, feed_state
from catalog.queries.product_page import StoredAnswer
from catalog.store.answers import digest
from catalog.use_cases.cases.forms import AppointmentChanges, AppointmentForm
from catalog.use_cases.cases.plan_appointment import change_appointment, plan_appointment
from catalog.use_cases.cases.renew_feed import end_feed, note_visit, renew_feed

router = APIRouter(prefix="/api/v1", tags=["appointments"])


@router.get("/cases/appointments", responses={200: {"model": ListOf[ComingShape]}})
async def get_appointments(
    actor: Member,
    around: Around,
    kind: AppointmentKind | None = None,
    advisor: Literal["me"] | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """What comes, over all businesses: also who has which room when."""
    whose = actor.id if advisor else None
    now = around.clock.now()
    wanted = ComingFilter(now, kind.value if kind else None, whose, limit, cursor)
    return answers.page(await coming(around.db, actor, wanted))


@router.post("/cases/{case_id}/appointments", status_code=204)
async def post_appointment(
    case_id: UUID,
    form: AppointmentForm,
    actor: Member,
    around: Around,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """409 `room_taken` says who has the room."""
    planned = await plan_appointment(case_id, form, actor, idempotency_key, around)
    path = f"/api/v1/cases/{case_id}/appointments/{planned}"
    return Response(status_code=204, headers={"location": path})


@router.patch("/cases/{case_id}/appointments/{appointment_id}", status_code=204)
async def patch_appointment(
    case_id: UUID,
    appointment_id: UUID,
    form: AppointmentChanges,
    actor: Member,
    expected: ExpectedVersion,
    around: Around,
) -> Response:
    """Move it, or say that it was held or cancelled."""
    await change_appointment(case_id, appointment_id, form, actor, expected, around)
    return Response(status_code=204)


@router.get("/cases/calendar", responses={200: {"model": FeedShape}})
async def get_feed_state(actor: Member, around: Around) -> Response:
    """Whether one has a calendar address, and since when."""
    await note_visit(actor, around)
    return answers.plain(await feed_state(around.db, actor))


@router.post("/cases/calendar", status_code=201, responses={201: {"model": NewFeedShape}})
async def post_feed(actor: Member, around: Around) -> Response:
    """A new address, shown this once; the one before is dead."""
    secret = await renew_feed(actor, around)
    answer = answers.plain({"url_path": f"/kalender/{secret}.ics"}, status=201)
    answer.headers["cache-control"] = "no-store"
    return answer


@router.delete("/cases/calendar", status_code=204)
async def delete_feed(actor: Member, around: Around) -> Response:
    await end_feed(actor, around)
    return Response(status_code=204)


@router.get("/calendars/{secret}", response_class=Response, include_in_schema=False)
async def get_calendar(secret: str, request: Request, around: Around) -> Response:
    """For calendar programs, which cannot sign in: whoever has the address may read it."""
    from catalog.http.ical import calendar_of  # noqa: PLC0415 -- large, and seldom needed

    body = calendar_of(await feed_rows(around.db, secret, around.clock.now()))
    answer = answers.stored(request, StoredAnswer(body, f'"{digest(body)}"'), private=True)
    if answer.status_code == 200:  # noqa: PLR2004 -- HTTP
        answer.headers["content-type"] = "text/calendar; charset=utf-8"
    answer.headers["cache-control"] = "private, no-cache"
    return answer
