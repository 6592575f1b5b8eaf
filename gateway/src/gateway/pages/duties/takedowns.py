"""What authorities demanded, until when, and when it was done."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.duties.countdown import countdown
from gateway.pages.forms import EMPTY, Errors, Form, errors_from, read
from gateway.pages.market import duties
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.dates import read_moment

FIELDS = ("source", "authority", "order_number", "subject", "received_at")


async def takedowns(request: Request) -> Response:
    return await _shown(request)


async def enter(request: Request) -> Response:
    form = await read(request)
    try:
        body = {name: form.text(name) for name in FIELDS[:-1]}
        moment = moment_of(form.text("received_at"))
        await duties.enter_takedown(caller(request), body | {"received_at": moment})
    except UpstreamProblem as refusal:
        return await _shown(request, form, errors_from(request, refusal, known=FIELDS))
    return go(request, "/betrieb/anordnungen", "takedown_entered")


async def done(request: Request) -> Response:
    form = await read(request)
    await duties.takedown_done(caller(request), str(request.path_params["id"]), form.text("note"))
    return go(request, "/betrieb/anordnungen", "takedown_done")


def moment_of(typed: str) -> str | None:
    """What a browser's field for day and time sends, as a moment here."""
    moment = read_moment(typed)
    return moment.isoformat() if moment else None


async def _shown(request: Request, form: Form = EMPTY, errors: Errors | None = None) -> Response:
    here = context(request)
    found = await duties.takedowns(
        caller(request), limit=24, cursor=request.query_params.get("cursor")
    )
    lines = [(one, countdown(here, one.days_left, overdue=one.overdue)) for one in found.items]
    return page(
        request,
        "duties/takedowns.html",
        422 if errors else 200,
        tab="takedowns",
        lines=lines,
        next=found.next,
        form=form,
        errors=errors or Errors(),
    )


ROUTES = [
    Route("/betrieb/anordnungen", needs("operator", takedowns), methods=["GET"]),
    Route("/betrieb/anordnungen", needs("operator", enter), methods=["POST"]),
    Route("/betrieb/anordnungen/{id:uuid}/erledigt", needs("operator", done), methods=["POST"]),
]
