"""The buyer answers what the shop offers instead: one click, with the link or signed in."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.forms import read
from gateway.pages.market import fulfilling
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded, problem_page
from gateway.pages.refusals import words
from gateway.pages.reply import go

_LONGEST_TOKEN = 200
_CONFLICT = 409


async def answer(request: Request) -> Response:
    form = await read(request)
    order_id, token = str(request.path_params["id"]), form.text("token")[:_LONGEST_TOKEN]
    agree = form.text("antwort") == "ja"
    substitute = str(request.path_params["substitute"])
    try:
        await fulfilling.answer(caller(request), order_id, token, substitute, agree=agree)
    except UpstreamProblem as refusal:
        if refusal.status != _CONFLICT:
            raise
        return problem_page(request, refusal.status, words(request, refusal))
    query = f"?{urlencode({'token': token})}" if token else ""
    flash = "substitute_taken" if agree else "substitute_refused"
    return go(request, f"/bestellung/{order_id}{query}", flash)


ROUTES = [
    Route("/bestellung/{id:uuid}/ersatz/{substitute:uuid}", guarded(answer), methods=["POST"])
]
