"""The pages the law asks for, and the one about access; their words live in the catalogue."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.catalogue import messages
from gateway.pages.problems import guarded
from gateway.pages.reply import page

NAMES = {
    "impressum": "imprint",
    "datenschutz": "privacy",
    "barrierefreiheit": "access",
}


def parts_of(name: str) -> list[str]:
    """The numbered sections of a page: `legal.privacy.1`, `legal.privacy.2`, …"""
    sections: list[str] = []
    while f"legal.{name}.{len(sections) + 1}.head" in messages("de"):
        sections.append(f"legal.{name}.{len(sections) + 1}")
    return sections


def _page_of(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        return page(request, "legal.html", name=name, parts=parts_of(name))

    return guarded(show)


ROUTES = [Route(f"/{path}", _page_of(name)) for path, name in NAMES.items()]
