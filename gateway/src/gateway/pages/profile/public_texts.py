"""Imprint, terms and withdrawal notice of a shop, for everyone, to read, print and keep."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.market import profile as market
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded
from gateway.pages.reply import page
from gateway.presenters.legal_text import sections

KINDS = {"impressum": "imprint", "agb": "terms", "widerruf": "withdrawal"}


def version_in(request: Request, name: str = "version") -> int | None:
    """The version asked for in the address; anything else counts as none."""
    text = request.query_params.get(name, "")
    return int(text) if text.isdecimal() and 0 < len(text) < 6 else None  # noqa: PLR2004 - digits


def _page_of(kind: str) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        slug = str(request.path_params["slug"])
        text = await market.text(caller(request), slug, kind, version_in(request))
        return page(
            request,
            "profile/public_text.html",
            text=text,
            parts=sections(text.text),
            kinds=KINDS,
        )

    return guarded(show)


ROUTES = [Route(f"/laden/{{slug:slug}}/{path}", _page_of(kind)) for path, kind in KINDS.items()]
