"""Letters about quotes, queued in the transaction that caused them, each once."""

from typing import Final
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

from orders.domain.quote import Quote

ASKED: Final = "shop_quote_asked"
DECLINED: Final = "shop_quote_declined"
TAKEN: Final = "shop_quote_accepted"
OFFERED: Final = "quote_offered"
REFUSED: Final = "quote_refused"
REMINDED: Final = "quote_reminder"
LAPSED: Final = "quote_lapsed"
FOR_SHOPS: Final = frozenset({ASKED, DECLINED, TAKEN})
KINDS: Final = FOR_SHOPS | {OFFERED, REFUSED, REMINDED, LAPSED}

_QUEUE = """
    INSERT INTO mail (id, kind, quote_id, to_address, dedupe_key)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (dedupe_key) DO NOTHING
"""


async def to_shop(tx: Transaction, kind: str, quote: Quote, address: str) -> None:
    """A shop without an address sees it at its counter."""
    if address:
        await _queue(tx, kind, quote.id, quote.version, address)


async def to_buyer(tx: Transaction, kind: str, quote: Quote) -> None:
    if address := quote.contact.get("email"):
        await _queue(tx, kind, quote.id, quote.version, address)


async def _queue(tx: Transaction, kind: str, quote_id: UUID, version: int, to: str) -> None:
    await tx.execute(_QUEUE, new_id(), kind, quote_id, to, f"{kind}:{quote_id}:{version}")
