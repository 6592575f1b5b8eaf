"""One tap: there today, on order, or out. Or back to counting."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from marketkit.db import Session
from marketkit.errors import FieldError, InvalidError
from marketkit.field_rules import broken_at
from pydantic import Field, model_validator

from catalog.domain import audit
from catalog.domain.freshness import Availability, Saying
from catalog.domain.product import Product
from catalog.domain.rights import Action, Actor
from catalog.domain.shop import Shop
from catalog.store import activity
from catalog.use_cases import facts
from catalog.use_cases.access import product_to_change
from catalog.use_cases.gate import load_gate
from catalog.use_cases.keep import keep_product
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.product_form import MOST_VARIANTS, Pieces
from catalog.use_cases.texts import Form

_SAME_TAP = timedelta(minutes=1)
"""Who taps twice, or taps again because the net was slow, means it once."""


class Count(Form):
    variant_id: UUID
    on_hand: Pieces


class AvailabilityForm(Form):
    """Either what is said, or what was counted; variants that are not named are none."""

    said: Saying | None = None
    counted: Annotated[tuple[Count, ...], Field(max_length=MOST_VARIANTS)] | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "AvailabilityForm":
        if (self.said is None) == (self.counted is None):
            message = "Entweder „heute da“, „auf Bestellung“ und „aus“, oder ein Bestand."
            raise broken_at("counted" if self.said else "said", message=message)
        return self


async def set_availability(
    product_id: UUID, form: AvailabilityForm, actor: Actor, around: Surroundings
) -> None:
    """Confirms the offer. One that was taken off sale unconfirmed comes back, unless it is out."""
    async with around.db.session() as session:
        before, shop, role = await product_to_change(
            session, product_id, actor, around, Action.STOCK
        )
        now = around.clock.now()
        if form.said and _said_just_now(before, form.said, now):
            return
        counts: dict[UUID, int | None] = {}
        if form.said:
            after = await _back_on_sale(session, before.say(form.said, now), shop, around)
        else:
            after = before.count()
            counts = _counts(before, form.counted or ())
        product = after.changed(now) if after.version == before.version else after
        await keep_product(session, product, shop, around, counts)
        if product.said:
            for variant in product.variants:
                session.record(facts.stock_said(product, variant))
        activity.note(
            session, actor, shop.id, role=role, at=now, action="product.availability_said",
            subject=product.title, changes=audit.diff_product(before, product),
        )  # fmt: skip


def _said_just_now(product: Product, said: Saying, now: datetime) -> bool:
    return (
        product.availability is Availability.SAID
        and product.said is said
        and not product.is_paused
        and product.confirmed_at is not None
        and product.confirmed_at > now - _SAME_TAP
    )


async def _back_on_sale(
    session: Session, product: Product, shop: Shop, around: Surroundings
) -> Product:
    if not product.is_paused or product.said is Saying.OUT:
        return product
    (await load_gate(session, shop, around)).check_publishable(product)
    return product.publish(around.clock.now())


def _counts(product: Product, counted: tuple[Count, ...]) -> dict[UUID, int | None]:
    known = product.variant_ids()
    errors = [
        FieldError(f"counted[{index}].variant_id", "Diese Variante gehört nicht zum Produkt.")
        for index, count in enumerate(counted)
        if count.variant_id not in known
    ]
    if errors:
        raise InvalidError(errors=errors)
    counts: dict[UUID, int | None] = dict.fromkeys(known, 0)
    return counts | {count.variant_id: count.on_hand for count in counted}
