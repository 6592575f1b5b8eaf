"""A person lets a program act for them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.db import Database
from marketkit.errors import ConflictError

from gateway.domain.keys import TOKEN_PREFIX, digest, new_key
from gateway.store import accounts, tokens
from gateway.store.rows import ApiTokenRow

MOST_PER_ACCOUNT = 50


class TooManyTokensError(ConflictError):
    code = "too_many_tokens"
    message = "Für dieses Konto gibt es schon sehr viele Zugänge. Bitte erst einen löschen."


@dataclass(frozen=True, slots=True)
class IssuedToken:
    id: UUID
    name: str
    created_at: datetime
    token: str


async def issue_token(database: Database, account_id: UUID, *, name: str) -> IssuedToken:
    """The token is shown this once; afterwards only its hash is known."""
    key = new_key(TOKEN_PREFIX)
    async with database.session() as session:
        # The lock makes the count true when two tokens are asked for at once.
        await accounts.get_for_change(session, account_id)
        if await tokens.count_of(session, account_id) >= MOST_PER_ACCOUNT:
            raise TooManyTokensError
        row = await tokens.add(
            session, ApiTokenRow(key_hash=digest(key), account_id=account_id, name=name)
        )
    return IssuedToken(row.id, row.name, row.created_at, key)
