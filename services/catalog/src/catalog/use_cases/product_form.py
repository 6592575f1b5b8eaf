"""What is typed about a product; the shape of the request bodies."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from marketkit.field_rules import broken_at
from marketkit.money import Money
from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from stdnum import ean

from catalog.domain.statements import NO, YES
from catalog.domain.unit_price import Exemption
from catalog.domain.weighed import HEAVIEST
from catalog.use_cases.texts import Form, Line, Name, Paragraphs, PictureKey, Word

MOST_VARIANTS = 50
MOST_LEAD_DAYS = 180
HIGHEST_PRICE = 10_000_000
"""A hundred thousand euros: above it a comma was forgotten."""


class MoneyForm(Money):
    """Whole cents in euros."""

    amount: int = Field(ge=0, le=HIGHEST_PRICE)
    currency: Literal["EUR"] = "EUR"


def _ean(text: str) -> str:
    """With a check digit that fits: a wrong one would name another article of the world."""
    if text and not ean.is_valid(text):
        message = "Diese EAN stimmt nicht: 8 oder 13 Ziffern, die letzte ist die Prüfziffer."
        raise ValueError(message)
    return ean.compact(text)


Content = Annotated[Decimal, Field(gt=0, le=1_000_000, max_digits=12, decimal_places=4)]
Ean = Annotated[Word, AfterValidator(_ean)]
Grams = Annotated[int, Field(ge=1, le=HEAVIEST)]
Pieces = Annotated[int, Field(ge=0, le=1_000_000)]


def _as_text(value: object) -> object:
    """`true`, `12.5` and `null` may be sent as what they are."""
    if isinstance(value, bool):
        return YES if value else NO
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float | Decimal) else value


Said = Annotated[Paragraphs, BeforeValidator(_as_text)]


class AllergenForm(Form):
    key: Word
    state: Literal["contains", "may_contain", "free_confirmed"]
    sub: Annotated[tuple[Word, ...], Field(max_length=20)] = ()
    """Which cereal, which nut; must be named for those."""


class WeighedForm(Form):
    """A price for the kilogram, about how much a piece weighs, and how much at the most."""

    per_kg: MoneyForm
    grams: Grams
    max_grams: Grams


class VariantChanges(Form):
    """With an id: part of that variant. Without: a new one, which needs a price."""

    id: UUID | None = None
    label: Line = ""
    sku: Word = ""
    ean: Ean = ""
    price: MoneyForm = MoneyForm(amount=0)
    vat_class: Word = ""
    content_amount: Content | None = None
    """Of one piece, in any unit or word for an amount that the region knows."""
    content_unit: Word | None = None
    content_count: Annotated[int, Field(ge=1, le=10_000)] = 1
    """Pieces in a multipack: six bottles of half a litre each."""
    content_drained: Content | None = None
    """The drained weight of one piece, in grams."""
    loose: bool = False
    """Weighed when the buyer asks for it; only then may the price per 100 g be said."""
    unit_price_exempt: Exemption | None = None
    deposit: MoneyForm | None = None
    deposit_kind: Word | None = None
    weighed: WeighedForm | None = None
    """Sold by weight: the price follows from it and is not sent."""
    on_hand: Pieces | None = None
    on_order: bool = False

    @model_validator(mode="after")
    def _price_of_a_new_one(self) -> "VariantChanges":
        if self.id is None and "price" not in self.model_fields_set and self.weighed is None:
            raise broken_at("price", message="Der Preis fehlt.")
        if self.on_order and self.on_hand is not None:
            message = "Entweder ein Bestand oder auf Bestellung, nicht beides."
            raise broken_at("on_hand", message=message)
        return self

    @property
    def says_stock(self) -> bool:
        """Whether somebody counted, or said that it is made on order."""
        return self.on_order or self.on_hand is not None


class NewVariant(VariantChanges):
    id: None = None
    price: MoneyForm

    @model_validator(mode="before")
    @classmethod
    def _priced_by_weight(cls, said: object) -> object:
        """Of what is sold by weight the price is worked out, so nobody need send one."""
        if isinstance(said, dict) and said.get("weighed") and "price" not in said:
            return said | {"price": {"amount": 0}}
        return said


class ProductChanges(Form):
    """Part of a product; what is not sent stays as it is."""

    title: Name = ""
    category: Word = ""
    description: Paragraphs = ""
    picture: PictureKey | None = None
    origin: Line = ""
    labels: Annotated[tuple[Word, ...], Field(max_length=20)] = ()
    ingredients: Paragraphs = ""
    allergens: Annotated[tuple[AllergenForm, ...], Field(max_length=14)] = ()
    allergens_reviewed: bool = False
    additives: Annotated[tuple[Word, ...], Field(max_length=30)] = ()
    details: dict[Word, Said] = Field(default_factory=dict, max_length=80)
    """Statements by key; those that are not sent stay, an empty one is taken back."""
    template: bool = False
    """Keep it as a pattern for next season."""
    lead_days: Annotated[int, Field(ge=0, le=MOST_LEAD_DAYS)] | None = None
    """So many days it takes to make; none: it is there when it is ordered."""
    variants: Annotated[tuple[VariantChanges, ...], Field(max_length=MOST_VARIANTS)] = ()


class ProductForm(ProductChanges):
    """A new product: a title, a category, and at least one variant with its price."""

    title: Name
    category: Word
    variants: Annotated[tuple[NewVariant, ...], Field(min_length=1, max_length=MOST_VARIANTS)]
