"""Papers: numbered under the lock of their circle, chained, and never touched again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.paper import Document
from orders.domain.paper_chain import FIRST, Place, number_of, seal

_OPEN_CIRCLE = """
    INSERT INTO paper_circle (circle, year, seq, hash) VALUES ($1, $2, 0, $3)
    ON CONFLICT (circle) DO NOTHING
"""
_LOCK_CIRCLE = "SELECT year, seq, hash FROM paper_circle WHERE circle = $1 FOR UPDATE"
_TURN_CIRCLE = "UPDATE paper_circle SET year = $2, seq = $3, hash = $4 WHERE circle = $1"
_BY_KEY = "SELECT id FROM invoice WHERE key = $1"
_PLACE = "SELECT shop_id, kind, shop_order_id FROM invoice WHERE id = $1"
_KEYED = "SELECT id, shop_id, document FROM invoice WHERE key = $1"
_ADD = """
    INSERT INTO invoice (id, circle, shop_id, year, seq, number, kind, key, order_id,
        shop_order_id, refers_to, gross, net, issued_at, document, previous_hash, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
"""
_FILE = "SELECT content FROM paper_file WHERE invoice_id = $1 AND format = $2"
_KEEP_FILE = """
    INSERT INTO paper_file (invoice_id, format, content, digest, made_at)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
"""
_CHAIN = """
    SELECT circle, year, seq, number, previous_hash, hash, document FROM invoice
    WHERE circle = $1 AND (year, seq) > ($2, $3) ORDER BY year, seq LIMIT $4
"""
_CIRCLES = "SELECT circle, year, seq, hash FROM paper_circle ORDER BY circle"


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


class FileReader(Protocol):
    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class NewPaper:
    """What is to be issued; number and hash follow from where it comes to stand."""

    id: UUID
    circle: UUID
    shop_id: UUID
    kind: str
    key: str
    prefix: str
    issued_at: datetime
    document: Document
    order_id: UUID | None = None
    shop_order_id: UUID | None = None
    refers_to: UUID | None = None


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose paper it is, and about what."""

    shop_id: UUID
    kind: str
    shop_order_id: UUID | None


@dataclass(frozen=True, slots=True)
class Keyed:
    """A paper found by what it is for."""

    id: UUID
    shop_id: UUID
    document: Document


async def lock_circle(tx: Transaction, circle: UUID, year: int) -> Place:
    """The last place of the circle. Until the transaction ends nobody else numbers in it."""
    await tx.execute(_OPEN_CIRCLE, circle, year, FIRST)
    row = await tx.fetchrow(_LOCK_CIRCLE, circle)
    assert row
    return Place(circle, row["year"], row["seq"], row["hash"])


async def is_issued(tx: Transaction, key: str) -> bool:
    return await tx.fetchval(_BY_KEY, key) is not None


async def whose(tx: Transaction, paper_id: UUID) -> Whose | None:
    row: Any = await tx.fetchrow(_PLACE, paper_id)
    return Whose(**row) if row else None


async def by_key(tx: Transaction, key: str) -> Keyed | None:
    row: Any = await tx.fetchrow(_KEYED, key)
    return Keyed(**row) if row else None


async def add(tx: Transaction, last: Place, year: int, paper: NewPaper) -> str:
    """Number it after `last`, which the caller holds locked; its number."""
    place = last.following(year, last.previous_hash)
    number = number_of(paper.prefix, place)
    digest = seal(place, number, paper.document)
    totals = paper.document["totals"]
    await tx.execute(
        _ADD, paper.id, paper.circle, paper.shop_id, place.year, place.seq, number, paper.kind,
        paper.key, paper.order_id, paper.shop_order_id, paper.refers_to, totals["gross"],
        totals["net"], paper.issued_at, paper.document, place.previous_hash, digest,
    )  # fmt: skip
    await tx.execute(_TURN_CIRCLE, paper.circle, place.year, place.seq, digest)
    return number


async def file(on: FileReader, invoice_id: UUID, file_format: str) -> bytes | None:
    content: bytes | None = await on.fetchval(_FILE, invoice_id, file_format)
    return content


async def keep_file(
    tx: Transaction, invoice_id: UUID, file_format: str, content: bytes, stamp: tuple[str, datetime]
) -> None:
    """The first one made is the one that stays. `stamp`: its digest, and when it was made."""
    await tx.execute(_KEEP_FILE, invoice_id, file_format, content, *stamp)


async def circles(on: Reader) -> list[Place]:
    """Each circle's last place, with the hash of the last paper."""
    return [
        Place(row["circle"], row["year"], row["seq"], row["hash"])
        for row in await on.fetch(_CIRCLES)
    ]


async def chain(on: Reader, circle: UUID, after: tuple[int, int], limit: int) -> Sequence[Any]:
    return await on.fetch(_CHAIN, circle, *after, limit)
