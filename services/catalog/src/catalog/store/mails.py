"""The queue of mails: facts wait here until a sender writes them out."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from uuid import UUID

import orjson
from marketkit.clock import new_id
from marketkit.db import Session, Transaction
from marketkit.db.database import driver_connection

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

# The facts go as text: the two kinds of connection encode JSON each in its own way.
_QUEUE = """
    INSERT INTO mail (id, kind, to_address, language, shop_id, facts, dedupe_key)
    VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7)
    ON CONFLICT (dedupe_key) DO NOTHING
"""


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
