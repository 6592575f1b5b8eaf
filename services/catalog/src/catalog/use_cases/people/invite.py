"""Somebody is asked by mail to work in the shop."""

from dataclasses import dataclass
from uuid import UUID

from marketkit.clock import new_id
from marketkit.errors import UnauthenticatedError

from catalog.domain.audit import masked
from catalog.domain.invitation import VALID_FOR, Invitation, higher
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.domain.shop import Shop, Staff
from catalog.store import activity, invitations, mails, shops
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.people.codes import link_code
from catalog.use_cases.people.forms import InvitationForm
from catalog.use_cases.ports import Surroundings


@dataclass(frozen=True, slots=True)
class Invited:
    invitation: Invitation
    code: str


async def invite(slug: str, form: InvitationForm, actor: Actor, around: Surroundings) -> Invited:
    """The link goes to the address; the same address and role again is one open invitation."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug, lock=True)
        role = check_may_edit(actor, shop, Action.PEOPLE, around.clock.now())
        assert actor.id is not None
        now, code = around.clock.now(), link_code()
        for earlier in await invitations.list_open(session, shop.id, now):
            if earlier.email.casefold() == form.email.casefold():
                await invitations.save(session, earlier.end(now))
        invitation = Invitation(
            id=new_id(),
            shop_id=shop.id,
            email=form.email,
            role=form.role,
            invited_by=actor.id,
            invited_by_name=actor.name,
            created_at=now,
            expires_at=now + VALID_FOR,
        )
        invitations.add(session, invitation, code)
        await mails.queue(
            session,
            kind="staff_invited",
            to=form.email,
            dedupe_key=f"staff_invited:{invitation.id}",
            facts={"shop": shop.name, "role": form.role, "link": f"/einladung/{code}"},
            shop_id=shop.id,
        )
        activity.note(
            session, actor, shop.id, role=role, at=now, action="person.invited",
            subject=masked(form.email), changes={"person.role": (None, form.role)},
        )  # fmt: skip
        return Invited(invitation, code)


async def end_invitation(
    slug: str, invitation_id: UUID, actor: Actor, around: Surroundings
) -> None:
    """The link opens nothing any more. One that is over already: nothing happens."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug, lock=True)
        role = check_may_edit(actor, shop, Action.PEOPLE, around.clock.now())
        before = await invitations.get_by_id(session, shop.id, invitation_id)
        now = around.clock.now()
        ended = before.end(now)
        if ended is before:
            return
        await invitations.save(session, ended)
        activity.note(
            session, actor, shop.id, role=role, at=now, action="person.uninvited",
            subject=masked(before.email),
        )  # fmt: skip


async def accept_invitation(code: str, actor: Actor, around: Surroundings) -> Shop:
    """The account belongs to the shop from now on. The same account again: nothing happens."""
    if actor.id is None:
        raise UnauthenticatedError
    async with around.db.session() as session:
        found = await invitations.get(session, code)
        before = await shops.get_by_id(session, found.shop_id, lock=True)
        invitation = await invitations.get(session, code, lock=True)
        if invitation.accepted_by == actor.id:
            return before
        now = around.clock.now()
        await invitations.save(session, invitation.accept(actor.id, now))
        known = before.role_of(actor.id)
        role = higher(known, invitation.role)
        shop = before.with_person(Staff(actor.id, role, actor.name, actor.email)).changed(now)
        await keep_shop(session, shop, around, people_changed=True)
        activity.note(
            session, actor, shop.id, role=role, at=now, action="person.joined",
            subject=actor.name, changes={"person.role": (known, role)},
        )  # fmt: skip
        return shop
