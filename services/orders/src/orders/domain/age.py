"""Goods for grown-ups (§§ 9, 10 JuSchG): said in the cart, declared, checked at the counter."""

from collections.abc import Iterable, Mapping
from typing import Any

from marketkit.errors import FieldError

from orders.domain.cart import Cart
from orders.domain.errors import AgeNotConfirmedError


def age_of(lines: Iterable[Mapping[str, Any]]) -> int | None:
    """The age that all of these together ask for, from lines as they are shown."""
    return max((line["age"] for line in lines if line.get("age")), default=None)


def age_of_cart(cart: Cart) -> int | None:
    return age_of(line.offer.facts for line in cart.lines)


def check_age(cart: Cart, wishes: Mapping[str, Any] | None) -> None:
    """The buyer says to be old enough. That alone proves nothing: the shop looks at the card."""
    asked = age_of_cart(cart)
    declared = (wishes or {}).get("age_confirmed") or 0
    if asked and declared < asked:
        message = (
            f"Im Warenkorb ist etwas, das erst ab {asked} Jahren verkauft wird. "
            f"Bitte bestätigen Sie, dass Sie mindestens {asked} Jahre alt sind."
        )
        raise AgeNotConfirmedError(age=asked, errors=[FieldError("age_confirmed", message)])
