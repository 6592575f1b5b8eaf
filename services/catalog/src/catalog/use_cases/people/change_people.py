"""Who works in the shop, and as what."""

from dataclasses import replace
from uuid import UUID

from marketkit.errors import UnauthenticatedError

from catalog.domain.errors import NoSuchPersonError
from catalog.domain.invitation import LastOwnerError
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.domain.shop import Shop, Staff
from catalog.store import activity, shops
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.people.forms import RoleForm
from catalog.use_cases.ports import Surroundings


async def change_role(
    slug: str, account: UUID, form: RoleForm, actor: Actor, around: Surroundings
) -> None:
    """Raises LastOwnerError when nobody would be left who decides."""
    async with around.db.session() as session:
        before = await shops.get(session, slug, lock=True)
        role = check_may_edit(actor, before, Action.PEOPLE, around.clock.now())
        person = _person(before, account)
        if person.role == form.role:
            return
        now = around.clock.now()
        shop = before.with_person(replace(person, role=form.role))
        _check_owned(shop)
        await keep_shop(session, shop.changed(now), around, people_changed=True)
        activity.note(
            session, actor, shop.id, role=role, at=now, action="person.changed",
            subject=person.name, changes={"person.role": (person.role, form.role)},
        )  # fmt: skip


async def remove_person(slug: str, account: UUID, actor: Actor, around: Surroundings) -> None:
    """An owner sends somebody away, or somebody leaves. Who is not there: nothing happens."""
    if actor.id is None:
        raise UnauthenticatedError
    async with around.db.session() as session:
        before = await shops.get(session, slug, lock=True)
        leaves = actor.id == account and before.role_of(account) is not None
        now = around.clock.now()
        role = (
            before.role_of(account) or ""
            if leaves
            else check_may_edit(actor, before, Action.PEOPLE, now)
        )
        if before.role_of(account) is None:
            return
        person = _person(before, account)
        shop = before.without_person(account)
        _check_owned(shop)
        await keep_shop(session, shop.changed(now), around, people_changed=True)
        activity.note(
            session, actor, shop.id, role=role, at=now,
            action="person.left" if leaves else "person.removed", subject=person.name,
            changes={"person.role": (person.role, None)},
        )  # fmt: skip


def _person(shop: Shop, account: UUID) -> Staff:
    for person in shop.staff:
        if person.account_id == account:
            return person
    raise NoSuchPersonError


def _check_owned(shop: Shop) -> None:
    if not shop.owners:
        raise LastOwnerError
