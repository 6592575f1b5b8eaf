"""The same Idempotency-Key again brings about nothing new."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from marketkit.db import Session

from catalog.domain.rights import Actor
from catalog.store.kept_answers import KeyClaim
from catalog.use_cases.texts import Form


def claim_of(session: Session, actor: Actor, scope: str, key: str | None) -> KeyClaim | None:
    if key is None or actor.id is None:
        return None
    return KeyClaim(session, actor.id, scope, key)


async def once(
    claim: KeyClaim | None, form: Form, at: datetime, make: Callable[[], Awaitable[UUID]]
) -> UUID:
    """What the key has made before, or what `make` makes now."""
    if claim is None:
        return await make()
    request = form.model_dump_json(exclude_unset=True).encode()
    if earlier := await claim.earlier(request, at):
        return earlier
    made = await make()
    await claim.keep(made)
    return made
