"""The people of a business."""

from dataclasses import replace
from uuid import UUID

from marketkit.clock import new_id

from catalog.domain.cases.case import Case, Contact
from catalog.domain.rights import Actor
from catalog.store import cases
from catalog.use_cases.cases.access import case_to_change
from catalog.use_cases.cases.forms import ContactChanges, ContactForm
from catalog.use_cases.cases.once import claim_of, once
from catalog.use_cases.ports import Surroundings


async def add_contact(
    case_id: UUID, form: ContactForm, actor: Actor, key: str | None, around: Surroundings
) -> None:
    async with around.db.session() as session:
        before = await case_to_change(session, case_id, actor)

        async def make() -> UUID:
            contact = Contact(new_id(), **form.model_dump())
            await cases.save(session, before.with_contact(contact, around.clock.now()))
            return contact.id

        await once(
            claim_of(session, actor, f"contacts of {case_id}", key), form, around.clock.now(), make
        )


async def change_contact(
    case_id: UUID,
    contact_id: UUID,
    form: ContactChanges,
    actor: Actor,
    expected: int | None,
    around: Surroundings,
) -> Case:
    async with around.db.session() as session:
        before = await case_to_change(session, case_id, actor, expected)
        known = before.contact_by_id(contact_id)
        contact = replace(known, **form.sent())
        if contact == known:
            return before
        case = before.with_contact(contact, around.clock.now())
        await cases.save(session, case)
        return case


async def remove_contact(
    case_id: UUID, contact_id: UUID, actor: Actor, around: Surroundings
) -> None:
    """Raises NoSuchContactError when it is not there, also the second time."""
    async with around.db.session() as session:
        before = await case_to_change(session, case_id, actor)
        await cases.save(session, before.without_contact(contact_id, around.clock.now()))
