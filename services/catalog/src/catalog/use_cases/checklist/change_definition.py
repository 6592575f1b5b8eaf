"""The operator words the checklist anew: each change is a version of its own."""

from marketkit.errors import ForbiddenError, PreconditionError, UnauthenticatedError

from catalog.domain.checklist.editing import check_change
from catalog.domain.checklist.requirement import Definition
from catalog.domain.rights import Actor
from catalog.store import checklists
from catalog.use_cases.checklist.forms import DefinitionForm
from catalog.use_cases.ports import Surroundings


def check_is_operator(actor: Actor) -> None:
    if actor.id is None:
        raise UnauthenticatedError
    if "operator" not in actor.roles:
        raise ForbiddenError


async def change_definition(
    form: DefinitionForm, actor: Actor, expected: int | None, around: Surroundings
) -> Definition:
    """The same words again are no new version. Raises PreconditionError when another is newer."""
    check_is_operator(actor)
    before = await checklists.current(around.db.pool)
    wanted = tuple(line.requirement() for line in form.requirements)
    if wanted == before.requirements:
        return before
    if expected is not None and expected != before.version:
        raise PreconditionError(version=before.version)
    check_change(before.requirements, wanted)
    after = Definition(before.version + 1, wanted)
    async with around.db.transaction() as tx:
        written = await checklists.add(
            tx, after, at=around.clock.now(), by_id=actor.id, by_name=actor.name
        )
    if not written:
        raise PreconditionError(version=after.version)
    return after
