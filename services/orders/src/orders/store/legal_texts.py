"""Copies of the shops' texts, in every version an order may have been made on."""

from collections.abc import Sequence
from typing import Any, Protocol

from marketkit.db import Transaction

from orders.domain.legal_text import LegalText


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


_KEEP = """
    INSERT INTO legal_text_copy (digest, kind, title, text, valid_from)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
"""
_FIND = """
    SELECT digest, kind, title, text, valid_from FROM legal_text_copy
    WHERE digest = ANY($1::text[])
"""


async def keep(tx: Transaction, text: LegalText) -> None:
    """The same words again change nothing."""
    await tx.execute(_KEEP, text.digest, text.kind, text.title, text.text, text.valid_from)


async def find(on: Connection, digests: Sequence[str]) -> dict[str, LegalText]:
    """Those that are known, by digest."""
    return {row["digest"]: LegalText(**row) for row in await on.fetch(_FIND, list(digests))}
