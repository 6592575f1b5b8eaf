"""A business goes into another caseload."""

from dataclasses import replace
from uuid import UUID

from marketkit.db import Session
from marketkit.errors import FieldError, InvalidError

from catalog.domain.cases.case import Case
from catalog.domain.rights import Actor
from catalog.domain.shop import Stage
from catalog.store import activity, cases, shops
from catalog.use_cases.cases.access import case_to_change
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import Surroundings


class UnknownAdvisorError(InvalidError):
    code = "unknown_advisor"
    message = "Diese Beraterin oder diesen Berater kennen wir nicht."


class AdvisorsOnlyError(InvalidError):
    code = "advisors_only"
    message = "Übernehmen kann einen Betrieb nur die Beratung."


async def hand_case(
    case_id: UUID, to: UUID | None, actor: Actor, expected: int | None, around: Surroundings
) -> Case:
    """To that advisor; None takes it over oneself. Whose it is already keeps it."""
    async with around.db.session() as session:
        before = await case_to_change(session, case_id, actor, expected)
        account, name = await _receiver(session, to, actor)
        now = around.clock.now()
        case = before.hand_to(account, name, now)
        if case is not before:
            await cases.save(session, case)
            await _hand_shop(session, case, actor, around)
        return case


async def _receiver(session: Session, to: UUID | None, actor: Actor) -> tuple[UUID, str]:
    if to is None or to == actor.id:
        if "advisor" not in actor.roles or actor.id is None:
            raise AdvisorsOnlyError
        return actor.id, actor.name
    advisor = await cases.find_advisor(session, to)
    if advisor is None:
        hint = "Wer noch nie auf der Tafel war, kann keinen Betrieb bekommen."
        raise UnknownAdvisorError(errors=[FieldError("advisor_id", hint)])
    return advisor.account_id, advisor.name


async def _hand_shop(session: Session, case: Case, actor: Actor, around: Surroundings) -> None:
    """A shop in preparation goes along. One that its owner has is bound by the owner's consent,
    which was given to a person."""
    if case.shop_id is None:
        return
    shop = await shops.get_by_id(session, case.shop_id, lock=True)
    if shop.stage is not Stage.PREPARING or shop.advisor_id == case.advisor_id:
        return
    now = around.clock.now()
    handed = replace(shop, advisor_id=case.advisor_id, advisor_name=case.advisor_name).changed(now)
    await keep_shop(session, handed, around, people_changed=True)
    activity.note(
        session, actor, shop.id, role="advisor", at=now, action="advisor.changed",
        subject=case.advisor_name,
        changes={"advisor_name": [shop.advisor_name, case.advisor_name]},
    )  # fmt: skip
