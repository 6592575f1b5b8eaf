"""The shapes that all region files share: strict entries with a key and names in two languages."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
PostalCode = Annotated[str, Field(pattern=r"^\d{5}$")]
Land = Annotated[str, Field(pattern=r"^(ST|SN|TH)$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Strict):
    de: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Named(Strict):
    key: Key
    name: Words


class DatedFile(Strict):
    valid_from: date
    source: str = ""
