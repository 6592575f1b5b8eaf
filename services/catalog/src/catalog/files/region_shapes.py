"""The region's files as they are written; unknown keys belong to other services."""

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

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
    place: str = ""


class PlaceShape(_Shape):
    name: str
    postal_code: str
    lat: float
    lon: float
    municipality: str = ""
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


class ConditionShape(_Shape):
    only_in: tuple[str, ...] = Field(default=(), alias="in")
    not_in: tuple[str, ...] = ()
    when: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class DemandShape(ConditionShape):
    key: str


class DefaultShape(DemandShape):
    value: str


class ChillShape(ConditionShape):
    temperature: str


class ProfileShape(_Shape):
    key: str
    name: dict[str, str]
    required: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    effects: dict[str, bool] = Field(default_factory=dict)
    demands: tuple[DemandShape, ...] = ()
    defaults: tuple[DefaultShape, ...] = ()
    temperature: str | None = None
    chill: tuple[ChillShape, ...] = ()
    withdrawal: str = "none"
    exceptions: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    age: int | None = None


class KeyAndName(_Shape):
    key: str
    name: dict[str, str]


class ProfilesShape(_Shape):
    profiles: tuple[ProfileShape, ...]
    temperatures: tuple[KeyAndName, ...] = ()
    withdrawals: tuple[KeyAndName, ...] = ()


class StatementShape(_Shape):
    key: str
    kind: Literal["text", "longtext", "choice", "choices", "number", "date", "bool", "address"]
    name: dict[str, str]
    help: dict[str, str] = Field(default_factory=dict)
    law: str
    missing: str
    at: str = ""
    choices: tuple[KeyAndName, ...] = ()
    choices_from: Literal["", "temperatures", "withdrawals"] = ""
    format: str = ""
    must_be: str = ""
    public: bool = True


class StatementsShape(_Shape):
    statements: tuple[StatementShape, ...]


class PromiseShape(_Shape):
    free_of: str = ""
    label: str = ""
    statement: str = ""

    @model_validator(mode="after")
    def _one(self) -> "PromiseShape":
        if sum(map(bool, (self.free_of, self.label, self.statement))) != 1:
            message = "a contradiction is about one promise"
            raise ValueError(message)
        return self


class ContradictionShape(_Shape):
    key: str
    promise: PromiseShape
    words: tuple[str, ...]
    exceptions: tuple[str, ...] = Field(default=(), alias="except")
    contains: tuple[str, ...] = ()
    reason: dict[str, str]


class PlausibleShape(_Shape):
    contradictions: tuple[ContradictionShape, ...] = ()


class NamedShape(_Shape):
    key: str
    name: dict[str, str]
    short: dict[str, str] | None = None


class AllergenShape(NamedShape):
    sub: tuple[str, ...] = ()
    must_name: bool = False


class AllergensShape(_Shape):
    allergens: tuple[AllergenShape, ...]


class AdditivesShape(_Shape):
    additives: tuple[NamedShape, ...]


class TaxModeShape(_Shape):
    key: str
    classes: tuple[str, ...] = Field(min_length=1)


class VatShape(_Shape):
    tax_modes: tuple[TaxModeShape, ...]


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


class DepositShape(_Shape):
    key: str
    amount: int | None
    reuse: Literal["single_use", "returnable"] = "returnable"


class DepositsShape(_Shape):
    deposits: tuple[DepositShape, ...]


class WordRuleShape(_Shape):
    key: str
    words: tuple[str, ...]
    exceptions: tuple[str, ...] = Field(default=(), alias="except")
    reason: dict[str, str]
    decision: str = ""
    needs: str = ""
    effect: str = ""
    fields: tuple[str, ...] = ()
    valid_from: date | None = None


class ForbiddenShape(_Shape):
    rules: tuple[WordRuleShape, ...] = ()
    claims: tuple[WordRuleShape, ...] = ()
    approval_profiles: tuple[str, ...] = ()
    approval_categories: tuple[str, ...] = ()
