"""The numbers under which people talk about notices, decisions, complaints and recalls."""

from datetime import datetime
from typing import Final, Literal

from marketkit.db import Session

from catalog.store.wide import connection_of

Kind = Literal["notice", "decision", "complaint", "recall"]
_LETTERS: Final = {"notice": "M", "decision": "E", "complaint": "B", "recall": "R"}


async def next_number(session: Session, kind: Kind, at: datetime) -> str:
    """`M-2026-0007`. A number that was not used in the end leaves a gap."""
    on = await connection_of(session)
    number: int = await on.fetchval(f"SELECT nextval('{kind}_number')")
    return f"{_LETTERS[kind]}-{at.year}-{number:04d}"
