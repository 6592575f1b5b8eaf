"""What stands in the seed files, and the request bodies that come out of it."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from onebox.seed.region.base import Key, PostalCode, Strict

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Cents = Annotated[int, Field(gt=0)]
AllergenState = Literal["contains", "may_contain", "free_confirmed"]


class Imprint(Strict):
    legal_name: str
    representative: str
    legal_form: str
    vat_id: Annotated[str, Field(pattern=r"^DE999\d{6}$")]


class Delivery(Strict):
    """Where a shop brings its goods to itself; cents."""

    postal_codes: list[PostalCode]
    fee: int = 0
    free_from: int | None = None
    minimum: int = 0
    days: list[Literal["mo", "tu", "we", "th", "fr", "sa", "su"]] = Field(default_factory=list)
    note: str = ""

    def body(self) -> dict[str, Any]:
        free_from = None if self.free_from is None else _euros(self.free_from)
        money = {"fee": _euros(self.fee), "free_from": free_from, "minimum": _euros(self.minimum)}
        return self.model_dump() | money


class SeedShop(Strict):
    slug: Slug
    name: str
    kind: str
    mail: str = ""
    tagline: str
    story: str
    street: str
    postal_code: PostalCode
    place: str
    lat: float
    lon: float
    phone: str
    email: Annotated[str, Field(pattern=r"@example\.org$")]
    opening_hours: str
    preparation_minutes: int
    pickup_note: str
    delivery: Delivery | None = None
    imprint: Imprint
    tax_mode: Key
    picture: Key
    numbers: dict[Key, str] = Field(default_factory=dict)
    """Proofs by kind; only those that are asked for are shown."""
    leaves_open: list[Key] = Field(default_factory=list)
    """Lines of the checklist that stay to be done, so that every light can be seen."""
    refused: dict[Key, str] = Field(default_factory=dict)
    """Lines that were looked at after opening and found wrong, with the reason."""

    def body(self) -> dict[str, Any]:
        elsewhere = {"slug", "mail", "numbers", "leaves_open", "refused", "delivery"}
        said = self.model_dump(exclude=elsewhere)
        return said | ({"delivery": self.delivery.body()} if self.delivery else {})


class SeedWeighed(Strict):
    """Sold by weight; cents and grams."""

    per_kg: Cents
    grams: int
    max_grams: int

    def body(self) -> dict[str, Any]:
        return self.model_dump() | {"per_kg": _euros(self.per_kg)}


class SeedVariant(Strict):
    sku: str
    label: str = ""
    price: Cents | None = None
    weighed: SeedWeighed | None = None
    vat_class: Key
    content_amount: Decimal | None = None
    content_unit: Key | None = None
    deposit: Cents | None = None
    deposit_kind: Key | None = None
    on_hand: int | None = None
    on_order: bool = False

    @model_validator(mode="after")
    def _one_way_to_have_it(self) -> "SeedVariant":
        if self.on_order == (self.on_hand is not None):
            raise ValueError(f"{self.sku}: either on hand or on order")
        if (self.price is None) == (self.weighed is None):
            raise ValueError(f"{self.sku}: either a price or one for the kilogram")
        return self

    def body(self) -> dict[str, Any]:
        said = self.model_dump(mode="json", exclude_defaults=True)
        for field in ("price", "deposit"):
            if field in said:
                said[field] = _euros(said[field])
        return said | ({"weighed": self.weighed.body()} if self.weighed else {})


class SeedProduct(Strict):
    title: str
    category: Key
    picture: Key
    description: str
    origin: str = ""
    labels: list[str] = Field(default_factory=list)
    ingredients: str = ""
    allergens: dict[Key, AllergenState] | None = None
    allergen_kinds: dict[Key, list[str]] = Field(default_factory=dict)
    """Which cereals, which nuts."""
    additives: list[Key] = Field(default_factory=list)
    details: dict[Key, str] = Field(default_factory=dict)
    lead_days: int | None = None
    said: Literal["today", "on_order", "out"] | None = None
    """Not counted: the shop says whether it is there."""
    variants: list[SeedVariant] = Field(min_length=1, max_length=3)

    @property
    def skus(self) -> list[str]:
        return [variant.sku for variant in self.variants]

    def body(self) -> dict[str, Any]:
        elsewhere = {"variants", "allergens", "allergen_kinds", "said"}
        said = self.model_dump(exclude=elsewhere, exclude_defaults=True)
        if self.allergens is not None:
            said["allergens"] = [
                {"key": key, "state": state, "sub": self.allergen_kinds.get(key, [])}
                for key, state in self.allergens.items()
            ]
            said["allergens_reviewed"] = True
        return said | {"variants": [variant.body() for variant in self.variants]}


class ShopsFile(Strict):
    shops: list[SeedShop]


class ProductsFile(Strict):
    shop: Slug
    products: list[SeedProduct]


class WindowFile(Strict):
    window: list[str]


def _euros(cents: int) -> dict[str, Any]:
    return {"amount": cents, "currency": "EUR"}
