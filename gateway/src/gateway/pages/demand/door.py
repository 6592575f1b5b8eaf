"""Who may see the region's numbers."""

from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages.context import context
from gateway.pages.problems import Handler, guarded, sign_in_first
from gateway.pages.refusals import PageProblem


def for_advisors(handler: Handler) -> Handler:
    """Advisors and operators."""

    async def answer(request: Request) -> Response:
        here = context(request)
        if here.account is None:
            return sign_in_first(request)
        if not (here.may("advisor") or here.may("operator")):
            raise PageProblem(403)
        return await handler(request)

    return guarded(wraps(handler)(answer))
