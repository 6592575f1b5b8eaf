"""The operators' queue of what was reported, one case, and the decision."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.forms import EMPTY, Errors, Form, errors_from, read
from gateway.pages.market import duties
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, page

VIEWS = ("open", "complaint", "decided")
_FIELDS = ("measure", "ground", "basis", "facts", "days")
_VERBS = {"uebernehmen": "take", "abgeben": "release", "entscheiden": "decide", "aufheben": "lift"}


async def queue(request: Request) -> Response:
    view = request.query_params.get("ansicht", "")
    view = view if view in VIEWS else "open"
    found = await duties.cases(
        caller(request), view=view, limit=24, cursor=request.query_params.get("cursor")
    )
    return page(request, "duties/queue.html", tab="reports", cases=found, view=view, views=VIEWS)


async def case(request: Request) -> Response:
    return await _shown(request, str(request.path_params["id"]))


async def act(request: Request) -> Response:
    case_id, form = str(request.path_params["id"]), await read(request)
    verb = _VERBS.get(request.path_params["verb"])
    if verb is None:
        raise PageProblem(404)
    try:
        await duties.case_verb(caller(request), case_id, verb, _body(verb, form))
    except UpstreamProblem as refusal:
        return await _shown(request, case_id, form, errors_from(request, refusal, known=_FIELDS))
    return go(request, f"/betrieb/meldungen/{case_id}", f"case_{verb}")


async def decide_complaint(request: Request) -> Response:
    form = await read(request)
    case_id = form.text("case")
    if not re.fullmatch(r"[0-9a-f-]{36}", case_id):
        raise PageProblem(400)
    body: dict[str, Any] = {
        "reverse": form.text("answer") == "reverse", "facts": form.text("facts"),
    }  # fmt: skip
    if form.text("answer") not in {"reverse", "keep", ""}:
        body |= {"measure": form.text("answer"), "basis": form.text("basis")}
        body |= {"days": form.number("days")} if form.number("days") else {}
    try:
        complaint = str(request.path_params["id"])
        await duties.decide_complaint(caller(request), complaint, body)
    except UpstreamProblem as refusal:
        if refusal.code == "same_decider":
            words = Errors(general=str(refusal.problem.get("detail", "")))
            return await _shown(request, case_id, EMPTY, words)
        return await _shown(request, case_id, EMPTY, errors_from(request, refusal))
    return go(request, f"/betrieb/meldungen/{case_id}", "complaint_decided")


async def transparency(request: Request) -> Response:
    year = request.query_params.get("jahr", "")
    year = year if re.fullmatch(r"20\d\d", year) else str(context(request).now.year)
    table = await duties.transparency(caller(request), year)
    headers = {"content-disposition": f'attachment; filename="transparenz-{year}.csv"'}
    return Response(table, headers=headers, media_type="text/csv; charset=utf-8")


def _body(verb: str, form: Form) -> dict[str, Any] | None:
    if verb == "decide":
        body: dict[str, Any] = {
            "measure": form.text("measure") or "none",
            "ground": form.text("ground") or "law",
            "basis": form.text("basis"),
            "facts": form.text("facts"),
        }
        return body | ({"days": form.number("days")} if form.number("days") else {})
    return {"facts": form.text("facts")} if verb == "lift" else None


async def _shown(
    request: Request, case_id: str, form: Form = EMPTY, errors: Errors | None = None
) -> Response:
    found = await duties.case(caller(request), case_id)
    me = context(request).account
    return page(
        request,
        "duties/case.html",
        422 if errors else 200,
        tab="reports",
        case=found,
        mine=me is not None and found.taken_by == str(me.id),
        by_id={decision.id: decision for decision in found.decisions},
        form=form,
        errors=errors or Errors(),
    )


ROUTES = [
    Route("/betrieb/meldungen", needs("operator", queue)),
    Route("/betrieb/meldungen/{id:uuid}", needs("operator", case)),
    Route("/betrieb/meldungen/{id:uuid}/{verb:slug}", needs("operator", act), methods=["POST"]),
    Route("/betrieb/beschwerden/{id:uuid}", needs("operator", decide_complaint), methods=["POST"]),
    Route("/betrieb/transparenz.csv", needs("operator", transparency)),
]
