"""The step in which a shop says where it brings its goods to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from marketkit.money import Money

from gateway.pages.answers.catalog import Delivery, Shop
from gateway.pages.context import Context
from gateway.pages.forms import Errors, Form
from gateway.presenters import delivery as words
from gateway.presenters.numbers import read_price, typed_price
from gateway.presenters.postal_areas import Area, areas, within
from gateway.presenters.week import DAYS

ON, CODES = "delivery-on", "delivery-postal_codes"
_FEE, _FREE, _MINIMUM = "delivery-fee", "delivery-free_from", "delivery-minimum"
_DAYS, _NOTE = "delivery-days", "delivery-note"
NAMES: Final = (ON, CODES, _FEE, _FREE, _MINIMUM, _DAYS, _NOTE)
SHOW = "zeigen"
"""The button that saves nothing: it picks places in a circle, or only shows the sentence."""
_USUAL_KM, _FARTHEST_KM = 10, 60

Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the step shows around its fields."""

    near: list[Area]
    far: list[Area]
    kilometres: int
    days: tuple[str, ...]
    sentence: str


def from_shop(shop: Shop) -> Values:
    tour = shop.delivery
    if tour is None:
        return dict.fromkeys(NAMES, "")
    return {
        ON: "ja",
        CODES: ",".join(tour.postal_codes),
        _FEE: typed_price(tour.fee) if tour.fee.amount else "",
        _FREE: typed_price(tour.free_from),
        _MINIMUM: typed_price(tour.minimum) if tour.minimum.amount else "",
        _DAYS: ",".join(tour.days),
        _NOTE: tour.note,
    }


def from_form(form: Form) -> Values:
    many = {name: ",".join(part for part in form.all(name) if part) for name in (CODES, _DAYS)}
    return {name: many.get(name, form.text(name)) for name in NAMES}


def picked(here: Context, shop: Shop, form: Form, values: Values) -> Values:
    """With the places of the circle ticked as well, when somebody asked for them."""
    if form.text(SHOW) != "umkreis":
        return values
    around = within(_areas(here, shop), _kilometres(form))
    codes = dict.fromkeys([*_parts(values[CODES]), *around])
    return values | {CODES: ",".join(codes), ON: "ja"}


def check(here: Context, values: Values) -> Errors:
    errors = Errors()
    if not values.get(ON):
        return errors
    if not values[CODES]:
        errors.add(CODES, str(here.text("delivery.error.places")))
    for name in (_FEE, _FREE, _MINIMUM):
        if values[name] and read_price(values[name]) is None:
            errors.add(name, str(here.text("error.price")))
    return errors


def body(values: Values) -> dict[str, Any]:
    """As the catalog takes it; not ticked: nothing is brought."""
    if not values.get(ON):
        return {"delivery": None}
    return {
        "delivery": {
            "postal_codes": _parts(values[CODES]),
            "fee": _money(values[_FEE]) or _money("0"),
            "free_from": _money(values[_FREE]),
            "minimum": _money(values[_MINIMUM]) or _money("0"),
            "days": _parts(values[_DAYS]),
            "note": values[_NOTE],
        }
    }


def offered(here: Context, shop: Shop, form: Form, values: Values) -> Offered:
    known, kilometres = _areas(here, shop), _kilometres(form)
    chosen = set(_parts(values[CODES]))
    first = {*within(known, max(kilometres, 2 * _USUAL_KM)), *chosen}
    return Offered(
        near=[area for area in known if area.code in first],
        far=[area for area in known if area.code not in first],
        kilometres=kilometres,
        days=DAYS,
        sentence=_sentence(here, values, known),
    )


def _sentence(here: Context, values: Values, known: Sequence[Area]) -> str:
    """Empty while there is nothing to say, or something is wrong."""
    if not values.get(ON) or not values[CODES] or check(here, values):
        return ""
    tour = Delivery.model_validate(body(values)["delivery"])
    return words.sentence(here.text, tour, known, here.language)


def _areas(here: Context, shop: Shop) -> list[Area]:
    centre = here.region.centre
    lat, lon = (shop.lat, shop.lon) if shop.lat and shop.lon else centre
    return areas(here.region.places, lat, lon)


def _kilometres(form: Form) -> int:
    typed = form.number("umkreis") or _USUAL_KM
    return min(max(typed, 1), _FARTHEST_KM)


def _money(text: str) -> dict[str, Any] | None:
    cents = read_price(text) if text else None
    return None if cents is None else Money(amount=cents).model_dump()


def _parts(text: str) -> list[str]:
    return [part for part in text.split(",") if part]
