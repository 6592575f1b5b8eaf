"""What a hand-over link leads to, before anybody has accepted it."""

from datetime import datetime
from typing import Any

from marketkit.db import Database

from catalog.domain.handover import HandoverUsedError
from catalog.domain.rights import Actor
from catalog.store import handovers, shops
from catalog.store.answers import moment

_SHOWN = ("id", "slug", "name", "kind", "place", "postal_code", "street", "picture", "status")


async def read_handover(db: Database, code: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """Raises NoSuchHandoverError, HandoverUsedError or HandoverExpiredError."""
    async with db.session() as session:
        handover = await handovers.get(session, code)
        shop = await shops.get_by_id(session, handover.shop_id)
    mine = actor.id is not None and handover.is_accepted_by(actor.id)
    if handover.accepted_by is not None and not mine:
        raise HandoverUsedError
    if not mine:
        handover.check_open(now)
    return {
        "shop": {name: getattr(shop, name) for name in _SHOWN},
        "expires_at": moment(handover.expires_at),
        "prepared_by": handover.prepared_by_name,
        "email": handover.email,
        "accepted": mine,
    }
