"""A business gets its shop, filled in with what its case knows already."""

from dataclasses import replace
from uuid import UUID

from marketkit.errors import FieldError, InvalidError

from catalog.domain.cases.case import BusinessKind, Case
from catalog.domain.cases.rights import check_is_responsible
from catalog.domain.cases.stages import ShopStep
from catalog.domain.rights import Actor
from catalog.store import cases
from catalog.use_cases.cases.access import case_to_change
from catalog.use_cases.cases.forms import CaseShopForm
from catalog.use_cases.create_shop import add_shop
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.shop_form import ShopForm

_KIND_WORDS = {
    BusinessKind.FOOD: "Lebensmittel",
    BusinessKind.FARM: "Hofladen",
    BusinessKind.CRAFT: "Handwerk",
    BusinessKind.RETAIL: "Laden",
    BusinessKind.MAKER: "Manufaktur",
    BusinessKind.SERVICE: "Dienstleistung",
}


async def open_shop_of_case(
    case_id: UUID, form: CaseShopForm, actor: Actor, around: Surroundings
) -> Case:
    """A draft, once: with a shop already, nothing happens."""
    async with around.db.session() as session:
        before = await case_to_change(session, case_id, actor)
        check_is_responsible(actor, before)
        if before.shop_id is not None:
            return before
        now = around.clock.now()
        if before.advisor_id is None and "advisor" in actor.roles and actor.id is not None:
            before = before.hand_to(actor.id, actor.name, now)
        # The shop is the advisor's work, also when an operator presses the button.
        worker = _in_the_place_of(actor, before)
        shop = await add_shop(session, _filled_in(before, form), worker, around)
        moved, change = before.with_shop(shop.id, now).follow(ShopStep.CREATED, now)
        await cases.save(session, moved)
        if change is not None:
            cases.note_change(session, moved.id, change, actor, now)
        return moved


def _in_the_place_of(actor: Actor, case: Case) -> Actor:
    if case.advisor_id in {None, actor.id}:
        return actor
    return replace(actor, id=case.advisor_id, name=case.advisor_name)


def _filled_in(case: Case, form: CaseShopForm) -> ShopForm:
    """The first contact's phone and mail are the business's until somebody says otherwise."""
    person = next(iter(case.contacts), None)
    postal_code = form.postal_code or case.postal_code
    if not postal_code:
        hint = "Ohne Postleitzahl findet niemand den Laden."
        raise InvalidError(errors=[FieldError("postal_code", hint)])
    return ShopForm(
        name=case.name,
        kind=form.kind or _KIND_WORDS[case.kind],
        street=form.street,
        postal_code=postal_code,
        place=case.place,
        phone=person.phone if person else "",
        email=person.email if person else "",
    )
