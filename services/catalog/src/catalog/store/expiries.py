"""What ends soon, or has ended, and has not been spoken of yet."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from catalog.domain.checklist.reminder import FIRST_STAGE
from catalog.store.checklists import Reader

# The stages of domain/checklist/reminder.py; the rule itself is asked again under the shop's lock.
_DUE = """
    SELECT shop_id, key, is_proof FROM (
        SELECT shop_id, key, valid_until, reminded, false AS is_proof FROM checklist_item
        WHERE valid_until <= $2 AND shown = 'accepted'
        UNION ALL
        SELECT shop_id, kind, valid_until, reminded, true FROM proof
        WHERE valid_until <= $2 AND state <> 'rejected'
    ) ending
    WHERE reminded IS NULL OR reminded >
        CASE WHEN valid_until < $1 THEN -1 WHEN valid_until = $1 THEN 0
             WHEN valid_until <= $1 + 7 THEN 7 WHEN valid_until <= $1 + 30 THEN 30 ELSE 60 END
    ORDER BY shop_id, key LIMIT $3
"""
_CLAIMING = r"""
    SELECT id FROM product
    WHERE shop_id = $1 AND status = 'published' AND (
        concat_ws(' ', title, description, ingredients, origin, labels::text, details::text)
            ~* '(bio|öko|oeko|organic)'
        OR EXISTS (SELECT FROM variant WHERE variant.product_id = product.id
                   AND label ~* '(bio|öko|oeko|organic)'))
    ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Ending:
    shop_id: UUID
    key: str
    """Of the requirement, or the kind of the proof."""
    is_proof: bool


async def due(reader: Reader, today: date, at_most: int) -> list[Ending]:
    rows = await reader.fetch(_DUE, today, today + timedelta(days=FIRST_STAGE), at_most)
    return [Ending(**dict(row)) for row in rows]


async def perhaps_organic(reader: Reader, shop_id: UUID) -> list[UUID]:
    """Products on sale in whose words organic farming may be claimed; more than really do."""
    rows: list[Any] = await reader.fetch(_CLAIMING, shop_id)
    return [row["id"] for row in rows]
