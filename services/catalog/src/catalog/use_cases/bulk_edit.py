"""One change for many products of a shop: all of them or none, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from marketkit.db import Session
from marketkit.errors import FieldError, InvalidError

from catalog.domain import audit
from catalog.domain.freshness import Availability
from catalog.domain.product import Product, ProductStatus, Variant
from catalog.domain.region import Region
from catalog.domain.rights import Action, Actor, check_inside, check_may_edit_all
from catalog.domain.shop import Shop
from catalog.store import activity, products, reviews, shops
from catalog.use_cases.bulk_form import BulkForm
from catalog.use_cases.gate import Gate, load_gate
from catalog.use_cases.keep import Counts, keep_products
from catalog.use_cases.needed import actions_for
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.undo import remember


class NothingChangedError(InvalidError):
    code = "bulk_refused"
    message = "Es wurde nichts geändert, weil es bei einigen Produkten nicht geht."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one product, or why it cannot be."""

    before: Product
    after: Product
    problem: str = ""

    @property
    def is_change(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class BulkResult:
    outcomes: Sequence[Outcome] = ()
    missing: Sequence[UUID] = ()
    """Chosen, but not this shop's."""
    undo_id: UUID | None = None
    counted: Mapping[UUID, int | None] = field(default_factory=dict)


async def bulk_edit(slug: str, form: BulkForm, actor: Actor, around: Surroundings) -> BulkResult:
    """With `preview` nothing is written. Raises NothingChangedError naming each obstacle."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
        role = check_inside(actor, shop, around.clock.now())
        result = await _planned(session, form, shop, actor, around)
        if form.preview:
            return result
        _check(result, form)
        changed = [one for one in result.outcomes if one.is_change]
        await _keep(session, changed, shop, actor, around, result.counted)
        for one in changed:
            activity.note(
                session, actor, shop.id, role=role, at=around.clock.now(),
                action="product.changed_in_bulk", subject=one.after.title,
                changes=audit.diff_product(one.before, one.after),
            )  # fmt: skip
        # Goods that were counted may have been sold since: there is no number to go back to.
        pairs = [(one.before, one.after) for one in changed] if not form.stock else []
        undo_id = await remember(session, actor, "bulk", pairs, around.clock.now())
        return replace(result, undo_id=undo_id)


async def _planned(
    session: Session, form: BulkForm, shop: Shop, actor: Actor, around: Surroundings
) -> BulkResult:
    wanted = {chosen.id: chosen.version for chosen in form.products}
    found = await products.get_many(session, list(wanted), lock=not form.preview)
    ours = {id_: p for id_, p in found.items() if p.shop_id == shop.id}
    gate = await load_gate(session, shop, around)
    check_may_edit_all(actor, shop, [_right(form)], around.clock.now())
    outcomes = []
    now = around.clock.now()
    for id_ in [id_ for id_ in wanted if id_ in ours]:
        before = ours[id_]
        after = _changed(before, form, around.region)
        after = after if after == before else after.changed(now)
        problem = _problem(before, after, wanted[id_], form, gate)
        check_may_edit_all(actor, shop, actions_for(before, after), now)
        outcomes.append(Outcome(before, after, problem))
    counted = {v.id: _COUNTS[form.stock] for one in outcomes for v in one.after.variants}
    return BulkResult(
        outcomes, [id_ for id_ in wanted if id_ not in ours], None, counted if form.stock else {}
    )


def _right(form: BulkForm) -> Action:
    if form.price_percent is not None:
        return Action.PRICES
    return Action.STOCK if form.stock else Action.PRODUCTS


_COUNTS: Mapping[str, int | None] = {"": None, "out": 0, "on_order": None}


def _changed(product: Product, form: BulkForm, region: Region) -> Product:
    if form.price_percent is not None:
        return replace(product, variants=tuple(
            _dearer(variant, form.price_percent)
            for variant in product.variants
        ))  # fmt: skip
    if form.category:
        return _moved(product, form.category, region)
    if form.add_label:
        labels = tuple(dict.fromkeys([*product.labels, form.add_label]))
        return replace(product, labels=labels)
    if form.remove_label:
        kept = tuple(label for label in product.labels if label != form.remove_label)
        return replace(product, labels=kept)
    if form.stock:
        counted = (replace(v, count_version=v.count_version + 1) for v in product.variants)
        return replace(product, variants=tuple(counted))
    return replace(product, status=ProductStatus.WITHDRAWN)


def _moved(product: Product, category: str, region: Region) -> Product:
    """With the drawing of the new branch, unless another was chosen."""
    if category not in region.categories:
        raise InvalidError(errors=[FieldError("category", "Diese Kategorie gibt es nicht.")])
    drawn = region.categories[product.category].picture == product.picture
    picture = region.categories[category].picture if drawn else product.picture
    return replace(product, category=category, picture=picture)


def _dearer(variant: Variant, percent: Decimal) -> Variant:
    """Of what is sold by weight it is the kilogram that costs more."""
    if variant.weighed:
        per_kg = _raised(variant.weighed.per_kg, percent)
        return variant.weighed_by(variant.weighed.at(per_kg))
    return replace(variant, price=_raised(variant.price, percent))


def _raised(price: int, percent: Decimal) -> int:
    return int((price * (100 + percent) / 100).quantize(Decimal(1), ROUND_HALF_UP))


def _problem(before: Product, after: Product, expected: int, form: BulkForm, gate: Gate) -> str:
    if expected != before.version:
        return "Wurde inzwischen geändert."
    if form.stock and before.availability is Availability.SAID:
        return "Wird nicht gezählt: sag bei diesem Produkt „heute da“ oder „aus“."
    if any(variant.price <= 0 for variant in after.variants) and before != after:
        return "Der Preis wäre null."
    if not after.is_published or after == before:
        return ""
    return " ".join(error.message for error in gate.missing(after))


def _check(result: BulkResult, form: BulkForm) -> None:
    index = {chosen.id: number for number, chosen in enumerate(form.products)}
    errors = [
        FieldError(f"products[{index[one.before.id]}]", f"{one.before.title}: {one.problem}")
        for one in result.outcomes
        if one.problem
    ]
    errors += [
        FieldError(f"products[{index[id_]}]", "Dieses Produkt gehört nicht zum Laden.")
        for id_ in result.missing
    ]
    if errors:
        raise NothingChangedError(errors=errors)


async def _keep(
    session: Session, changed: Sequence[Outcome], shop: Shop, actor: Actor,
    around: Surroundings, counts: Counts,
) -> None:  # fmt: skip
    if not changed:
        return
    off = [
        one.after.id
        for one in changed
        if one.before.status is ProductStatus.IN_REVIEW is not one.after.status
    ]
    if off:
        await reviews.decide(session, off, "dropped", around.clock.now(), actor.id)
    await keep_products(session, [one.after for one in changed], shop, around, counts)
