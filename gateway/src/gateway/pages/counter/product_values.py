"""The product form: what it shows, and what it sends to the catalog."""

from dataclasses import dataclass, field

from gateway.pages.answers.catalog import Product, Variant
from gateway.pages.context import Context
from gateway.pages.forms import Errors, Form
from gateway.presenters.numbers import read_amount, read_price, typed_price

_MOST_VARIANTS = 20


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

    @property
    def is_empty(self) -> bool:
        return not (self.id or self.label or self.price or self.content_amount)


@dataclass(slots=True)
class ProductValues:
    title: str = ""
    category: str = ""
    description: str = ""
    ingredients: str = ""
    allergens: dict[str, str] = field(default_factory=dict)
    allergens_reviewed: bool = False
    additives: list[str] = field(default_factory=list)
    origin: str = ""
    labels: str = ""
    picture: str = ""
    variants: list[VariantValues] = field(default_factory=lambda: [VariantValues()])


def from_product(product: Product) -> ProductValues:
    """The form as the product stands, with one empty row for another variant."""
    return ProductValues(
        title=product.title,
        category=product.category.key if product.category else "",
        description=product.description,
        ingredients=product.ingredients,
        allergens={allergen.key: allergen.state for allergen in product.allergens},
        allergens_reviewed=product.allergens_reviewed_at is not None,
        additives=[additive.key for additive in product.additives],
        origin=product.origin,
        labels=", ".join(label.key for label in product.labels),
        picture=product.picture,
        variants=[*map(_variant, product.variants), VariantValues()],
    )


def _variant(variant: Variant) -> VariantValues:
    content = variant.content_amount
    return VariantValues(
        id=variant.id,
        label=variant.label,
        price=typed_price(variant.price),
        content_amount="" if content is None else f"{content.normalize():f}".replace(".", ","),
        content_unit=variant.content_unit,
        sku=variant.sku,
        vat_class=variant.vat_class,
        deposit=typed_price(variant.deposit) if variant.deposit and variant.deposit.amount else "",
        deposit_kind=variant.deposit_kind,
    )


def from_form(form: Form) -> ProductValues:
    """The form as somebody sent it."""
    variants = [_sent_variant(form, n) for n in range(_MOST_VARIANTS)]
    while len(variants) > 1 and variants[-1].is_empty:
        variants.pop()
    allergens = form.starting("allergen-")
    return ProductValues(
        title=form.text("title"),
        category=form.text("category"),
        description=form.text("description"),
        ingredients=form.text("ingredients"),
        allergens={key: state for key, state in allergens.items() if state},
        allergens_reviewed=form.has("allergens_reviewed"),
        additives=form.all("additive"),
        origin=form.text("origin"),
        labels=form.text("labels"),
        picture=form.text("picture"),
        variants=[*variants, VariantValues()],
    )


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
    for number, variant in enumerate(values.variants):
        if number == 0 or not variant.is_empty:
            _check_variant(here, errors, f"variants-{number}-", variant)
    return errors


def _check_variant(here: Context, errors: Errors, name: str, variant: VariantValues) -> None:
    if read_price(variant.price) is None:
        errors.add(f"{name}price", str(here.text("error.price")))
    if variant.deposit and read_price(variant.deposit) is None:
        errors.add(f"{name}deposit", str(here.text("error.price")))
    if variant.content_amount and read_amount(variant.content_amount) is None:
        errors.add(f"{name}content_amount", str(here.text("error.number")))
    if variant.on_hand and not variant.on_hand.isdecimal():
        errors.add(f"{name}on_hand", str(here.text("error.number")))
