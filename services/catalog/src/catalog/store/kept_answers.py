"""Which Idempotency-Key has already brought about what."""

import hashlib
from datetime import datetime
from uuid import UUID

from marketkit.db import Session
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete

from catalog.domain.errors import KeyReusedError
from catalog.store.rows import KeptAnswerRow


class KeyClaim:
    """One account's key for one kind of request, for the length of a session."""

    def __init__(self, session: Session, account: UUID, scope: str, key: str) -> None:
        self._session = session
        self._names = {"account_id": account, "scope": scope, "key": key}

    async def earlier(self, request: bytes, at: datetime) -> UUID | None:
        """What the key brought about before; None makes it ours until this session ends.

        A second request with the key waits here until the first has committed or rolled back.
        Raises KeyReusedError when it belongs to another request.
        """
        fingerprint = hashlib.sha256(request).digest()
        values = {**self._names, "request_hash": fingerprint, "created_at": at}
        claim = insert(KeptAnswerRow).values(values).on_conflict_do_nothing()
        await self._session.exec(claim)
        row = await self._row()
        if row.request_hash != fingerprint:
            raise KeyReusedError
        return row.resource_id

    async def keep(self, resource: UUID) -> None:
        (await self._row()).resource_id = resource

    async def _row(self) -> KeptAnswerRow:
        return await self._session.get_one(KeptAnswerRow, tuple(self._names.values()))


async def forget(session: Session, before: datetime) -> None:
    """Delete what is older."""
    await session.exec(delete(KeptAnswerRow).where(col(KeptAnswerRow.created_at) < before))
