"""The queue of mails: facts wait here until a sender writes them out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self, TypeAlias
from uuid import UUID

import orjson
from marketkit.clock import new_id
from marketkit.db import Database, Session, Transaction
from marketkit.db.database import driver_connection
from marketkit.mail import MailTable, Written

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | None"

# The facts go as text: the two kinds of connection encode JSON each in its own way.
_QUEUE = """
    INSERT INTO mail (id, kind, to_address, language, shop_id, facts, dedupe_key)
    VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7)
    ON CONFLICT (dedupe_key) DO NOTHING
"""
SECRETS: Final = ("link", "code")
"""Facts that open something: they are sent, and not kept."""
_BLANK = "UPDATE mail SET facts = facts - $2::text[] WHERE id = $1"
_FORGET = """
    DELETE FROM mail WHERE id IN (
        SELECT id FROM mail WHERE created_at < $1 ORDER BY created_at LIMIT $2
    )
"""


@dataclass(frozen=True, slots=True)
class DueMail:
    id: UUID
    kind: str
    to_address: str
    attempts: int
    language: str
    facts: Mapping[str, Json]

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        return cls(**{name: row[name] for name in cls.__slots__})

    @property
    def secrets(self) -> tuple[str, ...]:
        """The link too as people follow it: it ends like the fact."""
        return tuple(str(self.facts[name]) for name in SECRETS if self.facts.get(name))


class MailQueue(MailTable[DueMail]):
    def __init__(self, database: Database) -> None:
        super().__init__(database, DueMail.read)

    async def sent(self, mail: DueMail, written: Written) -> None:
        await super().sent(mail, written)
        await self._pool.execute(_BLANK, mail.id, SECRETS)


async def queue(  # noqa: PLR0913 -- each is a column, and all are named where it is called
    on: Session | Transaction,
    *,
    kind: str,
    to: str,
    dedupe_key: str,
    facts: Mapping[str, Json],
    shop_id: UUID | None = None,
    language: str = "de",
) -> None:
    """Sent if, and only if, the transaction commits; the same key twice is one mail.

    Nobody is written to without an address.
    """
    if not to:
        return
    if isinstance(on, Session):
        await on.flush()  # the shop may be as new as its first mail
        connection = await driver_connection(on)
    else:
        connection = on.connection
    await connection.execute(
        _QUEUE, new_id(), kind, to, language, shop_id, orjson.dumps(facts).decode(), dedupe_key
    )


async def forget(tx: Transaction, before: datetime, at_most: int) -> bool:
    """Delete what is older; True when there may be more."""
    return await tx.execute(_FORGET, before, at_most) == f"DELETE {at_most}"
