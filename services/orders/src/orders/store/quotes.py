"""Quotes as domain objects: loaded under a lock, saved with their steps."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.offering import Offering
from orders.domain.quote import Quote, QuoteState, Step

_COLUMNS = """
    id, number, shop_id, product_id, title, account_id, contact, language, text, state, version,
    offer, order_id, reason
"""
_GET = f"SELECT {_COLUMNS} FROM quote WHERE id = $1"  # noqa: S608 -- our own columns
_LOCK = f"{_GET} FOR UPDATE"
_BY_KEY = f"SELECT {_COLUMNS} FROM quote WHERE account_id = $1 AND idempotency_key = $2"  # noqa: S608 -- our own columns
_SEQUENCE = "SELECT nextval('quote_number')"
_OPEN_OF = """
    SELECT count(*) FROM quote WHERE account_id = $1 AND state IN ('asked', 'offered')
"""
_ADD = """
    INSERT INTO quote (id, number, shop_id, product_id, title, account_id, contact, language, text,
        state, version, idempotency_key, request_hash, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'asked', 1, $10, $11, $12)
"""
_SAVE = """
    UPDATE quote SET state = $2, version = $3, offer = $4, valid_until = $5, order_id = $6,
        reason = $7, reminded_at = NULL
    WHERE id = $1
"""
_STEP = """
    INSERT INTO quote_step (quote_id, version, state, at, account_id, reason, offer)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
_HASH = "SELECT request_hash FROM quote WHERE id = $1"
_DUE = """
    SELECT id FROM quote WHERE state = 'offered' AND valid_until <= $1
        AND id <> ALL($3::uuid[])
    ORDER BY valid_until LIMIT $2
"""
_TO_REMIND = """
    SELECT id FROM quote
    WHERE state = 'offered' AND reminded_at IS NULL AND valid_until > $1 AND valid_until <= $2
        AND id <> ALL($4::uuid[])
    ORDER BY valid_until LIMIT $3
"""
_REMINDED = """
    UPDATE quote SET reminded_at = $2
    WHERE id = $1 AND state = 'offered' AND reminded_at IS NULL AND valid_until > $2
"""
_FORGET_PHOTOS = """
    DELETE FROM quote_photo USING quote
    WHERE quote.id = quote_photo.quote_id AND quote.account_id = $1
"""
_FORGET_LETTERS = """
    DELETE FROM mail USING quote WHERE quote.id = mail.quote_id AND quote.account_id = $1
"""
_FORGET = """
    WITH ended AS (
        UPDATE quote SET state = 'lapsed', version = version + 1
        WHERE account_id = $1 AND state IN ('asked', 'offered')
        RETURNING id, version
    ), steps AS (
        INSERT INTO quote_step (quote_id, version, state, at)
        SELECT id, version, 'lapsed', now() FROM ended
    )
    SELECT count(*) FROM ended
"""
_ANONYMOUS = """
    UPDATE quote SET account_id = NULL, contact = '{}', text = '' WHERE account_id = $1
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...
    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


async def find(on: Reader, quote_id: UUID) -> Quote | None:
    return _quote(await on.fetchrow(_GET, quote_id))


async def lock(tx: Transaction, quote_id: UUID) -> Quote | None:
    return _quote(await tx.fetchrow(_LOCK, quote_id))


async def by_key(on: Reader, account_id: UUID, key: str) -> tuple[Quote, bytes] | None:
    """The quote that this key has made, and from what request."""
    found = _quote(await on.fetchrow(_BY_KEY, account_id, key))
    return (found, await on.fetchval(_HASH, found.id)) if found else None


async def next_number(tx: Transaction) -> int:
    return int(await tx.fetchval(_SEQUENCE))


async def open_of(tx: Transaction, account_id: UUID) -> int:
    return int(await tx.fetchval(_OPEN_OF, account_id))


async def add(tx: Transaction, quote: Quote, key: str, request_hash: bytes, at: datetime) -> None:
    await tx.execute(
        _ADD, quote.id, quote.number, quote.shop_id, quote.product_id, quote.title,
        quote.account_id, dict(quote.contact), quote.language, quote.text, key, request_hash, at,
    )  # fmt: skip
    await _add_step(tx, quote.id, Step(QuoteState.ASKED, 1, at, quote.account_id))


async def save(tx: Transaction, quote: Quote) -> None:
    """Written with its steps; without a step there is nothing to write."""
    if not quote.steps:
        return
    offer = quote.offer
    await tx.execute(
        _SAVE, quote.id, quote.state, quote.version, offer.document() if offer else None,
        offer.valid_until if offer else None, quote.order_id, quote.reason,
    )  # fmt: skip
    for step in quote.steps:
        await _add_step(tx, quote.id, step)


async def due(on: Reader, at: datetime, limit: int, but: Sequence[UUID]) -> list[UUID]:
    """Offers whose time is over."""
    return [row["id"] for row in await on.fetch(_DUE, at, limit, but)]


async def to_remind(
    on: Reader, at: datetime, before: datetime, limit: int, but: Sequence[UUID]
) -> list[UUID]:
    """Offers that end before then, and whose buyers have not been reminded."""
    return [row["id"] for row in await on.fetch(_TO_REMIND, at, before, limit, but)]


async def claim_reminder(tx: Transaction, quote_id: UUID, at: datetime) -> bool:
    """True for the one call that has to write."""
    return await tx.execute(_REMINDED, quote_id, at) == "UPDATE 1"


async def forget(tx: Transaction, account_id: UUID) -> None:
    """Nothing leads back to the account; what became an order follows the order's own rules."""
    await tx.execute(_FORGET_PHOTOS, account_id)
    await tx.execute(_FORGET_LETTERS, account_id)
    await tx.execute(_FORGET, account_id)
    await tx.execute(_ANONYMOUS, account_id)


async def _add_step(tx: Transaction, quote_id: UUID, step: Step) -> None:
    await tx.execute(
        _STEP, quote_id, step.version, step.state, step.at, step.account_id, step.reason,
        step.offer.document() if step.offer else None,
    )  # fmt: skip


def _quote(row: Mapping[str, Any] | None) -> Quote | None:
    if row is None:
        return None
    return Quote(**{**row, "state": QuoteState(row["state"]), "offer": Offering.read(row["offer"])})
