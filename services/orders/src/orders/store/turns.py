"""Who counts before they add takes turns with everybody who counts the same."""

from uuid import UUID

from marketkit.db import Transaction

_TAKE = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"


async def take_turn(tx: Transaction, what: str, account_id: UUID) -> None:
    """Until the transaction ends nobody else has a turn with this account's things.

    Asked for before any row is locked, so that two who wait do not wait for each other.
    """
    await tx.execute(_TAKE, f"{what} of {account_id}")
