"""A browser signs in: it gets a fresh session key, and its old one ends."""

from marketkit.db import Database

from gateway.domain.accounts import Account
from gateway.domain.keys import digest, new_key
from gateway.store import sessions
from gateway.store.sessions import Times


async def open_session(
    database: Database, times: Times, account: Account, *, replaces: str | None
) -> str:
    """The new key. Whatever key the browser came with, also a planted one, ends here."""
    key = new_key()
    async with database.transaction() as tx:
        if replaces:
            await sessions.close(tx, digest(replaces))
        await sessions.open_for(tx, account.id, digest(key), times)
    return key
