"""Who may do what with a shop. Deny by default; what one may not see does not exist."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from marketkit.errors import ForbiddenError, NotFoundError, UnauthenticatedError

from catalog.domain.shop import Shop

_EDITORS = frozenset({"owner", "staff", "advisor", "operator"})


class Action(StrEnum):
    """What a business can let its advisor do, one by one."""

    PROFILE = "profile"
    PRODUCTS = "products"
    PRICES = "prices"
    STOCK = "stock"
    ORDERS = "orders"
    PROOFS = "proofs"
    VISIBILITY = "visibility"
    """Opening and pausing the shop."""
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request; a guest has no id."""

    id: UUID | None
    roles: frozenset[str]
    name: str = ""
    email: str = ""


class NotYourShopError(ForbiddenError):
    code = "not_your_shop"
    message = "Das darf nur, wer zum Laden gehört."


class OwnerOnlyError(ForbiddenError):
    code = "owner_only"
    message = "Das entscheidet die Inhaberin oder der Inhaber."


def acting_as(actor: Actor, shop: Shop) -> str | None:
    """owner, staff, packer, advisor or operator; None for a stranger."""
    if actor.id is None:
        return None
    role = shop.role_of(actor.id)
    if role in _EDITORS:
        return role
    if actor.id == shop.advisor_id and "advisor" in actor.roles and shop.advisor_may_act():
        return "advisor"
    return "operator" if "operator" in actor.roles else role


def check_may_edit(actor: Actor, shop: Shop, action: Action, at: datetime) -> str:  # noqa: ARG001
    """The role in which the actor may do this to the shop and its products at that moment.

    A stranger learns of a shop only if it is public: 404 for a draft, 403 for a public one.
    """
    if actor.id is None:
        raise UnauthenticatedError
    role = acting_as(actor, shop)
    if role in _EDITORS:
        return role
    if role is not None or shop.is_public:
        raise NotYourShopError
    raise NotFoundError


def check_may_prepare(actor: Actor) -> None:
    """Who may bring a business onto the market."""
    if actor.id is None:
        raise UnauthenticatedError
    if not actor.roles & {"advisor", "operator"}:
        raise ForbiddenError


def check_is_owner(role: str) -> None:
    """For what the owner alone decides, such as the advisor's mandate."""
    if role not in {"owner", "operator"}:
        raise OwnerOnlyError
