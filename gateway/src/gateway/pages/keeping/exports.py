"""Which file is for what; choosing days leads to the file itself."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateway.pages.counter.shop import my_shop
from gateway.pages.keeping.span import KINDS, asked, errors_in, query_of
from gateway.pages.problems import needs
from gateway.pages.reply import page

_REFUSED = 422
_SEE_OTHER = 303


async def of_shop(request: Request) -> Response:
    shop = await my_shop(request)
    base = f"/api/v1/shops/{shop.slug}/exports"
    return _answer(request, "keeping/shop.html", base, {"shop": shop, "tab": "more"})


async def of_all(request: Request) -> Response:
    base = "/api/v1/operations/exports"
    return _answer(request, "keeping/operations.html", base, {"tab": "exports"})


def _answer(request: Request, template: str, base: str, more: dict[str, Any]) -> Response:
    want = asked(request)
    errors = errors_in(request, want)
    if want.kind and not errors:
        return RedirectResponse(f"{base}/{want.kind}?{query_of(want)}", _SEE_OTHER)
    status = _REFUSED if errors else 200
    return page(request, template, status, want=want, kinds=KINDS, errors=errors, **more)


ROUTES = [
    Route("/theke/{slug:slug}/auszuege", needs(None, of_shop)),
    Route("/betrieb/auszuege", needs("operator", of_all)),
]
