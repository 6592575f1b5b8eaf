"""One sender at a time: whoever counts what came from there holds it while counting."""

from datetime import timedelta
from typing import Final

import asyncpg
from marketkit.db import Session

from catalog.store.wide import connection_of

HOUR: Final = timedelta(hours=1)
"""How far back one counts."""
_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 0))"


async def held(session: Session, sender: bytes) -> asyncpg.Connection:
    """The session's connection; a second request from there waits until this session ends."""
    on = await connection_of(session)
    await on.execute(_HOLD, sender)
    return on
