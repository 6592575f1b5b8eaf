"""A program loses its access."""

from uuid import UUID

from marketkit.db import Database
from marketkit.errors import NotFoundError

from gateway.store import tokens


async def revoke_token(database: Database, account_id: UUID, token_id: UUID) -> bytes:
    """The hash of what was revoked. Raises NotFoundError, also for somebody else's token."""
    async with database.session() as session:
        removed = await tokens.remove(session, account_id, token_id)
    if removed is None:
        raise NotFoundError
    return removed
