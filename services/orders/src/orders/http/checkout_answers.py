"""What was said at a checkout beside goods and times, as the order keeps it."""

from typing import Any

from marketkit.auth import Principal

from orders.domain.errors import OnBehalfNotAllowedError
from orders.http.bodies import CheckoutBody
from orders.use_cases.on_behalf import Helper


def wishes_from(body: CheckoutBody, helper: Helper | None) -> dict[str, Any] | None:
    """None when nothing was said."""
    said = {
        "age_confirmed": body.age_confirmed,
        "substitutes": body.substitutes,
        "on_behalf": helper.document() if helper else None,
    }
    return {name: value for name, value in said.items() if value is not None} or None


def helper_from(body: CheckoutBody, principal: Principal) -> Helper | None:
    """Who orders for somebody else. Raises OnBehalfNotAllowedError for who is not known."""
    if not body.on_behalf:
        return None
    if principal.id is None:
        raise OnBehalfNotAllowedError
    return Helper(principal.id, principal.name, "advisor" if principal.has("advisor") else "shop")
