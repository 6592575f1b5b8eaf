"""The copy of who works where."""

from collections.abc import Sequence
from uuid import UUID

from marketkit.db import Transaction

_NEWER = """
    INSERT INTO staff_versions AS known (shop_id, version) VALUES ($1, $2)
    ON CONFLICT (shop_id) DO UPDATE SET version = excluded.version
    WHERE known.version < excluded.version
    RETURNING true
"""
_ADD = """
    INSERT INTO shop_staff (shop_id, account_id, role)
    SELECT $1, * FROM unnest($2::uuid[], $3::text[])
    ON CONFLICT (shop_id, account_id) DO UPDATE SET role = excluded.role
"""


async def replace_if_newer(
    tx: Transaction, shop_id: UUID, version: int, staff: Sequence[tuple[UUID, str]]
) -> bool:
    if not await tx.fetchval(_NEWER, shop_id, version):
        return False
    people = [account_id for account_id, _ in staff]
    await tx.execute(
        "DELETE FROM shop_staff WHERE shop_id = $1 AND account_id <> ALL($2::uuid[])",
        shop_id,
        people,
    )
    await tx.execute(_ADD, shop_id, people, [role for _, role in staff])
    return True
