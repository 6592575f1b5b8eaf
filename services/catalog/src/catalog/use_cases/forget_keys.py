"""Idempotency keys past their use are deleted."""

from datetime import timedelta

from catalog.store import kept_answers
from catalog.use_cases.ports import Surroundings

KEPT_FOR = timedelta(days=30)
"""Nobody retries a request after a month."""


async def forget_keys(around: Surroundings) -> None:
    async with around.db.session() as session:
        await kept_answers.forget(session, around.clock.now() - KEPT_FOR)
