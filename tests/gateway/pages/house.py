"""The pages in a small app of their own, and a browser that keeps cookies and sends forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from gateway.domain.passwords import require_good
from gateway.identity.identity import OpenedSession
from gateway.pages import routes
from gateway.use_cases.erase_account import OwnsShopError
from gateway.use_cases.set_new_password import LinkEndedError
from marketkit.auth import Principal
from marketkit.errors import UnauthenticatedError
from marketkit.messaging import DeadLetter, Message
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.goods import NOON, an_id
from tests.support.asgi import Answer, AsgiClient

ROOT = Path(__file__).parents[3]
FORM_TOKEN = "form-token-of-this-session"
GUEST_TOKEN = "gast"
BASE = "https://markt.example"
PEOPLE = {
    email: Principal(UUID(an_id(key)), frozenset({"resident", role}), name, email)
    for key, role, name, email in (
        ("anna", "resident", "Anna Albrecht", "anna@example.org"),
        ("katrin", "shop_staff", "Katrin Morgenroth", "baeckerei@example.org"),
        ("wolff", "advisor", "J. Wolff", "beratung@example.org"),
        ("operator", "operator", "Betrieb", "betrieb@example.org"),
    )
}


class FakeIdentity:
    """Everybody has the password `richtig`; the cookie is the address itself."""

    def __init__(self) -> None:
        self.erased: list[str] = []

    async def sign_in(self, _request: Request, *, email: str, password: str) -> OpenedSession:
        if password != "richtig" or email not in PEOPLE:
            raise UnauthenticatedError("E-Mail oder Passwort stimmen nicht.")
        return OpenedSession(email, PEOPLE[email])

    async def sign_up(self, _request: Request, *, email: str, password: str, name: str) -> None:
        assert all((email, password, name))

    async def sign_out(self, _request: Request) -> None:
        return None

    async def ask_new_password(self, _request: Request, *, email: str, language: str) -> None:
        assert email
        assert language in {"de", "en"}

    async def check_password_link(self, _request: Request, key: str) -> None:
        if key != "gilt":
            raise LinkEndedError

    async def set_new_password(
        self, request: Request, *, key: str, password: str, language: str
    ) -> None:
        await self.check_password_link(request, key)
        assert language in {"de", "en"}
        require_good(password, email="anna@example.org", name="Anna")

    async def change_password(
        self, request: Request, *, old: str, password: str, language: str
    ) -> None:
        await self.sign_in(request, email="anna@example.org", password=old)
        await self.set_new_password(request, key="gilt", password=password, language=language)

    async def erase(self, request: Request, *, password: str) -> None:
        account = request.state.account
        await self.sign_in(request, email=account.email, password=password)
        if "shop_staff" in account.roles:
            raise OwnsShopError
        self.erased.append(account.email)

    def set_cookie(self, response: Response, session: OpenedSession) -> None:
        response.set_cookie("sid", session.key)

    def clear_cookie(self, response: Response) -> None:
        response.delete_cookie("sid")


@dataclass
class FakeBus:
    parked: list[DeadLetter] = field(default_factory=list)
    replayed: list[tuple[str, Any]] = field(default_factory=list)

    async def dead_letters(self, _queue: str | None = None, limit: int = 100) -> list[DeadLetter]:
        return self.parked[:limit]

    async def replay(self, queue: str, ids: Any = None) -> int:
        self.replayed.append((queue, ids))
        return 1


def a_dead_letter() -> DeadLetter:
    message = Message(
        id=UUID(an_id("dead")), type="catalog.product.changed.v1", source="catalog",
        subject="x", version=1, time=NOON, body=b'{"title": "<script>"}',
    )  # fmt: skip
    return DeadLetter("search.catalog", message, "KeyError: shop")


class WhoIsAsking:
    """Stands in for the edge: puts the account and the form token where pages look for them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            account = PEOPLE.get(Request(scope).cookies.get("sid", "").strip('"'))
            state = scope.setdefault("state", {})
            state["account"] = account
            state["form_token"] = FORM_TOKEN if account else GUEST_TOKEN
            state["request_id"] = "anfrage-1"
        await self.app(scope, receive, send)


def pages_app(market: FakeMarket, *, region: Path | None = None, now: datetime = NOON) -> ASGIApp:
    app = Starlette(routes=routes())
    app.state.upstreams = market
    app.state.settings = SimpleNamespace(
        region_dir=region or ROOT / "regions" / "zeitz",
        cookie_secure=False,
        mail_folder=None,
        public_base=BASE,
    )
    app.state.identity = FakeIdentity()
    app.state.bus = FakeBus()
    app.state.clock = SimpleNamespace(now=lambda: now)
    app.state.own = app
    return WhoIsAsking(app)


def state_of(app: ASGIApp) -> Any:
    assert isinstance(app, WhoIsAsking)
    assert isinstance(app.app, Starlette)
    return app.app.state


@dataclass
class Browser:
    app: ASGIApp
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, *, follow: bool = True) -> Answer:
        return await self._go("GET", path, None, follow=follow)

    async def post(
        self, path: str, form: Mapping[str, str] | None = None, *, follow: bool = True
    ) -> Answer:
        token = FORM_TOKEN if "sid" in self.cookies else GUEST_TOKEN
        return await self._go("POST", path, {"form_token": token} | dict(form or {}), follow=follow)

    async def sign_in(self, email: str) -> "Browser":
        self.cookies["sid"] = email
        return self

    async def _go(
        self, method: str, path: str, form: Mapping[str, str] | None, *, follow: bool
    ) -> Answer:
        for _hop in range(5):
            headers = {"cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
            address, _, query = path.partition("#")[0].partition("?")
            sent = f"{address}?{query}" if query else address
            answer = await AsgiClient(self.app).request(method, sent, form=form, headers=headers)
            self._keep(answer)
            if not (follow and answer.status in {301, 303}):
                return answer
            method, form, path = "GET", None, answer.headers["location"]
        raise AssertionError(path)

    def _keep(self, answer: Answer) -> None:
        for cookie in answer.cookies:
            name, _, rest = cookie.partition("=")
            value = rest.partition(";")[0].strip('"')
            if "max-age=0" in cookie.lower() or not value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value


class Outline(HTMLParser):
    """What a page is made of: ids, links, forms, labels, text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).replace("\xad", "").split())

    def all(self, tag: str, **attrs: str) -> list[dict[str, str]]:
        wanted = {name.rstrip("_"): value for name, value in attrs.items()}
        return [
            found
            for name, found in self.tags
            if name == tag and all(found.get(key) == value for key, value in wanted.items())
        ]

    def value(self, name: str) -> str:
        return self.all("input", name=name)[0]["value"]
