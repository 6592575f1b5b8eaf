"""A person sets a new password, by the link from the mail or with the old one."""

from typing import Final
from uuid import UUID

from marketkit.db import Database, Transaction
from marketkit.errors import GoneError

from gateway.domain.keys import digest
from gateway.domain.passwords import require_good
from gateway.store import accounts, mails, password_links, sessions
from gateway.use_cases.ports import Passwords

CHANGED: Final = "password_changed"


class LinkEndedError(GoneError):
    code = "password_link_ended"
    message = "Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken."


async def check_link(database: Database, key: str) -> None:
    """Raises LinkEndedError."""
    async with database.transaction() as tx:
        if await password_links.owner(tx, digest(key)) is None:
            raise LinkEndedError


async def set_by_link(
    database: Database, passwords: Passwords, *, key: str, password: str, language: str
) -> None:
    """The first use ends every link and every session. Raises LinkEndedError, InvalidError."""
    async with database.transaction() as tx:
        account_id = await password_links.owner(tx, digest(key))
        if account_id is None:
            raise LinkEndedError
        email, name = await accounts.names_of(tx, account_id)
    require_good(password, email=email, name=name)
    hashed = await passwords.hash(password)
    async with database.transaction() as tx:
        await accounts.lock(tx, account_id)
        # Of two who use one link at the same moment, the second finds it used.
        if await password_links.owner(tx, digest(key)) is None:
            raise LinkEndedError
        await _change(tx, account_id, hashed, language)


async def change_own(
    database: Database,
    passwords: Passwords,
    *,
    account_id: UUID,
    password: str,
    language: str,
    keeps: str | None,
) -> None:
    """The old password has been checked before. Ends all sessions but the one `keeps` names.

    Raises InvalidError.
    """
    async with database.transaction() as tx:
        email, name = await accounts.names_of(tx, account_id)
    require_good(password, email=email, name=name)
    hashed = await passwords.hash(password)
    async with database.transaction() as tx:
        await accounts.lock(tx, account_id)
        await _change(tx, account_id, hashed, language, keeps=digest(keeps) if keeps else None)


async def _change(
    tx: Transaction, account_id: UUID, hashed: str, language: str, *, keeps: bytes | None = None
) -> None:
    await accounts.put_password(tx, account_id, hashed)
    await password_links.end_all(tx, account_id)
    await sessions.end_others(tx, account_id, keeps)
    await mails.queue(tx, account_id, CHANGED, language=language)
