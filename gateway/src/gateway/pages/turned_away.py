"""The page for whom the edge turns away before any page is asked."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from gateway.pages import catalogue
from gateway.pages.context import context
from gateway.pages.problems import problem_page


def turned_away(scope: Scope, status: int, code: str) -> Response:
    """Our words for the code, else those for the status: both in the reader's language."""
    request = Request(scope)
    here, key = context(request), f"problem.{code}"
    known = catalogue.has(key, here.language)
    return problem_page(request, status, str(here.text(key)) if known else "")
