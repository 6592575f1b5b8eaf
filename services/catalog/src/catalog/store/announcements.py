"""Which shops have not been told yet of something that concerns them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

_UNTOLD = """
    SELECT shop.id, shop.slug, shop.name, shop.email FROM shop
    WHERE shop.status <> 'draft' AND shop.email <> ''
        AND NOT EXISTS (SELECT FROM mail WHERE dedupe_key = $1 || shop.id::text)
    ORDER BY shop.id LIMIT $2
"""


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class Untold:
    id: UUID
    slug: str
    name: str
    email: str


async def untold(on: Connection, beginning: str, limit: int) -> Sequence[Untold]:
    """Shops in business to which no mail went whose key begins so and ends with their id."""
    return [Untold(**dict(row)) for row in await on.fetch(_UNTOLD, beginning, limit)]
