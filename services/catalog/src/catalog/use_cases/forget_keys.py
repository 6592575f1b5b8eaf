"""Idempotency keys, ways back and marks of senders past their use are deleted."""

from datetime import timedelta

from catalog.store import applications, kept_answers, undos
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.undo import UNDO_FOR

KEPT_FOR = timedelta(days=30)
"""Nobody retries a request after a month."""
SENDERS_FOR = timedelta(days=1)
"""Their limit looks back an hour, their mark holds a day."""


async def forget_keys(around: Surroundings) -> None:
    async with around.db.session() as session:
        await kept_answers.forget(session, around.clock.now() - KEPT_FOR)
        await undos.forget(session, around.clock.now() - 2 * UNDO_FOR)
        await applications.forget_senders(session, around.clock.now() - SENDERS_FOR)
