"""An operator makes somebody advisor or operator, or takes that back."""

from marketkit.db import Database
from marketkit.errors import NotFoundError

from gateway.domain.accounts import require_stored_role
from gateway.domain.emails import normalised
from gateway.store import accounts


class NoSuchAccountError(NotFoundError):
    code = "no_such_account"
    message = "Zu dieser E-Mail-Adresse gibt es kein Konto."


async def grant_role(
    database: Database, email: str, role: str, *, taken_back: bool = False
) -> frozenset[str]:
    """The roles afterwards. Granting twice changes nothing."""
    require_stored_role(role)
    async with database.session() as session:
        found = await accounts.find_with_hash(session, normalised(email))
        row = await accounts.get_for_change(session, found[0].id) if found else None
        if row is None:
            raise NoSuchAccountError
        before = set(row.roles)
        after = before - {role} if taken_back else before | {role}
        if after != before:
            row.roles, row.version = sorted(after), row.version + 1
            # A session never changes what it may do: whoever held one signs in anew.
            await accounts.end_sessions(session, row.id)
    return frozenset(after)
