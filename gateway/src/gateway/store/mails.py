"""The queue of mails about accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Database, Transaction
from marketkit.mail import MailTable, Written

_QUEUE: Final = """
    INSERT INTO mail (id, account_id, kind, to_address, language, link)
    SELECT $1, id, $3, email, $4, $5 FROM accounts WHERE id = $2
"""
_BLANK: Final = "UPDATE mail SET link = NULL WHERE id = $1"
_PRUNE: Final = "DELETE FROM mail WHERE created_at < now() - interval '30 days'"


@dataclass(frozen=True, slots=True)
class DueMail:
    id: UUID
    kind: str
    to_address: str
    attempts: int
    language: str
    link: str | None
    """A path of ours, with the key."""

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        return cls(**{name: row[name] for name in cls.__slots__})


class MailQueue(MailTable[DueMail]):
    def __init__(self, database: Database) -> None:
        super().__init__(database, DueMail.read)

    async def sent(self, mail: DueMail, written: Written) -> None:
        await super().sent(mail, written)
        await self._pool.execute(_BLANK, mail.id)


async def queue(
    tx: Transaction, account_id: UUID, kind: str, *, language: str, link: str | None = None
) -> None:
    """Sent if, and only if, the transaction commits."""
    await tx.execute(_QUEUE, new_id(), account_id, kind, language, link)


async def prune(tx: Transaction) -> None:
    await tx.execute(_PRUNE)
