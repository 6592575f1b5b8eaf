"""The operator makes up for something out of the market's own pocket."""

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.forms import EMPTY, Errors, Form, errors_from, read
from gateway.pages.market import fulfilling
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.numbers import read_charge

FIELDS = ("amount", "reason")
_SHORTEST, _LONGEST = 3, 60


async def look_up(request: Request) -> Response:
    return await _show(request, request.query_params.get("nummer", ""))


async def give(request: Request) -> Response:
    form = await read(request)
    amount, number = read_charge(form.text("amount")), form.text("nummer")
    part = str(request.path_params["part"])
    if not amount:
        errors = Errors()
        errors.add("amount", str(context(request).text("working.amount.wrong")))
        return await _show(request, number, form, errors, part)
    body = {"amount": amount, "reason": form.text("reason")}
    try:
        await fulfilling.give(caller(request), part, body, form.text("key")[:100])
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal, known=FIELDS)
        return await _show(request, number, form, errors, part)
    return go(request, "/betrieb/kulanz", "goodwill_given")


async def _show(
    request: Request,
    number: str,
    form: Form = EMPTY,
    errors: Errors | None = None,
    part: str = "",
) -> Response:
    number = number.strip()
    asked = _SHORTEST <= len(number) <= _LONGEST
    found = await fulfilling.giving(caller(request), number) if asked else None
    return page(
        request,
        "working/goodwill.html",
        422 if errors else 200,
        tab="goodwill",
        number=number,
        found=found.items if found else (),
        asked=asked,
        form=form,
        errors=errors or Errors(),
        wrong_part=part,
        key=form.text("key") or str(uuid4()),
    )


ROUTES = [
    Route("/betrieb/kulanz", needs("operator", look_up)),
    Route("/betrieb/kulanz/{part:uuid}", needs("operator", give), methods=["POST"]),
]
