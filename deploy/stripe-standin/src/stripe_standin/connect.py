"""The page on which a shop tells who it is, instead of Stripe's. One visit, one outcome."""

from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from stripe_standin import accounts
from stripe_standin.desk import Desk
from stripe_standin.pagehead import headers_for
from stripe_standin.store import Document

_LARGEST_FORM = 10_000


class ConnectPage:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pages = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=select_autoescape(),
        )

    def routes(self) -> list[Route]:
        return [
            Route("/connect/{key}", self.show, methods=["GET"]),
            Route("/connect/{key}", self.submit, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        link = self._link(request)
        if link is None:
            return self._page(request, "over.html", 404, None)
        if self._has_ended(link):
            return RedirectResponse(link["refresh_url"], 303)
        return self._page(request, "connect.html", 200, link)

    async def submit(self, request: Request) -> Response:
        body, link = await request.body(), self._link(request)
        if link is None or len(body) > _LARGEST_FORM:
            return self._page(request, "over.html", 404, None)
        if self._has_ended(link):
            return RedirectResponse(link["refresh_url"], 303)
        state = parse_qs(body.decode(errors="replace")).get("state", [""])[0]
        with self._desk.store.transaction():
            self._desk.store.put(link | {"used": True})
            if state in accounts.STATES:
                accounts.move(self._desk, link["account"], state)
        return RedirectResponse(link["return_url"], 303)

    def _link(self, request: Request) -> Document | None:
        key = request.path_params["key"]
        return self._desk.store.find("onboarding_link", f"link_{key}")

    def _has_ended(self, link: Document) -> bool:
        return bool(link["used"] or link["expires_at"] <= self._desk.stamp())

    def _page(
        self, request: Request, template: str, status: int, link: Document | None
    ) -> Response:
        account = self._desk.get("account", link["account"]) if link else None
        page = self._pages.get_template(template).render(
            session=None, account=account, css=f"{request.scope.get('root_path', '')}/c/pay/pay.css"
        )
        ways = [link["return_url"], link["refresh_url"]] if link else []
        return HTMLResponse(page, status, headers=headers_for(ways))
