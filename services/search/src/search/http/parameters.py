"""What may be asked, and within which bounds."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from search.domain.diets import Diet, Trait
from search.domain.query import Sort
from search.queries.asked import Asked


def empty_is_none(value: object) -> object:
    """Forms send every field, the empty ones too."""
    return None if value == "" else value


def _empty_is_no(value: object) -> object:
    return False if value == "" else value


def _without_empty(values: object) -> object:
    return [value for value in values if value != ""] if isinstance(values, list) else values


OptionalText = Annotated[str | None, BeforeValidator(empty_is_none)]
Cents = Annotated[int | None, BeforeValidator(empty_is_none)]
Flag = Annotated[bool, BeforeValidator(_empty_is_no)]
ShopName = Annotated[str, Field(max_length=80)]
DEAREST = 100_000_000
"""A million euros."""


class SearchParameters(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)

    q: str = Field(default="", max_length=200, description="Words; all of them should match.")
    literal: Flag = Field(
        default=False, description="Search the words as they stand; read no filters from them."
    )
    category: OptionalText = Field(
        default=None, max_length=80, description="A category key; includes those below it."
    )
    shop: Annotated[list[ShopName], BeforeValidator(_without_empty)] = Field(
        default=[], max_length=20, description="A shop's slug or id; several: of any of them."
    )
    place: OptionalText = Field(
        default=None,
        max_length=80,
        description="A postal code or place of the region. Alone it means there; with "
        "`radius_km` around it; with `sort=nearest` anywhere, measured from it.",
    )
    near: OptionalText = Field(
        default=None,
        max_length=60,
        description="A position instead of a place: `51.05,12.14`. Three decimals are read. Alone "
        "it means within 10 km.",
    )
    radius_km: Annotated[float | None, BeforeValidator(empty_is_none)] = Field(
        default=None, ge=1, le=100, description="Kilometres around `place` or `near`."
    )
    collect: OptionalText = Field(
        default=None,
        max_length=20,
        description="Shops that still take orders for that day: `today`, `tomorrow`, `mo` … `su`, "
        "or a date within a week.",
    )
    deliver_to: OptionalText = Field(
        default=None, max_length=10, description="Shops that deliver to this postal code."
    )
    price_from: Cents = Field(default=None, ge=0, le=DEAREST, description="Cents.")
    price_to: Cents = Field(default=None, ge=0, le=DEAREST, description="Cents.")
    diet: Annotated[list[Diet], BeforeValidator(_without_empty)] = Field(
        default=[], max_length=10, description="All must hold; only what the shop has confirmed."
    )
    handmade: Flag = False
    organic: Flag = Field(default=False, description="With a certificate that holds.")
    offer: Flag = Field(default=False, description="At a reduced price now.")
    available: Flag = Field(default=False, description="Only what can be had now.")
    sort: Sort = Field(
        default=Sort.BEST,
        description="`nearest` needs a place or position. `unit_price` orders unit by unit "
        "(kg, l, pieces, …), what has none last.",
    )
    page: int = Field(default=1, ge=1, le=1000)
    per_page: int = Field(default=24, ge=1, le=60)
    explain: Flag = Field(default=False, description="Let each hit say why it stands there.")

    def asked(self) -> Asked:
        own = {"shop", "diet", "handmade", "organic", "offer"}
        traits = {Trait.HANDMADE: self.handmade, Trait.ORGANIC: self.organic}
        traits[Trait.OFFER] = self.offer
        return Asked(
            **self.model_dump(exclude=own),
            shops=frozenset(self.shop),
            diets=frozenset(self.diet),
            traits=frozenset(trait for trait, wanted in traits.items() if wanted),
        )


class SuggestParameters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    q: str = Field(max_length=80, description="What has been typed so far.")
