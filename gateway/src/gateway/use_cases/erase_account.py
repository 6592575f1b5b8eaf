"""A person asks to be forgotten (Art. 17 GDPR)."""

from uuid import UUID

from marketkit.contracts import AccountErased
from marketkit.db import Database
from marketkit.errors import ConflictError

from gateway.store import accounts


class OwnsShopError(ConflictError):
    code = "owns_shop"
    message = "Ihnen gehört noch ein Laden. Bitte übergeben oder schließen Sie ihn zuerst."


async def erase_account(database: Database, account_id: UUID) -> None:
    """Sessions and tokens go with the account; the services hear it by event. Twice is once."""
    async with database.session() as session:
        row = await accounts.get_for_change(session, account_id)
        if row is None:
            return
        if await accounts.owns_a_shop(session, account_id):
            raise OwnsShopError
        session.record(AccountErased(account_id=account_id, version=row.version + 1))
        await session.delete(row)
