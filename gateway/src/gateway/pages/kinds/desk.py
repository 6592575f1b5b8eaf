"""The shop's side of quotes: a list, and on each page the form for the offer."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import Context, context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import quotes
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.dates import read_moment
from gateway.presenters.numbers import read_charge

LINES = 6
_STATES = ("asked", "offered", "accepted", "declined", "refused", "lapsed")
_WHEN = ("start", "end", "valid_until")
_MOST = 9999


async def board(request: Request) -> Response:
    shop, query = await my_shop(request), request.query_params
    state = query.get("stand", "")
    found = await quotes.of_shop(
        caller(request), shop.slug, state if state in _STATES else "", query.get("cursor")
    )
    return page(
        request, "kinds/desk.html", shop=shop, tab="more", quotes=found, state=state, states=_STATES
    )


async def show(request: Request) -> Response:
    return await _show(request, EMPTY)


async def offer(request: Request) -> Response:
    form = await read(request)
    body, errors = _read(request, form)
    if not errors:
        try:
            await quotes.say(caller(request), _id(request), "offer", body, "")
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal, _names(form), _known())
        else:
            return go(request, _address(request), "quote_offered")
    return await _show(request, form, errors)


async def refuse(request: Request) -> Response:
    form = await read(request)
    try:
        await quotes.say(
            caller(request), _id(request), "refuse", {"reason": form.text("reason")}, ""
        )
    except UpstreamProblem as refusal:
        return await _show(request, form, errors_from(request, refusal, known=["reason"]))
    return go(request, _address(request), "quote_refused")


def _read(request: Request, form: Form) -> tuple[dict[str, Any], Errors]:
    """What was typed, as the service takes it, and what of it is no price, day or time."""
    errors, here = Errors(), context(request)
    body: dict[str, Any] = {"lines": _lines(here, form, errors), "note": form.text("note")}
    if form.text("travel"):
        body["travel"] = {"amount": _price(here, form, "travel", errors)}
    for name, day, clock in _times(form):
        moment = read_moment(f"{day}T{clock}")
        if moment is None:
            errors.add(name, str(here.text("quote.error.time")))
        else:
            body[name] = moment.isoformat()
    return body, errors


def _lines(here: Context, form: Form, errors: Errors) -> list[dict[str, Any]]:
    lines = []
    for number in _filled(form):
        name = f"menge-{number}"
        quantity = form.number(name) if form.text(name) else 1
        if quantity is None or not 1 <= quantity <= _MOST:
            errors.add(name, str(here.text("error.number")))
        lines.append({
            "title": form.text(f"titel-{number}"), "quantity": quantity,
            "price": {"amount": _price(here, form, f"preis-{number}", errors)},
            "vat_class": form.text("vat_class") or "de_standard",
        })  # fmt: skip
    if not lines:
        errors.add("titel-0", str(here.text("quote.error.lines")))
    return lines


def _price(here: Context, form: Form, name: str, errors: Errors) -> int | None:
    cents = read_charge(form.text(name))
    if cents is None:
        errors.add(name, str(here.text("error.price")))
    return cents


def _times(form: Form) -> list[tuple[str, str, str]]:
    return [
        ("start", form.text("day"), form.text("start")),
        ("end", form.text("day"), form.text("end")),
        ("valid_until", form.text("valid_until"), "23:59"),
    ]


def _filled(form: Form) -> list[int]:
    return [n for n in range(LINES) if form.text(f"titel-{n}") or form.text(f"preis-{n}")]


def _names(form: Form) -> dict[str, str]:
    """Lines left empty in between are not sent, so the service counts otherwise than the form."""
    names = {"lines": "titel-0"}
    for index, number in enumerate(_filled(form)):
        names[f"lines[{index}].title"] = f"titel-{number}"
        names[f"lines[{index}].quantity"] = f"menge-{number}"
        names[f"lines[{index}].price.amount"] = f"preis-{number}"
        names[f"lines[{index}].vat_class"] = "vat_class"
    return names | {"travel.amount": "travel"}


def _known() -> list[str]:
    rows = [f"{name}-{n}" for n in range(LINES) for name in ("titel", "menge", "preis")]
    return [*rows, *_WHEN, "day", "travel", "vat_class", "note"]


async def _show(request: Request, form: Form, errors: Errors = NO_ERRORS) -> Response:
    here = context(request)
    names = ("titel", "menge", "preis")
    labels = {
        f"{name}-{n}": str(here.text(f"quote.{name}")) for n in range(LINES) for name in names
    }
    more = ("day", *_WHEN, "travel", "note", "vat_class", "reason")
    return page(
        request,
        "kinds/quote_desk.html",
        422 if errors else 200,
        shop=await my_shop(request),
        tab="more",
        quote=await quotes.one(caller(request), _id(request)),
        form=form,
        errors=errors,
        rows=range(LINES),
        labels=labels | {name: str(here.text(f"quote.{name}")) for name in more},
        vat_classes=[(w.key, w.name(here.language)) for w in here.region.words("classes")],
        base=_address(request),
    )


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _address(request: Request) -> str:
    return f"/theke/{request.path_params['slug']}/angebote/{_id(request)}"


_ONE = "/theke/{slug:slug}/angebote/{id:uuid}"
ROUTES = [
    Route("/theke/{slug:slug}/angebote", needs(None, board)),
    Route(_ONE, needs(None, show)),
    Route(f"{_ONE}/anbieten", needs(None, offer), methods=["POST"]),
    Route(f"{_ONE}/absagen", needs(None, refuse), methods=["POST"]),
]
