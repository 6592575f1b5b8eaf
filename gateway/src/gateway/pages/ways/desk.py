"""The operator keeps the market's pickup points and delivery rounds."""

import asyncio
import re
from typing import Any, Final

from marketkit.money import Money
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.ways import Point, Tour
from gateway.pages.context import context
from gateway.pages.forms import EMPTY, Errors, Form, errors_from, read
from gateway.pages.market import ways
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.numbers import read_price, typed_price
from gateway.presenters.osm_hours import spoken

_HERE: Final = "/betrieb/abholorte"
TEMPERATURES: Final = ("cool_15", "cool_10", "cool_7", "cool_4", "ice_2", "frozen")
_TEXTS: Final = ("name", "street", "postal_code", "place", "hours", "hint")
_POINT_FIELDS: Final = ("slug", *_TEXTS, "host", "position", "capacity", "temperatures", "attended",
                        "pay_there", "active")  # fmt: skip
_TOUR_FIELDS: Final = ("postal_codes", "weekday", "starts", "ends", "cutoff_hours", "fee",
                       "free_from", "driver")  # fmt: skip
_FLAGS: Final = ("attended", "pay_there", "active")
_PLAIN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
Values = dict[str, Any]


async def overview(request: Request) -> Response:
    return await _shown(request, {}, Errors(), "")


async def save_point(request: Request) -> Response:
    form = await read(request)
    body: Values = {name: form.text(name) for name in _TEXTS}
    body |= {name: form.has(name) for name in _FLAGS}
    body |= _cold(form) | _number(form, "capacity") | {"host": form.text("host") or None}
    body |= _coordinates(form.text("position"))
    return await _saved(request, form, "point", body)


async def save_tour(request: Request) -> Response:
    form = await read(request)
    fee, free_from = read_price(form.text("fee") or "0"), read_price(form.text("free_from"))
    body: Values = {
        "name": form.text("name"),
        "postal_codes": re.findall(r"\d{5}", form.text("postal_codes")),
        "weekday": form.text("weekday"),
        "starts": form.text("starts"),
        "ends": form.text("ends"),
        "cutoff_hours": form.number("cutoff_hours") or 0,
        "fee": Money(amount=fee or 0).model_dump(),
        "free_from": None if free_from is None else Money(amount=free_from).model_dump(),
        "hint": form.text("hint"),
        "pay_there": form.has("pay_there"),
        "active": form.has("active"),
        "driver": form.text("driver") or None,
    }
    body |= _cold(form) | _number(form, "capacity")
    return await _saved(request, form, "tour", body)


async def _saved(request: Request, form: Form, what: str, body: Values) -> Response:
    slug = form.text("slug") or slug_from(form.text("name"))
    put = ways.put_point if what == "point" else ways.put_tour
    try:
        await put(caller(request), slug or "ort", body)
    except UpstreamProblem as refusal:
        known = {*body, "position"}
        return await _shown(request, _typed(form), errors_from(request, refusal, None, known), what)
    return go(request, _HERE, "saved")


def slug_from(name: str) -> str:
    plain = name.casefold().translate(_PLAIN)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]


def _cold(form: Form) -> Values:
    return {"temperatures": [each for each in form.all("temperatures") if each in TEMPERATURES]}


def _number(form: Form, name: str) -> Values:
    return {name: form.number(name)} if form.text(name) else {}


def _coordinates(text: str) -> Values:
    """`51,0495, 12,1376` or `51.0495 12.1376`; empty: nobody knows."""
    found = re.fullmatch(r"(\d{1,2}[.,]\d+)[,;\s]+(\d{1,3}[.,]\d+)", text)
    if not found:
        return {}
    return {
        "lat": float(found[1].replace(",", ".")),
        "lon": float(found[2].replace(",", ".")),
    }


def _typed(form: Form) -> Values:
    texts = {name: values[0] for name, values in form.values.items() if values}
    return texts | {"temperatures": form.all("temperatures")}


def _of_point(point: Point) -> Values:
    position = "" if point.lat is None or point.lon is None else f"{point.lat}, {point.lon}"
    known = {name: getattr(point, name) for name in (*_TEXTS, "slug", "temperatures")}
    flags = {name: True for name in _FLAGS if getattr(point, name)}
    host = point.host.slug if point.host else ""
    return known | flags | {"position": position, "capacity": point.capacity or "", "host": host}


def _of_tour(tour: Tour) -> Values:
    names = ("slug", "name", "weekday", "starts", "ends", "cutoff_hours", "hint", "temperatures")
    flags = {name: True for name in ("pay_there", "active") if getattr(tour, name)}
    return (
        {name: getattr(tour, name) for name in names}
        | flags
        | {
            "postal_codes": " ".join(tour.postal_codes),
            "fee": typed_price(tour.fee),
            "free_from": typed_price(tour.free_from),
            "capacity": tour.capacity or "",
            "driver": tour.driver.slug if tour.driver else "",
        }
    )


async def _shown(request: Request, typed: Values, errors: Errors, what: str) -> Response:
    ask, here = caller(request), context(request)
    points, tours = await asyncio.gather(ways.points(ask), ways.tours(ask))
    point, tour = _chosen(request, "ort", points.items), _chosen(request, "tour", tours.items)
    empty: Values = dict.fromkeys((*_POINT_FIELDS, *_TOUR_FIELDS), "")
    fresh: Values = {"active": True, "attended": True, "pay_there": True,
                                "cutoff_hours": 24}  # fmt: skip
    return page(
        request,
        "ways/desk.html",
        422 if errors else 200,
        tab="stations",
        points=points.items,
        tours=tours.items,
        point=empty | (typed if what == "point" else _of_point(point) if point else fresh),
        tour=empty | (typed if what == "tour" else _of_tour(tour) if tour else fresh),
        opened=what or ("point" if point else "tour" if tour else ""),
        errors=errors,
        form=EMPTY,
        temperatures=TEMPERATURES,
        hours=lambda text: spoken(text, lambda key: str(here.text(key))),
    )


def _chosen(request: Request, name: str, known: Any) -> Any:
    wanted = request.query_params.get(name, "")
    return next((each for each in known if each.slug == wanted), None)


ROUTES = [
    Route(_HERE, needs("operator", overview), methods=["GET"]),
    Route(f"{_HERE}/ort", needs("operator", save_point), methods=["POST"]),
    Route(f"{_HERE}/tour", needs("operator", save_tour), methods=["POST"]),
]
