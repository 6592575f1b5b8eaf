"""What may be asked, and within which bounds."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from search.domain.query import Sort
from search.queries.ask import Asked


def _empty_is_none(value: object) -> object:
    """Forms send every field, the empty ones too."""
    return None if value == "" else value


OptionalText = Annotated[str | None, BeforeValidator(_empty_is_none)]


class SearchParameters(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)

    q: str = Field(default="", max_length=200, description="Words; all of them should match.")
    category: OptionalText = Field(
        default=None, max_length=80, description="A category key; includes those below it."
    )
    place: OptionalText = Field(
        default=None,
        max_length=80,
        description="A postal code or place of the region. Alone it means there; with "
        "`radius_km` around it; with `sort=nearest` anywhere, measured from it.",
    )
    radius_km: Annotated[float | None, BeforeValidator(_empty_is_none)] = Field(
        default=None, ge=1, le=100, description="Kilometres around `place`."
    )
    available: bool = Field(default=False, description="Only what can be had now.")
    shop: OptionalText = Field(default=None, max_length=80, description="A shop's slug or id.")
    sort: Sort = Field(default=Sort.BEST, description="`nearest` needs a place.")
    page: int = Field(default=1, ge=1, le=1000)
    per_page: int = Field(default=24, ge=1, le=60)
    literal: bool = Field(
        default=False, description="Search the words as they stand; read no place from them."
    )

    def asked(self) -> Asked:
        return Asked(**self.model_dump())


class SuggestParameters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    q: str = Field(max_length=80, description="What has been typed so far.")
