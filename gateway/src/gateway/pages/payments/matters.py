"""What about money needs a person: with both sides, a date where there is one, and two ways out."""

from marketkit.money import Money
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.forms import EMPTY, Errors, Form, errors_from, read
from gateway.pages.market import payments
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page

HERE = "/betrieb/zahlungen"
STATES = ("open", "ended")
_CONFLICT = 409


async def listed(request: Request) -> Response:
    return await _shown(request)


async def close(request: Request) -> Response:
    form, matter_id = await read(request), str(request.path_params["id"])
    try:
        await payments.close(caller(request), matter_id, form.text("note"))
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal, known=("note",))
        return await _shown(request, form, errors, matter_id)
    return go(request, HERE, "matter_closed")


async def again(request: Request) -> Response:
    await read(request)
    try:
        await payments.again(caller(request), str(request.path_params["id"]))
    except UpstreamProblem as refusal:
        if refusal.status != _CONFLICT:
            raise
        # Somebody was faster; the list says how it stands now.
        return go(request, HERE)
    return go(request, HERE, "matter_again")


async def _shown(
    request: Request, form: Form = EMPTY, errors: Errors | None = None, wrong: str = ""
) -> Response:
    asked = request.query_params.get("stand", "open")
    state = asked if asked in STATES else "open"
    found = await payments.matters(caller(request), state, request.query_params.get("cursor"))
    return page(
        request,
        "payments/matters.html",
        422 if errors else 200,
        tab="payments",
        found=found,
        state=state,
        cents=_cents,
        form=form,
        errors=errors or Errors(),
        wrong=wrong,
    )


def _cents(amount: int) -> Money:
    return Money(amount=amount)


ROUTES = [
    Route(HERE, needs("operator", listed), methods=["GET"]),
    Route(f"{HERE}/{{id:uuid}}/erledigt", needs("operator", close), methods=["POST"]),
    Route(f"{HERE}/{{id:uuid}}/noch-einmal", needs("operator", again), methods=["POST"]),
]
