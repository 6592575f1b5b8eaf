"""The region's files as they are written; unknown keys belong to other services."""

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from catalog.domain.units import Base


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class BoxShape(_Shape):
    south: float
    west: float
    north: float
    east: float


class RegionShape(_Shape):
    box: BoxShape


class PlaceShape(_Shape):
    name: str
    postal_code: str
    lat: float
    lon: float
    further_codes: tuple[str, ...] = ()


class PlacesShape(_Shape):
    places: tuple[PlaceShape, ...]


class CategoryShape(_Shape):
    key: str
    name: dict[str, str]
    profile: str
    picture: str | None = None
    vat_class: str | None = None
    children: "tuple[CategoryShape, ...]" = ()


class CategoriesShape(_Shape):
    categories: tuple[CategoryShape, ...]


class ProfileShape(_Shape):
    key: str
    name: dict[str, str]
    required: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    effects: dict[str, bool] = Field(default_factory=dict)


class ProfilesShape(_Shape):
    profiles: tuple[ProfileShape, ...]


class NamedShape(_Shape):
    key: str
    name: dict[str, str]
    short: dict[str, str] | None = None


class AllergensShape(_Shape):
    allergens: tuple[NamedShape, ...]


class AdditivesShape(_Shape):
    additives: tuple[NamedShape, ...]


class TaxModeShape(_Shape):
    key: str
    classes: tuple[str, ...] = Field(min_length=1)


class VatShape(_Shape):
    tax_modes: tuple[TaxModeShape, ...]


class DepositShape(_Shape):
    key: str
    amount: int | None


class DepositsShape(_Shape):
    deposits: tuple[DepositShape, ...]


class WordRuleShape(_Shape):
    key: str
    words: tuple[str, ...]
    exceptions: tuple[str, ...] = Field(default=(), alias="except")
    reason: dict[str, str]
    decision: str = ""
    needs: str = ""


class ForbiddenShape(_Shape):
    rules: tuple[WordRuleShape, ...] = ()
    claims: tuple[WordRuleShape, ...] = ()
class UnitShape(NamedShape):
    base: str | None
    factor: Decimal
    say: str | None = None
    """How the amount was measured, which must be said beside the unit price."""


class BaseShape(NamedShape):
    per: Base | None = None
    """How the base is written in answers; its key, when nothing else is said."""


class QuantityWordShape(NamedShape):
    pieces: Decimal | None = None
    amount: Decimal | None = None
    unit: str | None = None


class UnitsShape(_Shape):
    units: tuple[UnitShape, ...]
    bases: tuple[BaseShape, ...]
    quantity_words: tuple[QuantityWordShape, ...] = ()


class StrikeRuleShape(_Shape):
    key: str
    pattern: re.Pattern[str]
    reason: dict[str, str]


class StrikeWordsShape(_Shape):
    rules: tuple[StrikeRuleShape, ...]


