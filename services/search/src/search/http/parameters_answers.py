"""What may be asked of the lists beside the search, and within which bounds."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from search.http.parameters import OptionalText, empty_is_none
from search.queries.asked import Asked


class BesideParameters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    product: UUID
    limit: int = Field(default=8, ge=1, le=24)


class ShopParameters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    q: str = Field(default="", max_length=200, description="Name, kind or trade; else goods.")
    place: OptionalText = Field(default=None, max_length=80)
    radius_km: Annotated[float | None, BeforeValidator(empty_is_none)] = Field(
        default=None, ge=1, le=100
    )
    near: OptionalText = Field(default=None, max_length=60, description="As in the search.")
    collect: OptionalText = Field(default=None, max_length=20, description="As in the search.")
    deliver_to: OptionalText = Field(default=None, max_length=10)
    category: OptionalText = Field(
        default=None, max_length=80, description="Only shops with goods of it."
    )
    limit: int = Field(default=48, ge=1, le=200)
    cursor: OptionalText = Field(default=None, max_length=60)

    def asked(self) -> Asked:
        return Asked(**self.model_dump(exclude={"limit", "cursor"}))


class DayParameters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    place: OptionalText = Field(default=None, max_length=80)
    near: OptionalText = Field(default=None, max_length=60, description="As in the search.")
    radius_km: Annotated[float | None, BeforeValidator(empty_is_none)] = Field(
        default=None, ge=1, le=100
    )

    def asked(self) -> Asked:
        return Asked(**self.model_dump())
