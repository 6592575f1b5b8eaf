"""Behind the counter: that something is at a pickup point, or is not there after all."""

import re
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from gateway.clients import UpstreamProblem
from gateway.pages.forms import Form, read
from gateway.pages.market import ways
from gateway.pages.market.caller import caller
from gateway.pages.problems import problem_page
from gateway.pages.refusals import words
from gateway.pages.reply import go

_UUID = re.compile(r"[0-9a-f-]{36}")
_MOST = 300


async def said(request: Request, page: str) -> Response:
    """What the page showed is what is ticked, not what has come into the list since."""
    form = await read(request)
    wanted = orders_of(form)[:_MOST]
    try:
        if len(wanted) == 1:
            await ways.arrived(caller(request), wanted[0])
        elif wanted:
            await ways.all_arrived(caller(request), wanted)
    except UpstreamProblem as refusal:
        return refused(request, refusal)
    return go(request, back(request, page, form), "arrived" if wanted else None)


async def taken_back(request: Request, page: str) -> Response:
    form = await read(request)
    try:
        await ways.not_arrived(caller(request), str(request.path_params["order"]))
    except UpstreamProblem as refusal:
        return refused(request, refusal)
    return go(request, back(request, page, form), "not_arrived")


def orders_of(form: Form) -> list[str]:
    return [each for each in form.all("order") if _UUID.fullmatch(each)]


def refused(request: Request, refusal: UpstreamProblem) -> Response:
    """What somebody at the counter can do something about; all else is no page of ours."""
    if refusal.status in {409, 422, 429}:
        return problem_page(request, refusal.status, words(request, refusal))
    raise refusal


def back(request: Request, page: str, form: Form) -> str:
    """To the day that was shown."""
    here = f"/theke/{request.path_params['slug']}/{page}"
    day = read_day(form.text("tag"))
    return f"{here}?tag={day.isoformat()}" if day else here


def read_day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
