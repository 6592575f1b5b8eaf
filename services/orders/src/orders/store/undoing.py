"""Whether anything rests on a step of a shop order, so that it must stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

_HISTORY = "SELECT version, status, at FROM history WHERE shop_order_id = $1 ORDER BY version"
_RESTS_ON_IT = """
    SELECT EXISTS (SELECT FROM reduction WHERE shop_order_id = $1 AND at >= $2)
        OR EXISTS (SELECT FROM substitute
            WHERE shop_order_id = $1 AND (at >= $2 OR decided_at >= $2))
        OR EXISTS (SELECT FROM weighing WHERE shop_order_id = $1 AND at >= $2)
        OR EXISTS (SELECT FROM empties WHERE shop_order_id = $1 AND at >= $2)
        OR EXISTS (SELECT FROM counter_refund WHERE shop_order_id = $1 AND at >= $2)
        OR EXISTS (SELECT FROM goodwill WHERE shop_order_id = $1 AND at >= $2)
        OR EXISTS (SELECT FROM arrival WHERE shop_order_id = $1 AND at >= $2)
        OR EXISTS (SELECT FROM capture c JOIN shop_order so ON so.order_id = c.order_id
            WHERE so.id = $1)
"""
# A letter that nobody has tried to send yet need not go out any more.
_UNSEND = """
    DELETE FROM mail
    WHERE dedupe_key = $1 AND attempts = 0 AND sent_at IS NULL AND given_up_at IS NULL
"""
_WAS_TOLD = "SELECT EXISTS (SELECT FROM mail WHERE dedupe_key = ANY($1) AND given_up_at IS NULL)"


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class KeptStep:
    version: int
    status: str
    at: datetime


async def steps(on: Reader, shop_order_id: UUID) -> list[KeptStep]:
    return [KeptStep(**row) for row in await on.fetch(_HISTORY, shop_order_id)]


async def rests_on_it(tx: Transaction, shop_order_id: UUID, since: datetime) -> bool:
    """Something has been done or taken since; the order is locked, so nothing comes between."""
    return bool(await tx.fetchval(_RESTS_ON_IT, shop_order_id, since))


async def unsend(tx: Transaction, kind: str, about: UUID, shop_order_id: UUID) -> bool:
    """Keep back what the buyer was to be told; True when they have been told already."""
    key = f"{kind}:{about}"
    await tx.execute(_UNSEND, key)
    # Until letters were told apart by their step, their key named the shop order alone.
    return bool(await tx.fetchval(_WAS_TOLD, [key, f"{kind}:{shop_order_id}"]))
