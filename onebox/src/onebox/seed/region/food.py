"""allergens.yaml, additives.yaml and season.yaml: what is in food, and when it grows."""

from typing import Annotated

from pydantic import Field

from onebox.seed.region.base import DatedFile, Key, Named, Words

Month = Annotated[int, Field(ge=1, le=12)]


class Allergen(Named):
    number: int = Field(ge=1, le=14)
    short: Words
    must_name: bool = False
    sub: list[str] = Field(default_factory=list)
    exempt: str = ""
    threshold: str = ""


class AllergensFile(DatedFile):
    states: list[Named]
    allergens: list[Allergen] = Field(min_length=14, max_length=14)


class AdditivesFile(DatedFile):
    additives: list[Named]


class Season(Named):
    months: list[Month] = Field(min_length=1)
    stored_until: Month | None = None
    picture: Key


class SeasonFile(DatedFile):
    items: list[Season]
