"""From what was typed about variants to the variants."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from marketkit.clock import new_id
from marketkit.errors import FieldError, InvalidError

from catalog.domain.freshness import Availability, Saying
from catalog.domain.product import Product, Variant
from catalog.domain.region import Region
from catalog.domain.shop import Shop
from catalog.domain.vat import usual_class, vat_problem
from catalog.domain.weighed import Weighed
from catalog.domain.weighed import problems as weight_problems
from catalog.use_cases.product_form import MOST_VARIANTS, VariantChanges

_AS_TYPED = (
    "label", "sku", "ean", "vat_class", "content_amount", "content_unit", "content_count",
    "content_drained", "loose", "unit_price_exempt", "deposit_kind",
)  # fmt: skip


def apply_variants(
    product: Product, forms: Sequence[VariantChanges], shop: Shop, region: Region
) -> Product:
    """Variants with an id are changed, those without are added; the others stay."""
    known = dict(product.variant_ids())
    errors: list[FieldError] = []
    for index, form in enumerate(forms):
        if form.id is not None and form.id not in known:
            errors.append(
                FieldError(f"variants[{index}].id", "Diese Variante gehört nicht zum Produkt.")
            )
            continue
        before = known.get(form.id) if form.id else None
        variant = _variant(before, form, product, shop, region)
        found = [
            *_contradictions(variant, form, shop, region),
            *_weight_problems(variant, form),
            *_not_counted(product, form),
        ]
        errors += [FieldError(f"variants[{index}].{e.field}", e.message) for e in found]
        known[variant.id] = variant
    errors += _repeated(list(known.values()))
    if len(known) > MOST_VARIANTS:
        errors.append(FieldError("variants", f"Mehr als {MOST_VARIANTS} Varianten gehen nicht."))
    if errors:
        raise InvalidError(errors=errors)
    return replace(product, variants=tuple(known.values()))


def _variant(
    before: Variant | None, form: VariantChanges, product: Product, shop: Shop, region: Region
) -> Variant:
    sent = form.model_fields_set
    values: dict[str, Any] = {name: getattr(form, name) for name in _AS_TYPED if name in sent}
    if "price" in sent:
        values["price"] = form.price.amount
    if {"deposit", "deposit_kind"} & sent:
        values["deposit"] = _deposit(form, region)
    if before is None:
        before = _blank(product, shop, region)
    # An article number or tax class left blank keeps the one there is.
    kept = {name for name in ("sku", "vat_class") if values.get(name) == ""}
    variant = replace(before, **{name: v for name, v in values.items() if name not in kept})
    variant = _measured(variant, sent, region)
    variant = variant.weighed_by(_weighed(before, form))
    if product.availability is Availability.SAID:
        return variant.told() if form.id is None else variant
    if form.says_stock:
        return replace(variant, count_version=variant.count_version + 1, counted=form.on_hand)
    return variant


def _weighed(before: Variant, form: VariantChanges) -> Weighed | None:
    if "weighed" not in form.model_fields_set:
        return before.weighed
    said = form.weighed
    return Weighed(said.per_kg.amount, said.grams, said.max_grams) if said else None


def _weight_problems(variant: Variant, form: VariantChanges) -> Iterable[FieldError]:
    weighed = variant.weighed
    if weighed is None:
        return
    for problem in weight_problems(weighed):
        yield FieldError(f"weighed.{problem.field}", problem.message)
    typed = form.price.amount if "price" in form.model_fields_set else 0
    if typed not in {0, weighed.price}:
        yield FieldError(
            "price", "Der Preis ergibt sich aus dem Preis je kg und dem üblichen Gewicht."
        )
    if variant.promo_price is not None:
        yield FieldError("weighed", "Beende erst die Aktion, die für diese Ware läuft.")


def _not_counted(product: Product, form: VariantChanges) -> Iterable[FieldError]:
    """A number for one size of goods that nobody counts would leave the others in the dark."""
    on_order = form.on_order and product.said is not Saying.ON_ORDER
    if product.availability is Availability.SAID and (form.on_hand is not None or on_order):
        yield FieldError(
            "on_hand", "Dieses Produkt wird nicht gezählt. Tipp auf „heute da“, „auf Bestellung“ "
            "oder „aus“, oder stell es erst auf Zählen um.",
        )  # fmt: skip


def _measured(variant: Variant, sent: Collection[str], region: Region) -> Variant:
    """Two pounds as one kilogram, a dozen as twelve pieces."""
    amount, unit = variant.content_amount, variant.content_unit
    if amount is None or unit is None or not {"content_amount", "content_unit"} & set(sent):
        return variant
    amount, unit = region.units.measured(amount, region.units.find(unit) or unit)
    return replace(variant, content_amount=amount, content_unit=unit)


def _blank(product: Product, shop: Shop, region: Region) -> Variant:
    """A new variant with the article number and tax class one would expect."""
    new = new_id()
    return Variant(
        id=new,
        sku=f"{product.slug[:12].upper().strip('-')}-{new.hex[-6:].upper()}",
        label="",
        price=0,
        vat_class=usual_class(region, shop.tax_mode, product.category),
    )


def _deposit(form: VariantChanges, region: Region) -> int:
    if form.deposit is not None:
        return form.deposit.amount
    return region.deposits.get(form.deposit_kind or "") or 0


def _contradictions(
    variant: Variant, form: VariantChanges, shop: Shop, region: Region
) -> Iterable[FieldError]:
    problem = vat_problem(region, shop.tax_mode, variant.vat_class)
    if problem and (form.id is None or form.vat_class):
        yield FieldError("vat_class", problem)
    if (variant.content_amount is None) != (variant.content_unit is None):
        yield FieldError("content_amount", "Menge und Einheit gehören zusammen.")
    if variant.content_unit is not None and not region.units.knows(variant.content_unit):
        yield FieldError("content_unit", f"Möglich sind: {', '.join(region.units.keys())}.")
    if variant.content_drained is not None and variant.content_amount is None:
        yield FieldError("content_amount", "Zum Abtropfgewicht gehört auch die Füllmenge.")
    yield from _deposit_problems(variant, region)


def _deposit_problems(variant: Variant, region: Region) -> Iterable[FieldError]:
    kind = variant.deposit_kind
    if kind is None:
        return
    if kind not in region.deposits:
        yield FieldError("deposit_kind", f"Möglich sind: {', '.join(region.deposits)}.")
    elif (fixed := region.deposits[kind]) and not _adds_up(variant.deposit, fixed, region):
        euros = f"{fixed / 100:.2f}".replace(".", ",")
        yield FieldError("deposit", f"Dieses Pfand beträgt {euros} € je Gebinde.")


def _adds_up(deposit: int, fixed: int, region: Region) -> bool:
    """One such container and any number of one kind more: a crate of twenty bottles, a six-pack."""
    rest = deposit - fixed
    return rest >= 0 and any(rest % amount == 0 for amount in region.deposits.values() if amount)


def _repeated(variants: Sequence[Variant]) -> list[FieldError]:
    skus = [variant.sku for variant in variants]
    return [
        FieldError(f"variants[{index}].sku", "Diese Artikelnummer steht zweimal da.")
        for index, sku in enumerate(skus)
        if sku in skus[:index]
    ]
