"""A browser signs out."""

from marketkit.db import Database

from gateway.domain.keys import digest
from gateway.store import sessions


async def close_session(database: Database, key: str) -> None:
    """Signing out twice is signing out."""
    async with database.transaction() as tx:
        await sessions.close(tx, digest(key))
