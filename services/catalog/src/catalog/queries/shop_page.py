"""One shop: as everyone sees it, and with what only its people see."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.clock import HERE
from marketkit.db import Database

from catalog.domain.checklist.owed import owed
from catalog.domain.errors import NoSuchShopError
from catalog.domain.rights import Actor, acting_as
from catalog.domain.shop import Shop, ShopStatus
from catalog.queries.checklist import standings_of
from catalog.queries.freshness import freshness_of
from catalog.queries.product_page import StoredAnswer
from catalog.store import shops
from catalog.store.answers import digest, moment, to_json

_READ = "SELECT body, etag, status FROM shop_document WHERE slug = $1"


async def visible_shop(db: Database, slug: str, actor: Actor, at: datetime) -> Shop:
    """The shop, if it is public or the actor's to see."""
    async with db.session() as session:
        shop = await shops.get(session, slug)
    if shop.is_public or acting_as(actor, shop, at) is not None:
        return shop
    raise NoSuchShopError


async def read_shop(db: Database, slug: str, actor: Actor, at: datetime) -> StoredAnswer:
    """The stored answer; its people also get what is missing, who works there, and the advisor."""
    row = await db.pool.fetchrow(_READ, slug)
    if row is None:
        raise NoSuchShopError
    public = StoredAnswer(row["body"], row["etag"])
    if actor.id is None:
        if row["status"] == ShopStatus.DRAFT:
            raise NoSuchShopError
        return public
    shop = await visible_shop(db, slug, actor, at)
    role = acting_as(actor, shop, at)
    if role is None:
        return public
    missing = (await missing_of(db, [shop], at))[shop.id]
    current = {
        "onboarding": onboarding_state(shop, missing),
        "freshness": (await freshness_of(db, [shop.id], at))[shop.id],
    }
    return _with_inside(public, shop, actor, role, at, current)


def _with_inside(
    public: StoredAnswer,
    shop: Shop,
    actor: Actor,
    role: str,
    at: datetime,
    current: Mapping[str, Any],
) -> StoredAnswer:
    inside = to_json(
        {
            "role": role,
            "stage": shop.stage,
            "advisor_mandate": has_mandate(shop, at),
            "mandate": _own_mandate(shop, actor, at) if role == "advisor" else None,
            "advisor_name": shop.advisor_name,
            **current,
            "staff": [
                {"account_id": p.account_id, "role": p.role, "name": p.name, "email": p.email}
                for p in shop.staff
            ],
        }
    )
    body = public.body[:-1] + b"," + inside[1:]
    return StoredAnswer(body, f'"{shop.version}-{digest(body)}"')


def has_mandate(shop: Shop, at: datetime) -> bool:
    """Whether the shop lets the advisor who brought it in do anything now."""
    return shop.advisor_id is not None and bool(shop.granted_to(shop.advisor_id, at))


def _own_mandate(shop: Shop, actor: Actor, at: datetime) -> dict[str, Any]:
    """What the advisor who asks may do, and until when; no end while preparing a draft."""
    assert actor.id is not None
    mandate = shop.mandate_of(actor.id)
    return {
        "actions": sorted(shop.granted_to(actor.id, at)),
        "until": mandate.last_day if mandate and mandate.holds(at) else None,
        "preparing": shop.is_prepared_by(actor.id),
    }


def onboarding_state(shop: Shop, missing: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """How far the shop is, and what is missing before everyone may see it."""
    return {
        "stage": shop.stage,
        "handed_over_at": moment(shop.handed_over_at),
        "missing": missing,
    }


async def missing_of(
    db: Database, found: Sequence[Shop], at: datetime
) -> Mapping[UUID, Sequence[Mapping[str, str]]]:
    """What keeps each of the shops from going live, whoever asks for it."""
    stand = await standings_of(db.pool, [shop.id for shop in found], at.astimezone(HERE).date())
    return {
        shop.id: [{"field": e.field, "message": e.message} for e in owed(shop, stand[shop.id])]
        for shop in found
    }
