"""The page for whom the edge turns away before any page is asked."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from gateway.pages import catalogue
from gateway.pages.context import LANGUAGE_COOKIE, context
from gateway.pages.problems import problem_page

_TOO_MANY = 429


def turned_away(scope: Scope, status: int, code: str) -> Response:
    return _kept(scope, code) if status == _TOO_MANY else _drawn(scope, status, code)


def _drawn(scope: Scope, status: int, code: str) -> Response:
    """Our words for the code, else those for the status: both in the reader's language."""
    request = Request(scope)
    here, key = context(request), f"problem.{code}"
    known = catalogue.has(key, here.language)
    return problem_page(request, status, str(here.text(key)) if known else "")


def _kept(scope: Scope, code: str) -> Response:
    """Who asks too fast gets a page made before: sending them away must cost next to nothing."""
    request = Request(scope)
    language = context(request).language
    packed = "gzip" in request.headers.get("accept-encoding", "")
    if not hasattr(request.app.state, "kept_pages"):
        request.app.state.kept_pages = {}
    shelf = request.app.state.kept_pages
    which = (language, packed, request.method == "GET", code)
    if which not in shelf:
        headers = [(b"cookie", f"{LANGUAGE_COOKIE}={language}".encode())]
        headers += [(b"accept-encoding", b"gzip")] if packed else []
        page = _drawn({**scope, "path": "/", "headers": headers}, _TOO_MANY, code)
        shelf[which] = (page.body, dict(page.headers))
    body, named = shelf[which]
    return Response(body, _TOO_MANY, named)
