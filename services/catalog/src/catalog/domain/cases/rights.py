"""Who looks after businesses: advisors and operators, and nobody else learns of a case."""

from marketkit.errors import ForbiddenError, UnauthenticatedError

from catalog.domain.cases.case import Case, NoSuchCaseError
from catalog.domain.rights import Actor

_TEAM = frozenset({"advisor", "operator"})


class NotYourCaseError(ForbiddenError):
    code = "not_your_case"
    message = "Das darf nur, wer den Betrieb betreut. Sie können ihn übernehmen."


def check_is_team(actor: Actor) -> None:
    """For lists and new cases."""
    if actor.id is None:
        raise UnauthenticatedError
    if not actor.roles & _TEAM:
        raise ForbiddenError


def check_may_see(actor: Actor) -> None:
    """For one case: the team works together, everybody else finds nothing."""
    if actor.id is None:
        raise UnauthenticatedError
    if not actor.roles & _TEAM:
        raise NoSuchCaseError


def is_responsible(actor: Actor, case: Case) -> bool:
    """Papers and the shop are for whoever looks after the business; nobody yet means anybody."""
    return "operator" in actor.roles or case.advisor_id in {None, actor.id}


def check_is_responsible(actor: Actor, case: Case) -> None:
    check_may_see(actor)
    if not is_responsible(actor, case):
        raise NotYourCaseError
