"""Who may do what with a shop. Deny by default; what one may not see does not exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.errors import ForbiddenError, NotFoundError, UnauthenticatedError

from catalog.domain.mandate import Action
from catalog.domain.shop import Shop

__all__ = [
    "Action",
    "Actor",
    "MandateEndedError",
    "NotInMandateError",
    "NotYourShopError",
    "OwnerOnlyError",
    "acting_as",
    "check_inside",
    "check_is_owner",
    "check_may_edit",
    "check_may_edit_all",
    "check_may_prepare",
]

_OF_THE_SHOP = frozenset({"owner", "staff"})
_EDITORS = _OF_THE_SHOP | {"advisor", "operator"}


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


class NotInMandateError(ForbiddenError):
    code = "not_in_mandate"
    message = "Dafür reicht die Vollmacht des Betriebs nicht."

    def __init__(self, action: Action) -> None:
        super().__init__(_NOT_GRANTED[action], action=action.value)


class MandateEndedError(ForbiddenError):
    code = "mandate_ended"
    message = "Die Vollmacht dieses Betriebs ist beendet. Es wurde nichts geändert."


_NOT_GRANTED = {
    Action.PROFILE: "Die Angaben zum Laden umfasst die Vollmacht nicht.",
    Action.PRODUCTS: "Produkte umfasst die Vollmacht nicht.",
    Action.PRICES: "Preise umfasst die Vollmacht nicht.",
    Action.STOCK: "Den Bestand umfasst die Vollmacht nicht.",
    Action.ORDERS: "Bestellungen umfasst die Vollmacht nicht.",
    Action.PROOFS: "Nachweise umfasst die Vollmacht nicht.",
    Action.VISIBILITY: "Sichtbar machen und pausieren umfasst die Vollmacht nicht.",
    Action.PEOPLE: "Über die Leute im Laden entscheidet die Inhaberin oder der Inhaber.",
}


def acting_as(actor: Actor, shop: Shop, at: datetime) -> str | None:
    """owner, staff, packer, advisor or operator; None for a stranger.

    An advisor is one while a mandate holds, or while preparing a draft.
    """
    if actor.id is None:
        return None
    role = shop.role_of(actor.id)
    if role in _OF_THE_SHOP:
        return role
    if "advisor" in actor.roles and shop.granted_to(actor.id, at):
        return "advisor"
    return "operator" if "operator" in actor.roles else role


def check_may_edit(actor: Actor, shop: Shop, action: Action, at: datetime) -> str:
    """The role in which the actor may do this to the shop and its products at that moment.

    A stranger learns of a shop only if it is public: 404 for a draft, 403 for a public one.
    """
    role = check_inside(actor, shop, at)
    if role == "advisor" and actor.id is not None and action not in shop.granted_to(actor.id, at):
        if "operator" in actor.roles:
            return "operator"
        raise NotInMandateError(action)
    if action is Action.PEOPLE and role not in {"owner", "operator"}:
        raise OwnerOnlyError
    return role


def check_may_edit_all(actor: Actor, shop: Shop, actions: Iterable[Action], at: datetime) -> str:
    """The same for several actions at once; at least for being inside when there are none."""
    role = check_inside(actor, shop, at)
    for action in sorted(actions):
        check_may_edit(actor, shop, action, at)
    return role


def check_inside(actor: Actor, shop: Shop, at: datetime) -> str:
    """The role of somebody who may change something at all; which things is asked one by one."""
    if actor.id is None:
        raise UnauthenticatedError
    role = acting_as(actor, shop, at)
    if role in _EDITORS:
        return role
    if "advisor" in actor.roles and shop.had_mandate(actor.id):
        raise MandateEndedError
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
