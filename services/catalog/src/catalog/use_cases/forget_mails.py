"""Mails are kept for questions, not for ever: they name people."""

from datetime import timedelta
from typing import Final

from catalog.store import mails
from catalog.use_cases.ports import Surroundings

KEPT_FOR: Final = timedelta(days=180)
AT_ONCE: Final = 5000


async def forget_mails(around: Surroundings) -> bool:
    """One batch; True when there may be more."""
    async with around.db.transaction() as tx:
        return await mails.forget(tx, around.clock.now() - KEPT_FOR, AT_ONCE)
