"""The beginning of every change of a case: found, locked, and of the version one has seen."""

from uuid import UUID

from marketkit.db import Session

from catalog.domain.cases.case import Case
from catalog.domain.cases.rights import check_may_see
from catalog.domain.cases.stages import ShopFacts
from catalog.domain.rights import Actor
from catalog.store import cases, shops
from catalog.use_cases.versions import check_version


async def case_to_change(
    session: Session, case_id: UUID, actor: Actor, expected: int | None = None
) -> Case:
    check_may_see(actor)
    case = await cases.get(session, case_id, lock=True)
    check_version(case.version, expected)
    return case


async def facts_of(session: Session, case: Case) -> ShopFacts:
    """What the stages want to know about its shop."""
    if case.shop_id is None:
        return ShopFacts()
    shop = await shops.get_by_id(session, case.shop_id)
    return ShopFacts(exists=True, is_public=shop.is_public)
