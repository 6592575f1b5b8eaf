"""Report a product, a shop or a picture; follow what becomes of it; disagree."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.forms import EMPTY, Errors, Form, errors_from, read
from gateway.pages.market import duties
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded
from gateway.pages.reply import go, page

FIELDS = ("reason", "explanation", "place", "name", "email", "good_faith", "homepage")
_LONGEST = 60


async def report(request: Request) -> Response:
    return await _shown(request, request.query_params.get("was", "")[:_LONGEST])


async def send(request: Request) -> Response:
    form = await read(request)
    subject = form.text("was")[:_LONGEST]
    if form.text("homepage"):
        # People do not see this field; whoever fills it in can still put that right.
        errors = Errors()
        errors.add("homepage", str(context(request).text("report.homepage.wrong")))
        return await _shown(request, subject, form, errors)
    try:
        received = await duties.send_notice(caller(request), _body(form, subject))
    except UpstreamProblem as refusal:
        if refusal.status == 404:  # noqa: PLR2004 - HTTP
            raise
        return await _shown(request, subject, form, errors_from(request, refusal, known=FIELDS))
    return go(request, f"/melden/stand/{received.token}", "reported")


def _body(form: Form, subject: str) -> dict[str, object]:
    return {
        "subject": subject,
        "reason": form.text("reason"),
        "explanation": form.text("explanation"),
        "place": form.text("place")[:200],
        "name": form.text("name"),
        "email": form.text("email"),
        "good_faith": form.has("good_faith"),
        "danger_to_life": form.has("danger_to_life"),
    }


async def _shown(
    request: Request, subject: str, form: Form = EMPTY, errors: Errors | None = None
) -> Response:
    here = context(request)
    asked = await duties.notice_form(caller(request), subject, here.language)
    return page(
        request,
        "duties/report.html",
        422 if errors else 200,
        asked=asked,
        form=form,
        errors=errors or Errors(),
        place=form.text("place") or asked.subject.path,
        name=form.text("name") or (here.account.name if here.account else ""),
        email=form.text("email") or (here.account.email if here.account else ""),
    )


async def status(request: Request) -> Response:
    return await _status(request)


async def complain(request: Request) -> Response:
    form, token = await read(request), request.path_params["token"]
    try:
        await duties.complain(caller(request), f"/notices/{token}", form.text("words"))
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal, known=("words",))
        return await _status(request, form, errors)
    return go(request, f"/melden/stand/{token}", "complained")


async def _status(request: Request, form: Form = EMPTY, errors: Errors | None = None) -> Response:
    token = request.path_params["token"]
    found = await duties.notice(caller(request), token)
    return page(
        request,
        "duties/status.html",
        422 if errors else 200,
        notice=found,
        token=token,
        form=form,
        errors=errors or Errors(),
    )


ROUTES = [
    Route("/melden", guarded(report), methods=["GET"]),
    Route("/melden", guarded(send), methods=["POST"]),
    Route("/melden/stand/{token}", guarded(status), methods=["GET"]),
    Route("/melden/stand/{token}", guarded(complain), methods=["POST"]),
]
