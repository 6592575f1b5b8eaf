"""What advisors and operators did for a shop, so that its owner can see it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Session

from catalog.domain.rights import Actor
from catalog.store.rows import ActivityRow

_OUTSIDERS = frozenset({"advisor", "operator"})


def note(  # noqa: PLR0913 -- who, for whom, as what, when, which action, on what
    session: Session, actor: Actor, shop_id: UUID, *, role: str, at: datetime, action: str,
    subject: str = "", changes: Mapping[str, Sequence[Any]] | None = None,  # noqa: ARG001
) -> None:  # fmt: skip
    """Write it down when the actor is not of the shop; its own people's work is their own.

    `changes` says by field what was there before and what is there now.
    """
    if role not in _OUTSIDERS or actor.id is None:
        return
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
        )
    )
