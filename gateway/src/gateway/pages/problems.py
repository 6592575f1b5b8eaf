"""When something is refused or down: a page in the market's look, never a bare error."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from urllib.parse import urlencode

from marketkit.errors import DomainError
from marketkit.problems import STATUS
from starlette.requests import Request
from starlette.responses import Response

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.forms import read
from gateway.pages.refusals import PageProblem, domain_words, words
from gateway.pages.reply import go, page

log = logging.getLogger(__name__)

Handler = Callable[[Request], Awaitable[Response]]
_KNOWN = (400, 403, 404, 405, 410, 413, 429, 500, 503)
_OUTAGES = (502, 503, 504)
_NOT_WRITTEN = frozenset({"form_token", "key", "version", "grundlage", "weiter"})


def guarded(handler: Handler) -> Handler:
    """Turn refusals of services into pages; ask strangers to sign in where that may help."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except UpstreamProblem as refusal:
            if refusal.status == 401:  # noqa: PLR2004 - HTTP
                return sign_in_first(request)
            typed = await _typed(request) if refusal.code == "mandate_ended" else ()
            return problem_page(request, refusal.status, words(request, refusal), typed)
        except DomainError as refusal:
            return problem_page(request, STATUS[refusal.kind], domain_words(request, refusal))
        except PageProblem as refusal:
            return problem_page(request, refusal.status)
        except Exception:
            log.exception("page failed: %s", request.url.path)
            return problem_page(request, 500)

    return answer


def needs(role: str | None, handler: Handler) -> Handler:
    """Only for who is signed in, and only with this role."""
    return _for(handler, () if role is None else (role,))


def for_team(handler: Handler) -> Handler:
    """For advisors and for operators, who help out."""
    return _for(handler, ("advisor", "operator"))


def _for(handler: Handler, roles: Sequence[str]) -> Handler:
    """With one of these roles, where any are named."""

    async def answer(request: Request) -> Response:
        here = context(request)
        if here.account is None:
            return sign_in_first(request)
        if roles and not any(map(here.may, roles)):
            raise PageProblem(403)
        return await handler(request)

    return guarded(wraps(handler)(answer))


def sign_in_first(request: Request) -> Response:
    """To the sign-in page, and back here afterwards; a form's target is no page to return to."""
    back = request.url.path if request.method == "GET" else "/"
    if request.method == "GET" and request.url.query:
        back += f"?{request.url.query}"
    return go(request, f"/anmelden?{urlencode({'weiter': back})}")


def problem_page(
    request: Request, status: int, detail: str = "", typed: Sequence[str] = ()
) -> Response:
    """The page for a status; unknown refusals look like a plain 400, outages like 503."""
    shown = 503 if status in _OUTAGES else status
    shown = shown if shown in _KNOWN else 400 if status < 500 else 500  # noqa: PLR2004 - HTTP
    return page(request, "problem.html", status, kind=shown, detail=detail, typed=typed)


async def _typed(request: Request) -> list[str]:
    """Sentences of a form that may not be saved any more: who wrote them shall not lose them."""
    if request.method != "POST":
        return []
    form = await read(request)
    texts = (form.text(name) for name in form.values if name not in _NOT_WRITTEN)
    return [text for text in texts if " " in text]


async def not_found(request: Request) -> Response:
    return problem_page(request, 404)
