"""The log of a shop: who did what to it, when, and what was there before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Session

from catalog.domain.audit import capped
from catalog.domain.rights import Actor
from catalog.store.rows import ActivityRow


def note(  # noqa: PLR0913 -- who, for whom, as what, when, which action, on what
    session: Session, actor: Actor, shop_id: UUID, *, role: str, at: datetime, action: str,
    subject: str = "", changes: Mapping[str, Sequence[Any]] | None = None,
) -> None:  # fmt: skip
    """Write it down, whoever did it: somebody without an account goes by the name they gave.

    `changes` says by field what was there before and what is there now.
    """
    session.add(
        ActivityRow(
            id=new_id(),
            shop_id=shop_id,
            at=at,
            account_id=actor.id,
            account_name=actor.name,
            role=role,
            action=action,
            subject=subject,
            changes={name: list(pair) for name, pair in capped(changes or {}).items()},
        )
    )
