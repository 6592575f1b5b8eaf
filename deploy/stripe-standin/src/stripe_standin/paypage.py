"""The pay page: what the buyer's browser sees instead of Stripe's. No scripts, no money."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from stripe_standin import payments
from stripe_standin.cards import Card, Fault, read_card, refusal_of
from stripe_standin.desk import Desk
from stripe_standin.sessions import current, lines_of
from stripe_standin.store import Document

HERE = Path(__file__).parent
LARGEST_FORM = 10_000
ASKED_REFUSAL = ("generic_decline", "Ihre Bank hat die Karte abgelehnt.")
BLANK = {"number": "4242 4242 4242 4242", "expiry": "12/34", "check": "123", "email": ""}


def euro(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", ".") + f",{rest:02d}\N{NO-BREAK SPACE}€"


@dataclass(frozen=True)
class Shown:
    """What one rendering of the form says beside the order itself."""

    entered: dict[str, str]
    faults: tuple[Fault, ...] = ()
    refusal: str | None = None


class PayPage:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pages = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape()
        )
        self._pages.filters["euro"] = euro
        self._css = (HERE / "static" / "pay.css").read_text()

    def routes(self) -> list[Route]:
        return [
            Route("/c/pay/pay.css", self.style, methods=["GET"]),
            Route("/c/pay/{session_id}", self.show, methods=["GET"]),
            Route("/c/pay/{session_id}", self.submit, methods=["POST"]),
        ]

    async def style(self, _request: Request) -> Response:
        return PlainTextResponse(
            self._css, media_type="text/css", headers={"Cache-Control": "max-age=3600"}
        )

    async def show(self, request: Request) -> Response:
        session = self._session(request)
        if session is None or session["status"] != "open":
            return self._over(session)
        given = {"email": session.get("customer_email") or ""}
        return self._form(session, Shown(BLANK | given), 200)

    async def submit(self, request: Request) -> Response:
        body = await request.body()
        session = self._session(request)
        # A second press of the button after paying leads on, and charges nothing.
        if session is None or session["status"] != "open":
            return self._over(session)
        if len(body) > LARGEST_FORM:
            return PlainTextResponse("Die Eingabe ist zu lang.", 413)
        form = {name: values[0] for name, values in parse_qs(body.decode(errors="replace")).items()}
        if form.get("action") == "cancel":
            return _to(session["cancel_url"] or session["success_url"], session["id"])
        entered = {name: form.get(name, "")[:200] for name in BLANK}
        card = read_card(entered["number"], entered["expiry"], entered["check"], self._now())
        if not isinstance(card, Card):
            return self._form(session, Shown(entered, tuple(card)), 422)
        refusal = ASKED_REFUSAL if form.get("action") == "decline" else refusal_of(card)
        return self._charge(session, card, Shown(entered), refusal)

    def _charge(
        self, session: Document, card: Card, shown: Shown, refusal: tuple[str, str] | None
    ) -> Response:
        with self._desk.store.transaction():
            if refusal is None:
                payments.pay(self._desk, session, card, shown.entered["email"] or None)
            else:
                payments.decline(self._desk, session, card, *refusal)
        if refusal is None:
            return _to(session["success_url"], session["id"])
        return self._form(session, Shown(shown.entered, refusal=refusal[1]), 402)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._desk.now(), UTC)

    def _session(self, request: Request) -> Document | None:
        session_id = request.path_params["session_id"]
        if self._desk.store.find("checkout.session", session_id) is None:
            return None
        with self._desk.store.transaction():
            return current(self._desk, session_id)

    def _form(self, session: Document, shown: Shown, status: int) -> Response:
        page = self._pages.get_template("pay.html").render(
            session=session,
            lines=lines_of(self._desk, session["id"]),
            shown=shown,
            fault_of={fault.field: fault.message for fault in shown.faults},
        )
        return HTMLResponse(page, status, headers=_headers(session))

    def _over(self, session: Document | None) -> Response:
        if session is not None and session["status"] == "complete":
            return _to(session["success_url"], session["id"])
        page = self._pages.get_template("over.html").render(session=session)
        return HTMLResponse(page, 404 if session is None else 410, headers=_headers(session))


def _to(address: str, session_id: str) -> Response:
    return RedirectResponse(address.replace("{CHECKOUT_SESSION_ID}", session_id), 303)


def _headers(session: Document | None) -> dict[str, str]:
    # `form-action` also judges where a sent form is led on to, so the shop's address belongs in.
    ways = {"'self'"}
    for name in ("success_url", "cancel_url"):
        parts = urlsplit((session or {}).get(name) or "")
        if parts.scheme in {"http", "https"}:
            ways.add(f"{parts.scheme}://{parts.netloc}")
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none';"
        f" frame-ancestors 'none'; form-action {' '.join(sorted(ways))}",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
