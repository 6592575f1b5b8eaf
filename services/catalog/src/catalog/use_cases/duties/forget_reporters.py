"""Who reported something is forgotten once nobody can complain about the decision any more."""

from datetime import timedelta
from typing import Final

from catalog.store import notices
from catalog.use_cases.ports import Surroundings

KEPT: Final = timedelta(days=365)
"""After the decision: six months to complain, and time to answer that."""
AT_ONCE: Final = 500


async def forget_reporters(around: Surroundings) -> bool:
    """True when there may be more. What was reported stays, without a name."""
    async with around.db.session() as session:
        before = around.clock.now() - KEPT
        return await notices.forget_reporters(session, before, AT_ONCE)
