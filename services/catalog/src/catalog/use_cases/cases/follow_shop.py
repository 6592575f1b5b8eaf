"""Every shop has a case, and the case moves along with its shop."""

from datetime import datetime
from uuid import UUID

from marketkit.background import one_by_one
from marketkit.clock import new_id
from marketkit.db import Session

from catalog.domain.cases import kinds
from catalog.domain.cases.case import BusinessKind, Case, Origin
from catalog.domain.cases.stages import CaseStage, ShopStep
from catalog.domain.region import Region
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop, Stage
from catalog.store import cases, shops
from catalog.use_cases.ports import Surroundings

BATCH = 50
NOBODY = Actor(None, frozenset())


async def follow_shop(
    session: Session, shop: Shop, step: ShopStep, actor: Actor, around: Surroundings
) -> None:
    """In the transaction of what happens to the shop. A shop without a case gets one."""
    now = around.clock.now()
    before = await cases.find_by_shop(session, shop.id, lock=True)
    if before is None:
        await adopt(session, shop, actor, around, cause=step.value)
        return
    case, change = before.follow(step, now)
    if change is not None:
        await cases.save(session, case)
        cases.note_change(session, case.id, change, actor, now)


async def adopt(
    session: Session,
    shop: Shop,
    actor: Actor,
    around: Surroundings,
    *,
    cause: str = ShopStep.CREATED,
    origin: Origin | None = None,
) -> None:
    """A case for a shop that has none; of two who do this at once, one does."""
    case = case_for(shop, around.region, around.clock.now(), origin)
    await cases.add(session, case, actor, cause)


async def adopt_shops(around: Surroundings) -> bool:
    """Cases for a batch of shops that came without; returns whether there may be more."""
    async with around.db.session() as session:
        waiting = await shops.list_by_id(session, await cases.shops_without(session, BATCH))

    async def adopt_one(shop: Shop) -> None:
        async with around.db.session() as session:
            await adopt(session, shop, NOBODY, around)

    return await one_by_one("shop without a case", waiting, adopt_one) == BATCH


async def case_of_shop(slug: str, around: Surroundings) -> UUID:
    """The case of this shop, made now if nobody has yet."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
        found = await cases.find_by_shop(session, shop.id)
        if found is None:
            await adopt(session, shop, NOBODY, around)
            found = await cases.find_by_shop(session, shop.id)
        assert found is not None
        return found.id


def case_for(shop: Shop, region: Region, now: datetime, origin: Origin | None = None) -> Case:
    """What a shop's own statements say about the business."""
    place = region.find_place(shop.place, shop.postal_code)
    return Case(
        id=new_id(),
        name=shop.name,
        kind=_kind_of(shop),
        place=shop.place,
        postal_code=shop.postal_code,
        municipality=place.municipality if place else "",
        origin=origin or (Origin.OTHER if shop.advisor_id else Origin.APPLICATION),
        advisor_id=shop.advisor_id,
        advisor_name=shop.advisor_name,
        stage=_stage_of(shop),
        shop_id=shop.id,
        created_at=now,
        updated_at=now,
        touched_at=max(shop.updated_at, shop.created_at),
        stage_since=now,
    )


def _kind_of(shop: Shop) -> BusinessKind:
    """As the checklist knows it; where that only says that something is sold, by its own words."""
    known = BusinessKind(shop.business_type)
    return kinds.guess(f"{shop.kind} {shop.name}") if known is BusinessKind.RETAIL else known


def _stage_of(shop: Shop) -> CaseStage:
    if shop.is_public:
        return CaseStage.LIVE
    # Whoever applied alone has taken nothing over: there the work has only begun.
    was_prepared = shop.stage is Stage.HANDED_OVER and shop.advisor_id is not None
    return CaseStage.REVIEW if was_prepared else CaseStage.PREPARING
