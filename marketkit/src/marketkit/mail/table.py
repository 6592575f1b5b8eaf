"""The queue as a table `mail` of the service; fulfils the port MailStore.

It has the columns id, kind, to_address, available_at, attempts, sent_at, given_up_at, error,
subject, text and html, beside what the service itself needs to write a letter.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final, Generic

from marketkit.db import Database
from marketkit.mail.letter import Written
from marketkit.mail.ports import Mail

# Counted and put off before sending: a crash in mid-send must not retry for ever, nor at once.
_CLAIM: Final = """
    UPDATE mail SET attempts = attempts + 1, available_at = now() + $2::interval
    WHERE id IN (
        SELECT id FROM mail
        WHERE sent_at IS NULL AND given_up_at IS NULL AND available_at <= now()
        ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    RETURNING *
"""
_SENT: Final = """
    UPDATE mail SET sent_at = now(), subject = $2, text = $3, html = $4, error = NULL
    WHERE id = $1
"""
_POSTPONE: Final = """
    UPDATE mail SET available_at = now() + $2::interval, error = $3
    WHERE id = $1 AND sent_at IS NULL
"""
_GIVE_UP: Final = """
    UPDATE mail SET given_up_at = now(), error = $2 WHERE id = $1 AND sent_at IS NULL
"""


class MailTable(Generic[Mail]):
    """MailStore over the service's table `mail`; `read` makes a mail of a row."""

    def __init__(self, database: Database, read: Callable[[Mapping[str, Any]], Mail]) -> None:
        self._pool = database.pool
        self._read = read

    async def claim(self, limit: int, lease: timedelta) -> list[Mail]:
        return [self._read(row) for row in await self._pool.fetch(_CLAIM, limit, lease)]

    async def sent(self, mail: Mail, written: Written) -> None:
        kept = written.to_keep()
        await self._pool.execute(_SENT, mail.id, kept.subject, kept.text, kept.html)

    async def postpone(self, mail: Mail, wait: timedelta, error: str) -> None:
        await self._pool.execute(_POSTPONE, mail.id, wait, error)

    async def give_up(self, mail: Mail, error: str) -> None:
        await self._pool.execute(_GIVE_UP, mail.id, error)
