"""Who decides: operators, and on a complaint another one than before."""

from collections.abc import Collection
from uuid import UUID

from marketkit.errors import ForbiddenError, UnauthenticatedError

from catalog.domain.duties.decision import SameDeciderError
from catalog.domain.rights import Actor


def check_may_moderate(actor: Actor) -> UUID:
    """The operator's account."""
    if actor.id is None:
        raise UnauthenticatedError
    if "operator" not in actor.roles:
        raise ForbiddenError
    return actor.id


def check_other_person(actor: UUID, first: UUID, known: Collection[UUID]) -> bool:
    """Raises SameDeciderError. False when it is the same person because there is nobody else."""
    if actor != first:
        return True
    if set(known) - {actor}:
        raise SameDeciderError
    return False
