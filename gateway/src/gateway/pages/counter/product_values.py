"""The product form: what it shows, and what it sends to the catalog."""

from dataclasses import dataclass, field

from gateway.pages.answers.catalog import Product, Variant
from gateway.pages.answers.working import Asked, Editing
from gateway.pages.context import Context
from gateway.pages.forms import Errors, Form
from gateway.presenters.numbers import read_amount, read_grams, read_price, typed_price

MOST_VARIANTS = 20
_TEXTS = ("title", "category", "description", "ingredients", "origin", "labels", "lead_days")
MANY = ("additive",)
"""Fields that may have several values."""


@dataclass(slots=True)
class VariantValues:
    id: str = ""
    label: str = ""
    price: str = ""
    content_amount: str = ""
    content_unit: str = ""
    sku: str = ""
    vat_class: str = ""
    deposit: str = ""
    deposit_kind: str = ""
    on_hand: str = ""
    per_kg: str = ""
    grams: str = ""
    max_grams: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.id or self.label or self.price or self.content_amount or self.per_kg)

    @property
    def is_weighed(self) -> bool:
        """Whether anything was said of its weight: then it has no price of its own."""
        return bool(self.per_kg or self.grams or self.max_grams)


@dataclass(slots=True)
class ProductValues:
    title: str = ""
    category: str = ""
    description: str = ""
    ingredients: str = ""
    allergens: dict[str, str] = field(default_factory=dict)
    allergen_kinds: dict[str, list[str]] = field(default_factory=dict)
    allergens_reviewed: bool = False
    additives: list[str] = field(default_factory=list)
    origin: str = ""
    labels: str = ""
    picture: str = ""
    template: bool = False
    lead_days: str = ""
    details: dict[str, str] = field(default_factory=dict)
    asked_for: str = ""
    """The category whose statements the form showed."""
    version: int | None = None
    variants: list[VariantValues] = field(default_factory=lambda: [VariantValues()])


def from_product(product: Product, inside: Editing | None = None) -> ProductValues:
    """The form as the product stands, with one empty row for another variant."""
    return ProductValues(
        title=product.title,
        category=product.category.key if product.category else "",
        description=product.description,
        ingredients=product.ingredients,
        allergens={allergen.key: allergen.state for allergen in product.allergens},
        allergen_kinds={a.key: list(a.sub) for a in product.allergens if a.sub},
        allergens_reviewed=product.allergens_reviewed_at is not None,
        additives=[additive.key for additive in product.additives],
        origin=product.origin,
        labels=", ".join(label.key for label in product.labels),
        picture=product.picture,
        template=inside.template if inside else False,
        lead_days=str(product.lead_days or ""),
        details=dict(inside.details if inside else product.details),
        asked_for=product.category.key if product.category else "",
        version=product.version,
        variants=[*map(_variant, product.variants), VariantValues()],
    )


def filled_in(values: ProductValues, asked: Asked) -> ProductValues:
    """With what the shop would say again, where nothing has been said yet."""
    usual, first = asked.defaults, values.variants[0]
    values.details = {**usual.details, **{k: v for k, v in values.details.items() if v}}
    values.origin = values.origin or (usual.origin if asked.needs("origin") else "")
    values.labels = values.labels or ", ".join(usual.labels)
    first.content_unit = first.content_unit or usual.content_unit
    if usual.deposit_kind and not first.deposit_kind:
        first.deposit_kind = usual.deposit_kind
    values.asked_for = asked.category
    return values


def _variant(variant: Variant) -> VariantValues:
    content, weighed = variant.content_amount, variant.weighed
    return VariantValues(
        id=variant.id,
        label=variant.label,
        price="" if weighed else typed_price(variant.usual_price),
        content_amount="" if content is None else f"{content.normalize():f}".replace(".", ","),
        content_unit=variant.content_unit,
        sku=variant.sku,
        vat_class=variant.vat_class,
        deposit=typed_price(variant.deposit) if variant.deposit and variant.deposit.amount else "",
        deposit_kind=variant.deposit_kind,
        per_kg=typed_price(weighed.per_kg) if weighed else "",
        grams=str(weighed.grams) if weighed else "",
        max_grams=str(weighed.max_grams) if weighed else "",
    )


def from_form(form: Form) -> ProductValues:
    """The form as somebody sent it."""
    variants = [_sent_variant(form, n) for n in range(MOST_VARIANTS)]
    while len(variants) > 1 and variants[-1].is_empty:
        variants.pop()
    states = {key: state for key, state in form.starting("allergen-").items() if state}
    kinds = _kinds(form)
    # Naming the cereal says that it is in there.
    states |= {key: "contains" for key, named in kinds.items() if named and key not in states}
    return ProductValues(
        title=form.text("title"),
        category=form.text("category"),
        description=form.text("description"),
        ingredients=form.text("ingredients"),
        allergens=states,
        allergen_kinds=kinds,
        allergens_reviewed=form.has("allergens_reviewed"),
        additives=form.all("additive"),
        origin=form.text("origin"),
        labels=form.text("labels"),
        picture=form.text("picture"),
        template=form.has("template"),
        lead_days=form.text("lead_days"),
        details={key: ",".join(form.all(f"details-{key}")) for key in _asked(form)},
        asked_for=form.text("asked_for"),
        version=form.number("version"),
        variants=[*variants, VariantValues()],
    )


def as_fields(values: ProductValues) -> dict[str, str]:
    """Flat, as the form would send it; several values of a field stand line by line."""
    fields = {name: getattr(values, name) for name in _TEXTS}
    fields |= {f"details-{key}": value for key, value in values.details.items()}
    fields |= {f"allergen-{key}": state for key, state in values.allergens.items()}
    fields |= {f"kinds-{key}": "\n".join(named) for key, named in values.allergen_kinds.items()}
    fields["additive"] = "\n".join(values.additives)
    fields |= {"picture": values.picture, "template": "true" if values.template else ""}
    fields["allergens_reviewed"] = "true" if values.allergens_reviewed else ""
    for number, variant in enumerate(v for v in values.variants if not v.is_empty):
        for name in VariantValues.__dataclass_fields__:
            if name != "on_hand":
                fields[f"variants-{number}-{name}"] = getattr(variant, name)
    return fields


def many_of(fields: dict[str, str]) -> list[str]:
    return [*MANY, *(name for name in fields if name.startswith("kinds-"))]


def _asked(form: Form) -> list[str]:
    """Statements the form showed: a box that is not ticked is sent by nobody."""
    return [*dict.fromkeys([*form.all("asked"), *form.starting("details-")])]


def _kinds(form: Form) -> dict[str, list[str]]:
    keys = form.starting("kinds-")
    return {key: form.all(f"kinds-{key}") for key in keys}


def _sent_variant(form: Form, number: int) -> VariantValues:
    names = VariantValues.__dataclass_fields__
    return VariantValues(**{name: form.text(f"variants-{number}-{name}") for name in names})


def check(here: Context, values: ProductValues) -> Errors:
    """What can be seen without the catalog: a price that is none, an amount that is none."""
    errors = Errors()
    if not values.title:
        errors.add("title", str(here.text("error.title")))
    if not values.category:
        errors.add("category", str(here.text("error.category")))
    if values.lead_days and not values.lead_days.isdecimal():
        errors.add("lead_days", str(here.text("error.number")))
    for number, variant in enumerate(values.variants):
        if number == 0 or not variant.is_empty:
            _check_variant(here, errors, f"variants-{number}-", variant)
    return errors


def _check_variant(here: Context, errors: Errors, name: str, variant: VariantValues) -> None:
    if variant.is_weighed:
        _check_weight(here, errors, name, variant)
    elif read_price(variant.price) is None:
        errors.add(f"{name}price", str(here.text("error.price")))
    if variant.deposit and read_price(variant.deposit) is None:
        errors.add(f"{name}deposit", str(here.text("error.price")))
    if variant.content_amount and read_amount(variant.content_amount) is None:
        errors.add(f"{name}content_amount", str(here.text("error.number")))
    if variant.on_hand and not variant.on_hand.isdecimal():
        errors.add(f"{name}on_hand", str(here.text("error.number")))


def _check_weight(here: Context, errors: Errors, name: str, variant: VariantValues) -> None:
    if read_price(variant.per_kg) is None:
        errors.add(f"{name}per_kg", str(here.text("error.price")))
    for field_name in ("grams", "max_grams"):
        if read_grams(getattr(variant, field_name)) is None:
            errors.add(f"{name}{field_name}", str(here.text("error.grams")))
