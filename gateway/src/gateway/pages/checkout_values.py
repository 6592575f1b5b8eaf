"""What is filled in at the checkout: read, checked without asking anybody, and sent on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from gateway.pages import fulfilment
from gateway.pages.answers.orders import Cart
from gateway.pages.context import Context
from gateway.pages.forms import EMPTY, Errors, Form

COMPANY: Final = ("company", "street", "postal_code", "place", "vat_id", "reference", "email")
_NEEDED: Final = ("company", "street", "postal_code", "place")
SUBSTITUTES: Final = ("ask", "similar", "never")
CONTACT: Final = ("contact-name", "contact-email", "contact-phone")


@dataclass(slots=True)
class Values:
    """What the form holds."""

    name: str = ""
    email: str = ""
    phone: str = ""
    payment: str = "pickup"
    note: str = ""
    slots: dict[str, str] = field(default_factory=dict)
    age: int | None = None
    substitutes: str = "ask"
    company: dict[str, str] = field(default_factory=dict)
    on_behalf: bool = False
    address: dict[str, str] = field(default_factory=lambda: fulfilment.address_from(EMPTY))
    """Where it is brought to."""
    total_shown: int | None = None
    """In cents, what stood above the button that was pressed."""
    form: Form = EMPTY
    """As it was sent: which plan was ticked, and what was chosen beside it."""

    @property
    def is_business(self) -> bool:
        return any(self.company.values())


def values_from(form: Form) -> Values:
    substitutes, age = form.text("substitutes"), form.number("age")
    return Values(
        form.text("contact-name"),
        form.text("contact-email"),
        form.text("contact-phone"),
        "online" if form.text("payment") == "online" else "pickup",
        form.text("note"),
        fulfilment.chosen(form),
        age if age in {16, 18} else None,
        substitutes if substitutes in SUBSTITUTES else "ask",
        {name: form.text(f"buyer-{name}") for name in COMPANY},
        form.text("fuer") == "andere",
        fulfilment.address_from(form),
        form.number("total"),
        form,
    )


def check(here: Context, values: Values, cart: Cart | None) -> Errors:
    """What can be said without asking anybody, in the order of the form."""
    errors = Errors()
    for name, message in _wrong(values, cart):
        errors.add(name, str(here.text(message, age=cart.age if cart else None)))
    return errors


def _wrong(values: Values, cart: Cart | None) -> Iterator[tuple[str, str]]:
    """Fields, and which message says what is wrong with them."""
    if not values.name:
        yield "contact-name", "error.name"
    if values.payment == "online" and not values.email:
        yield "contact-email", "error.email_online"
    elif not values.email and not values.phone:
        yield "contact-email", "error.reachable"
    missing = [name for name in _NEEDED if values.is_business and not values.company.get(name)]
    yield from ((f"buyer-{name}", f"buyer.{name}.missing") for name in missing)
    yield from ((f"slot-{shop}", "error.slot") for shop, start in values.slots.items() if not start)
    if cart and cart.age and (values.age or 0) < cart.age:
        yield "age", "age.missing"


def body_of(values: Values) -> dict[str, Any]:
    body: dict[str, Any] = {
        "contact": {
            "name": values.name,
            "email": values.email or None,
            "phone": values.phone or None,
        },
        **fulfilment.body(values.slots, values.address),
        "payment": values.payment,
        "substitutes": values.substitutes,
    }
    if values.note:
        body["note"] = values.note
    if values.age:
        body["age_confirmed"] = values.age
    if values.is_business:
        body["buyer"] = {name: text or None for name, text in values.company.items()}
    if values.on_behalf:
        body["on_behalf"] = True
    if values.total_shown is not None:
        body["total_shown"] = values.total_shown
    return body


def names_of(values: Values) -> dict[str, str]:
    """How the service calls our fields."""
    names = {
        f"{kind}.{shop}": f"slot-{shop}" for shop in values.slots for kind in ("slots", "ways")
    }
    names |= {f"address.{name}": f"address-{name}" for name in fulfilment.ADDRESS}
    names |= {f"buyer.{name}": f"buyer-{name}" for name in COMPANY}
    return names | {"age_confirmed": "age", "payment": "payment", "note": "note"}


def labels_of(here: Context, shops: dict[str, str]) -> dict[str, str]:
    """For the list of what is wrong: each field by the name that stands beside it."""
    labels = {
        "contact-name": str(here.text("checkout.name")),
        "contact-email": str(here.text("account.email")),
        "contact-phone": str(here.text("shop.phone")),
        "age": str(here.text("age.title")),
    }
    labels |= {
        f"address-{name}": str(here.text(f"ways.address.{name}")) for name in fulfilment.ADDRESS
    }
    labels |= {f"buyer-{name}": str(here.text(f"buyer.{name}")) for name in COMPANY}
    return labels | {f"slot-{shop}": name for shop, name in shops.items()}
