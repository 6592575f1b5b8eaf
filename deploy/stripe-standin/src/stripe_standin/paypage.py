"""The pay page: what the buyer's browser sees instead of Stripe's. No scripts, no money."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from stripe_standin import payments
from stripe_standin.cards import Card, Fault, read_card, refusal_of
from stripe_standin.desk import Desk
from stripe_standin.methods import Method, read_debit
from stripe_standin.pagehead import headers_for
from stripe_standin.sessions import current, lines_of
from stripe_standin.store import Document

HERE = Path(__file__).parent
LARGEST_FORM = 10_000
ASKED_REFUSAL = ("generic_decline", "Ihre Bank hat die Karte abgelehnt.")
NOT_CONFIRMED = ("authentication_required", "Sie haben die Zahlung bei Ihrer Bank nicht bestätigt.")
BLANK = {
    "number": "4242 4242 4242 4242",
    "expiry": "12/34",
    "check": "123",
    "iban": "DE89 3704 0044 0532 0130 00",
    "holder": "Anna Albrecht",
    "email": "",
}
WALLET_CARD = Card("4242424242424242", 12, 2034, wallet="google_pay")


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
            Route("/c/pay/{session_id}/bestaetigen", self.ask, methods=["GET"]),
            Route("/c/pay/{session_id}/bestaetigen", self.answer, methods=["POST"]),
        ]

    async def style(self, _request: Request) -> Response:
        return PlainTextResponse(
            self._css, media_type="text/css", headers={"Cache-Control": "max-age=3600"}
        )

    async def show(self, request: Request) -> Response:
        session = self._session(request)
        if session is None or session["status"] != "open":
            return self._over(request, session)
        given = {"email": session.get("customer_email") or ""}
        return self._form(request, session, Shown(BLANK | given), 200)

    async def submit(self, request: Request) -> Response:
        body = await request.body()
        session = self._session(request)
        # A second press of the button after paying leads on, and charges nothing.
        if session is None or session["status"] != "open":
            return self._over(request, session)
        if len(body) > LARGEST_FORM:
            return PlainTextResponse("Die Eingabe ist zu lang.", 413)
        form = {name: values[0] for name, values in parse_qs(body.decode(errors="replace")).items()}
        if form.get("action") == "cancel":
            return _to(session["cancel_url"] or session["success_url"], session["id"])
        shown = Shown({name: form.get(name, "")[:200] for name in BLANK})
        method = self._method(session, form.get("action", ""), shown.entered)
        if isinstance(method, list):
            return self._form(request, session, Shown(shown.entered, tuple(method)), 422)
        if isinstance(method, Card) and method.asks_back and form.get("action") == "pay":
            return self._ask_bank(session, method, shown.entered["email"])
        refusal = refusal_of(method) if isinstance(method, Card) else None
        if form.get("action") == "decline":
            refusal = ASKED_REFUSAL
        return self._charge(request, session, method, shown, refusal)

    async def ask(self, request: Request) -> Response:
        """The bank's own page (3-D Secure)."""
        session = self._session(request)
        if session is None or session["status"] != "open" or "_waiting" not in session:
            return self._over(request, session)
        page = self._pages.get_template("secure.html").render(
            session=session, waiting=session["_waiting"], css=_css(request)
        )
        return HTMLResponse(page, headers=_headers(session))

    async def answer(self, request: Request) -> Response:
        session = self._session(request)
        if session is None or session["status"] != "open" or "_waiting" not in session:
            return self._over(request, session)
        said = parse_qs((await request.body()).decode(errors="replace")).get("action", [""])[0]
        waiting = session.pop("_waiting")
        card = Card(f"4000000000{waiting['last4']:0>6}", waiting["month"], waiting["year"])
        shown = Shown(BLANK | {"email": waiting["email"]})
        return self._charge(
            request, session, card, shown, None if said == "confirm" else NOT_CONFIRMED
        )

    def _method(
        self, session: Document, action: str, entered: dict[str, str]
    ) -> Method | list[Fault]:
        accepted = session["payment_method_types"]
        if action == "debit" and "sepa_debit" in accepted:
            return read_debit(entered["iban"], entered["holder"])
        if action == "wallet" and "card" in accepted:
            return WALLET_CARD
        return read_card(entered["number"], entered["expiry"], entered["check"], self._now())

    def _ask_bank(self, session: Document, card: Card, email: str) -> Response:
        """Of the card only what the receipt shows is kept, also while the bank is asked."""
        waiting = {"last4": card.number[-4:], "month": card.month, "year": card.year}
        session["_waiting"] = waiting | {"email": email}
        with self._desk.store.transaction():
            self._desk.store.put(session)
        return RedirectResponse(f"{session['id']}/bestaetigen", 303)

    def _charge(
        self,
        request: Request,
        session: Document,
        method: Method,
        shown: Shown,
        refusal: tuple[str, str] | None,
    ) -> Response:
        with self._desk.store.transaction():
            if refusal is None:
                payments.pay(self._desk, session, method, shown.entered["email"] or None)
            else:
                payments.decline(self._desk, session, method, *refusal)
        if refusal is None:
            return _to(session["success_url"], session["id"])
        return self._form(request, session, Shown(shown.entered, refusal=refusal[1]), 402)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._desk.now(), UTC)

    def _session(self, request: Request) -> Document | None:
        session_id = request.path_params["session_id"]
        if self._desk.store.find("checkout.session", session_id) is None:
            return None
        with self._desk.store.transaction():
            return current(self._desk, session_id)

    def _form(self, request: Request, session: Document, shown: Shown, status: int) -> Response:
        page = self._pages.get_template("pay.html").render(
            session=session,
            lines=lines_of(self._desk, session["id"]),
            accepted=session["payment_method_types"],
            action=f"{_root(request)}/c/pay/{session['id']}",
            css=_css(request),
            shown=shown,
            fault_of={fault.field: fault.message for fault in shown.faults},
        )
        return HTMLResponse(page, status, headers=_headers(session))

    def _over(self, request: Request, session: Document | None) -> Response:
        if session is not None and session["status"] == "complete":
            return _to(session["success_url"], session["id"])
        page = self._pages.get_template("over.html").render(session=session, css=_css(request))
        return HTMLResponse(page, 404 if session is None else 410, headers=_headers(session))


def _root(request: Request) -> str:
    """The path we may be mounted under."""
    root: str = request.scope.get("root_path", "")
    return root


def _css(request: Request) -> str:
    return f"{_root(request)}/c/pay/pay.css"


def _to(address: str, session_id: str) -> Response:
    return RedirectResponse(address.replace("{CHECKOUT_SESSION_ID}", session_id), 303)


def _headers(session: Document | None) -> dict[str, str]:
    known = session or {}
    return headers_for((known.get("success_url"), known.get("cancel_url")))
