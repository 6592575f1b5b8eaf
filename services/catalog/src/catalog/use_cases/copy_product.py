"""Begin a product from another one: a copy beside it, or last year's again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from marketkit.clock import new_id
from marketkit.errors import ConflictError, FieldError, InvalidError
from marketkit.field_rules import broken_at
from pydantic import Field, model_validator

from catalog.domain import audit
from catalog.domain.product import Product, ProductStatus, Variant
from catalog.domain.rights import Action, Actor, check_may_edit_all
from catalog.domain.slugs import slugify
from catalog.store import activity
from catalog.store.kept_answers import KeyClaim
from catalog.use_cases.access import product_to_change
from catalog.use_cases.keep import keep_product
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.product_form import MOST_VARIANTS, MoneyForm, Pieces
from catalog.use_cases.put_on_sale import put_on_sale
from catalog.use_cases.texts import Form

_LONGEST_TITLE = 120
_COPY = " (Kopie)"


class AgainVariant(Form):
    """A variant at this year's price; `on_hand` is what there is of it."""

    id: UUID
    price: MoneyForm
    """Of what is sold by weight: of the kilogram."""
    on_hand: Pieces | None = None
    on_order: bool = False

    @model_validator(mode="after")
    def _one_way_to_have_it(self) -> "AgainVariant":
        if self.on_order and self.on_hand is not None:
            message = "Entweder ein Bestand oder auf Bestellung, nicht beides."
            raise broken_at("on_hand", message=message)
        return self


class AgainForm(Form):
    """Last year's product: each price is said anew."""

    variants: Annotated[tuple[AgainVariant, ...], Field(min_length=1, max_length=MOST_VARIANTS)]


class NotPutAwayError(ConflictError):
    code = "not_withdrawn"
    message = "Das geht nur mit Produkten, die nicht mehr angeboten werden."


async def duplicate_product(
    product_id: UUID, actor: Actor, key: str | None, around: Surroundings
) -> UUID:
    """A draft beside it, without pictures and without stock; allergens are checked anew."""
    async with around.db.session() as session:
        pattern, shop, role = await product_to_change(session, product_id, actor, around)
        assert actor.id is not None
        claim = KeyClaim(session, actor.id, f"duplicate:{product_id}", key) if key else None
        if claim and (earlier := await claim.earlier(b"", around.clock.now())):
            return earlier
        product = _copy(pattern, around)
        await keep_product(session, product, shop, around, {})
        activity.note(
            session, actor, shop.id, role=role, at=product.created_at,
            action="product.duplicated", subject=product.title,
            changes=audit.diff_product(None, product),
        )  # fmt: skip
        if claim:
            await claim.keep(product.id)
        return product.id


def _copy(pattern: Product, around: Surroundings) -> Product:
    now, title = around.clock.now(), pattern.title[: _LONGEST_TITLE - len(_COPY)] + _COPY
    bare = Product(
        id=new_id(), shop_id=pattern.shop_id, slug=slugify(title), title=title,
        category=pattern.category, created_at=now, updated_at=now,
    )  # fmt: skip
    words = {name: getattr(pattern, name) for name in _WORDS}
    variants = tuple(_fresh(variant) for variant in pattern.variants)
    return replace(bare, **words, variants=variants).changed(now)


_WORDS = (
    "description", "picture", "origin", "labels", "ingredients", "allergens", "additives",
    "details", "lead_days",
)  # fmt: skip


def _fresh(variant: Variant) -> Variant:
    new = new_id()
    stem = variant.sku.rpartition("-")[0] or variant.sku
    return Variant(
        id=new,
        sku=f"{stem[:40]}-{new.hex[-6:].upper()}",
        **{name: getattr(variant, name) for name in _OF_VARIANT},
    )


_OF_VARIANT = (
    "label", "price", "vat_class", "content_amount", "content_unit", "content_count",
    "content_drained", "loose", "unit_price_exempt", "deposit", "deposit_kind",
    "weighed",
)  # fmt: skip


async def offer_again(
    product_id: UUID, form: AgainForm, actor: Actor, around: Surroundings
) -> None:
    """On sale as last year, at this year's prices. On sale already: nothing happens."""
    async with around.db.session() as session:
        before, shop, role = await product_to_change(session, product_id, actor, around)
        if before.is_published:
            return
        if before.status is not ProductStatus.WITHDRAWN:
            raise NotPutAwayError
        now = around.clock.now()
        check_may_edit_all(actor, shop, [Action.PRICES, Action.STOCK], now)
        priced = _priced(before, form.variants)
        product = await put_on_sale(session, priced, shop, actor, around)
        counts = {v.id: v.on_hand for v in form.variants if v.on_order or v.on_hand is not None}
        await keep_product(session, product, shop, around, counts)
        activity.note(
            session, actor, shop.id, role=role, at=now, action="product.offered_again",
            subject=product.title, changes=audit.diff_product(before, product),
        )  # fmt: skip


def _priced(product: Product, said: Sequence[AgainVariant]) -> Product:
    """Each variant, at what was said; none may be left at last year's price by accident."""
    known = {one.id: one for one in said}
    errors = [
        FieldError(f"variants[{index}].price", "Sag den Preis für diese Saison (§ 3 PAngV).")
        for index, variant in enumerate(product.variants)
        if variant.id not in known
    ]
    ours = product.variant_ids()
    errors += [
        FieldError(f"variants[{index}].id", "Diese Variante gehört nicht zum Produkt.")
        for index, one in enumerate(said)
        if one.id not in ours
    ]
    if errors:
        raise InvalidError(errors=errors)
    return replace(product, variants=tuple(_at(v, known[v.id]) for v in product.variants))


def _at(variant: Variant, said: AgainVariant) -> Variant:
    counted = said.on_order or said.on_hand is not None
    version = variant.count_version + 1 if counted else variant.count_version
    counted_anew = replace(variant, count_version=version)
    if variant.weighed:
        return counted_anew.weighed_by(variant.weighed.at(said.price.amount))
    return replace(counted_anew, price=said.price.amount)
