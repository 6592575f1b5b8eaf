"""One shop: as everyone sees it, and with what only its people see."""

from typing import Any

from marketkit.db import Database

from catalog.domain import onboarding
from catalog.domain.errors import NoSuchShopError
from catalog.domain.rights import Actor, acting_as
from catalog.domain.shop import Shop, ShopStatus
from catalog.queries.product_page import StoredAnswer
from catalog.store import shops
from catalog.store.answers import digest, moment, to_json

_READ = "SELECT body, etag, status FROM shop_document WHERE slug = $1"


async def visible_shop(db: Database, slug: str, actor: Actor) -> Shop:
    """The shop, if it is public or the actor's to see."""
    async with db.session() as session:
        shop = await shops.get(session, slug)
    if shop.is_public or acting_as(actor, shop) is not None:
        return shop
    raise NoSuchShopError


async def read_shop(db: Database, slug: str, actor: Actor) -> StoredAnswer:
    """The stored answer; its people also get what is missing, who works there, and the advisor."""
    row = await db.pool.fetchrow(_READ, slug)
    if row is None:
        raise NoSuchShopError
    public = StoredAnswer(row["body"], row["etag"])
    if actor.id is None:
        if row["status"] == ShopStatus.DRAFT:
            raise NoSuchShopError
        return public
    shop = await visible_shop(db, slug, actor)
    role = acting_as(actor, shop)
    return public if role is None else _with_inside(public, shop, role)


def _with_inside(public: StoredAnswer, shop: Shop, role: str) -> StoredAnswer:
    inside = to_json(
        {
            "role": role,
            "stage": shop.stage,
            "advisor_mandate": shop.advisor_mandate,
            "advisor_name": shop.advisor_name,
            "onboarding": onboarding_state(shop),
            "staff": [
                {"account_id": p.account_id, "role": p.role, "name": p.name, "email": p.email}
                for p in shop.staff
            ],
        }
    )
    body = public.body[:-1] + b"," + inside[1:]
    return StoredAnswer(body, f'"{shop.version}-{digest(body)}"')


def onboarding_state(shop: Shop) -> dict[str, Any]:
    """How far the shop is, and what is missing before everyone may see it."""
    return {
        "stage": shop.stage,
        "handed_over_at": moment(shop.handed_over_at),
        "missing": missing_of(shop),
    }


def missing_of(shop: Shop) -> list[dict[str, str]]:
    return [{"field": e.field, "message": e.message} for e in onboarding.missing(shop)]
