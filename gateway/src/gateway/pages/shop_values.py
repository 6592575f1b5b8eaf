"""The form of a shop, the same for its owner and for the advisor who creates it."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from gateway.pages.answers.catalog import Shop
from gateway.pages.context import Context
from gateway.pages.forms import Errors, Form

IMPRINT = ("legal_name", "representative", "legal_form", "register_entry", "vat_id")
_IMPRINT_FIELDS = tuple(f"imprint-{name}" for name in IMPRINT)
_STORY = ("tagline", "story", "picture")


@dataclass(slots=True)
class ShopValues:
    name: str = ""
    kind: str = ""
    street: str = ""
    postal_code: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    opening_hours: str = ""
    preparation_minutes: str = ""
    pickup_note: str = ""
    tagline: str = ""
    story: str = ""
    picture: str = ""
    tax_mode: str = ""
    legal_name: str = ""
    representative: str = ""
    legal_form: str = ""
    register_entry: str = ""
    vat_id: str = ""


PLAIN = tuple(f.name for f in fields(ShopValues) if f.name not in IMPRINT)
FIELDS = (*PLAIN, *_IMPRINT_FIELDS)


def from_shop(shop: Shop) -> ShopValues:
    values = {name: getattr(shop, name) for name in PLAIN if name != "preparation_minutes"}
    values |= {name: getattr(shop.imprint, name) for name in IMPRINT}
    minutes = shop.preparation_minutes
    return ShopValues(**values, preparation_minutes="" if minutes is None else str(minutes))


def from_form(form: Form) -> ShopValues:
    values = {name: form.text(name) for name in PLAIN}
    return ShopValues(**values, **{name: form.text(f"imprint-{name}") for name in IMPRINT})


def check(here: Context, values: ShopValues) -> Errors:
    errors = Errors()
    for name in ("name", "street", "postal_code", "place"):
        if not getattr(values, name):
            errors.add(name, str(here.text("error.required")))
    if values.preparation_minutes and not values.preparation_minutes.isdecimal():
        errors.add("preparation_minutes", str(here.text("error.number")))
    return errors


def body(values: ShopValues, *, creating: bool) -> dict[str, Any]:
    """As the catalog takes it. A new shop leaves out what is empty, a change empties it."""
    given: dict[str, Any] = {key: text for key, text in asdict(values).items() if key in PLAIN}
    given["imprint"] = {name: getattr(values, name) for name in IMPRINT}
    for name in ("preparation_minutes", "tax_mode", "kind"):
        if not given[name]:
            del given[name]
    if "preparation_minutes" in given:
        given["preparation_minutes"] = int(given["preparation_minutes"])
    given["picture"] = given["picture"] or None
    if creating:
        return {key: value for key, value in given.items() if value not in ("", None)}
    return given


def folded_errors(errors: Errors) -> dict[str, bool]:
    """Which folded parts must stand open because something in them is wrong."""
    return {
        "story_errors": any(errors.get(name) for name in _STORY),
        "imprint_errors": any(errors.get(name) for name in (*_IMPRINT_FIELDS, "tax_mode")),
    }


def labels(here: Context) -> dict[str, str]:
    names = {
        "name": "sf.name",
        "kind": "sf.kind",
        "street": "sf.street",
        "postal_code": "sf.postal_code",
        "place": "sf.place",
        "phone": "shop.phone",
        "email": "account.email",
        "opening_hours": "sf.hours",
        "preparation_minutes": "sf.preparation",
        "imprint-vat_id": "imprint.vat_id",
        "imprint-legal_name": "imprint.name",
        "imprint-representative": "imprint.representative",
        "tax_mode": "sf.tax_mode",
    }
    return {field: str(here.text(key)) for field, key in names.items()}


def tax_modes(here: Context) -> list[tuple[str, str]]:
    return [(word.key, word.name(here.language)) for word in here.region.words("tax_modes")]
