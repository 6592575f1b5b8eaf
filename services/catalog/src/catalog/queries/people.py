"""Who works in a shop, who is invited, and at which counters somebody may stand."""

from datetime import datetime
from typing import Any

from marketkit.db import Database

from catalog.domain.invitation import InvitationUsedError
from catalog.domain.rights import Actor, NotYourShopError, acting_as
from catalog.queries.shop_page import visible_shop
from catalog.store import invitations, shops
from catalog.store.answers import moment

_COUNTERS = """
    SELECT slug, name, place, role FROM (
        SELECT shop.slug, shop.name, shop.place, staff.role
        FROM staff JOIN shop ON shop.id = staff.shop_id WHERE staff.account_id = $1
        UNION ALL
        SELECT shop.slug, shop.name, shop.place, 'advisor'
        FROM mandate JOIN shop ON shop.id = mandate.shop_id
        WHERE $2 AND mandate.advisor_id = $1 AND mandate.state = 'granted' AND mandate.until > $3
    ) AS counter
    ORDER BY role = 'advisor', lower(name), slug LIMIT $4
"""
MOST = 50


async def people_of(db: Database, slug: str, actor: Actor, at: datetime) -> dict[str, Any]:
    """For the shop's own people; open invitations for who decides."""
    shop = await visible_shop(db, slug, actor, at)
    role = acting_as(actor, shop, at)
    if role not in {"owner", "staff", "packer", "operator"}:
        raise NotYourShopError
    decides = role in {"owner", "operator"}
    async with db.session() as session:
        invited = await invitations.list_open(session, shop.id, at) if decides else ()
    return {
        "people": [
            {
                "account_id": person.account_id,
                "role": person.role,
                "name": person.name,
                "email": person.email,
                "is_you": person.account_id == actor.id,
            }
            for person in sorted(shop.staff, key=lambda p: (p.role != "owner", p.name.casefold()))
        ],
        "invitations": [
            {
                "id": one.id,
                "email": one.email,
                "role": one.role,
                "invited_by": one.invited_by_name,
                "expires_at": moment(one.expires_at),
            }
            for one in invited
        ],
        "may_decide": decides,
    }


async def read_invitation(db: Database, code: str, actor: Actor, at: datetime) -> dict[str, Any]:
    """Raises NoSuchInvitationError, InvitationUsedError or InvitationExpiredError."""
    async with db.session() as session:
        invitation = await invitations.get(session, code)
        shop = await shops.get_by_id(session, invitation.shop_id)
    mine = actor.id is not None and invitation.accepted_by == actor.id
    if invitation.accepted_by is not None and not mine:
        raise InvitationUsedError
    if not mine:
        invitation.check_open(at)
    return {
        "shop": {name: getattr(shop, name) for name in ("slug", "name", "place", "picture")},
        "role": invitation.role,
        "email": invitation.email,
        "invited_by": invitation.invited_by_name,
        "expires_at": moment(invitation.expires_at),
        "accepted": mine,
    }


async def my_counters(db: Database, actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """Short, because every page behind the counter shows it."""
    rows = await db.pool.fetch(_COUNTERS, actor.id, "advisor" in actor.roles, at, MOST)
    return [dict(row) for row in rows]
