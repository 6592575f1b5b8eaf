"""The steps in which a shop is described, and what stands in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from gateway.pages.answers.catalog import Missing, Shop
from gateway.pages.context import Context
from gateway.pages.forms import Errors, Form, form_name
from gateway.pages.profile import delivery

Values = dict[str, str]
_IMPRINT = "imprint-"
_REQUIRED: Final = frozenset({"name", "street", "postal_code", "place"})
_LEFT_OUT_EMPTY: Final = frozenset({"kind", "tax_mode", "preparation_minutes"})


@dataclass(frozen=True, slots=True)
class Step:
    """`key` is its address, too; `names` are the form's fields."""

    key: str
    names: tuple[str, ...]


STEPS: Final = (
    Step("name", ("name", "kind", "tagline")),
    Step("adresse", ("street", "postal_code", "place", "phone", "email", "website")),
    Step("zeiten", ("opening_hours",)),
    Step("abholung", ("preparation_minutes", "pickup_note")),
    Step("lieferung", delivery.NAMES),
    Step("geschichte", ("story", "picture")),
    Step(
        "impressum",
        tuple(
            f"{_IMPRINT}{name}"
            for name in (
                "legal_name", "legal_form", "representative", "register_entry", "chamber",
                "profession", "authority", "arbitration", "arbitration_body",
            )
        ),
    ),
    Step("steuer", (f"{_IMPRINT}vat_id", f"{_IMPRINT}w_idnr", "tax_mode")),
)  # fmt: skip
_BY_KEY: Final = {step.key: step for step in STEPS}


def find(key: str) -> Step | None:
    return _BY_KEY.get(key)


def number(step: Step) -> int:
    return STEPS.index(step) + 1


def before(step: Step) -> Step | None:
    return STEPS[number(step) - 2] if number(step) > 1 else None


def after(step: Step) -> Step | None:
    return STEPS[number(step)] if number(step) < len(STEPS) else None


def step_of(field: str) -> Step | None:
    """Where a field of the service is typed."""
    name = form_name(field)
    return next((step for step in STEPS if name in step.names), None)


def missing_in(step: Step, missing: tuple[Missing, ...]) -> list[str]:
    return [one.message for one in missing if step_of(one.field) is step]


def from_shop(shop: Shop, step: Step) -> Values:
    if step.key == "lieferung":
        return delivery.from_shop(shop)
    return {name: _said(shop, name) for name in step.names}


def from_form(form: Form, step: Step) -> Values:
    if step.key == "lieferung":
        return delivery.from_form(form)
    return {name: form.text(name) for name in step.names}


def check(here: Context, values: Values) -> Errors:
    errors = delivery.check(here, values)
    for name in values:
        if name in _REQUIRED and not values[name]:
            errors.add(name, str(here.text("error.required")))
    minutes = values.get("preparation_minutes", "")
    if minutes and not (minutes.isdecimal() and len(minutes) <= 6):  # noqa: PLR2004 - digits
        errors.add("preparation_minutes", str(here.text("error.number")))
    return errors


def body(values: Values) -> dict[str, Any]:
    """As the catalog takes it; what is empty is emptied, unless it may not be."""
    if delivery.ON in values:
        return delivery.body(values)
    given: dict[str, Any] = {}
    imprint: dict[str, str] = {}
    for name, value in values.items():
        if name.startswith(_IMPRINT):
            imprint[name.removeprefix(_IMPRINT)] = value
        elif value or name not in _LEFT_OUT_EMPTY:
            given[name] = value
    if "preparation_minutes" in given:
        given["preparation_minutes"] = int(given["preparation_minutes"])
    if "picture" in given:
        given["picture"] = given["picture"] or None
    return given | ({"imprint": imprint} if imprint else {})


def labels(here: Context, names: tuple[str, ...]) -> Mapping[str, str]:
    return {name: str(here.text(_LABELS.get(name, f"profile.field.{name}"))) for name in names}


_LABELS: Final = {
    "name": "sf.name",
    "kind": "sf.kind",
    "tagline": "sf.tagline",
    "street": "sf.street",
    "postal_code": "sf.postal_code",
    "place": "sf.place",
    "phone": "shop.phone",
    "email": "account.email",
    "opening_hours": "sf.hours",
    "preparation_minutes": "sf.preparation",
    "pickup_note": "sf.pickup_note",
    "story": "sf.story.words",
    "picture": "pf.picture",
    "tax_mode": "sf.tax_mode",
    "imprint-legal_name": "imprint.name",
    "imprint-representative": "imprint.representative",
    "imprint-legal_form": "imprint.legal_form",
    "imprint-register_entry": "imprint.register",
    "imprint-vat_id": "imprint.vat_id",
    "imprint-authority": "imprint.authority",
}


def _said(shop: Shop, name: str) -> str:
    holder: Any = shop.imprint if name.startswith(_IMPRINT) else shop
    value = getattr(holder, name.removeprefix(_IMPRINT))
    return "" if value is None else str(value)
