"""The owner gives, changes and takes back what an advisor may do."""

from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Session
from marketkit.errors import NotFoundError

from catalog.domain.mandate import Mandate, MandateState, end_of, grantable
from catalog.domain.mandate_words import check_current
from catalog.domain.rights import (
    Action,
    Actor,
    OwnerOnlyError,
    acting_as,
    check_may_edit,
)
from catalog.domain.shop import Shop
from catalog.store import mandates, shops
from catalog.use_cases.people.answer_mandate import tell_advisor, withdraw
from catalog.use_cases.people.forms import GivenMandate, MandateChanges
from catalog.use_cases.people.keep_mandate import Step, keep_mandate
from catalog.use_cases.ports import Surroundings


async def give_mandate(
    slug: str, form: GivenMandate, actor: Actor, around: Surroundings
) -> Mandate:
    """To the advisor who brought the shop in, without being asked."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug, lock=True)
        _check_owner(actor, shop, around)
        if shop.advisor_id is None:
            raise NotFoundError
        _, mandate = await give(
            session, shop, (shop.advisor_id, shop.advisor_name, ""), form, actor, around
        )
        return mandate


async def give(
    session: Session, shop: Shop, advisor: tuple[UUID, str, str], form: GivenMandate,
    actor: Actor, around: Surroundings,
) -> tuple[Shop, Mandate]:  # fmt: skip
    """In the transaction of a hand-over too. The same again changes nothing."""
    check_current(form.wording)
    now = around.clock.now()
    known = shop.mandate_of(advisor[0])
    actions, until = grantable(form.actions), end_of(form.until, around.today())
    if known and known.holds(now) and (known.actions, known.until) == (actions, until):
        return shop, known
    mandate = Mandate(
        id=new_id(),
        shop_id=shop.id,
        advisor_id=advisor[0],
        advisor_name=advisor[1],
        advisor_email=advisor[2] or (known.advisor_email if known else ""),
        actions=actions,
        until=until,
        asked_at=now,
        state=MandateState.GRANTED,
        wording=form.wording,
        decided_at=now,
        decided_by=actor.name,
    )
    step = Step("granted", actor, "owner", now, form.wording)
    return await keep_mandate(session, shop, None, mandate, step, around), mandate


async def change_mandate(
    slug: str, mandate_id: UUID, form: MandateChanges, actor: Actor, around: Surroundings
) -> Mandate:
    """Other actions, or another day on which it ends."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug, lock=True)
        role = _check_owner(actor, shop, around)
        before = await mandates.of_shop(session, shop.id, mandate_id)
        mandate = before.change(
            grantable(form.actions) if form.actions is not None else before.actions,
            end_of(form.until, around.today()) if form.until else before.until,
        )
        if mandate != before:
            step = Step("changed", actor, role, around.clock.now(), before.wording)
            await keep_mandate(session, shop, before, mandate, step, around)
        return mandate


async def grant_mandate(
    slug: str, mandate_id: UUID, wording: str, actor: Actor, around: Surroundings
) -> Mandate:
    """Yes to an open question, or back again what was withdrawn a moment ago."""
    check_current(wording)
    async with around.db.session() as session:
        shop = await shops.get(session, slug, lock=True)
        role = _check_owner(actor, shop, around)
        before = await mandates.of_shop(session, shop.id, mandate_id)
        now = around.clock.now()
        mandate = before.give(actor.name, wording, now)
        if mandate is not before:
            step = Step("granted", actor, role, now, wording)
            await keep_mandate(session, shop, before, mandate, step, around)
            await tell_advisor(session, shop, mandate, "mandate_answered")
        return mandate


async def refuse_mandate(
    slug: str, mandate_id: UUID, actor: Actor, around: Surroundings
) -> Mandate:
    async with around.db.session() as session:
        shop = await shops.get(session, slug, lock=True)
        role = _check_owner(actor, shop, around)
        before = await mandates.of_shop(session, shop.id, mandate_id)
        now = around.clock.now()
        mandate = before.refuse(actor.name, now)
        if mandate is not before:
            await keep_mandate(
                session, shop, before, mandate, Step("refused", actor, role, now), around
            )
            await tell_advisor(session, shop, mandate, "mandate_answered")
        return mandate


async def withdraw_mandate(
    slug: str, mandate_id: UUID, actor: Actor, around: Surroundings
) -> Mandate:
    """By the owner, by the operator, or by the advisor who gives it back."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug, lock=True)
        role = acting_as(actor, shop, around.clock.now())
        before = await mandates.of_shop(session, shop.id, mandate_id) if role else None
        if role != "advisor" or before is None or before.advisor_id != actor.id:
            role = check_may_edit(actor, shop, Action.PEOPLE, around.clock.now())
        assert before is not None
        return (await withdraw(session, shop, before, actor, role, around)).mandate


def _check_owner(actor: Actor, shop: Shop, around: Surroundings) -> str:
    """An operator runs the market, but says yes for nobody."""
    role = check_may_edit(actor, shop, Action.PEOPLE, around.clock.now())
    if role != "owner":
        raise OwnerOnlyError
    return role
