"""The shape of what operators send and see of words."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(max_length=200)]


class RuleForm(BaseModel):
    """Two-way: each of `words` finds the others. One-way: each of `words` also finds `finds`."""

    model_config = ConfigDict(extra="forbid")

    words: Annotated[list[Text], Field(max_length=50)]
    finds: Annotated[list[Text], Field(max_length=50)] = []
    two_way: bool = True


class RuleModel(BaseModel):
    id: UUID | None
    """None: it stands in the region's file and cannot be removed here."""
    words: list[str]
    finds: list[str]
    two_way: bool
    origin: Literal["own", "region"]
    created_at: datetime | None
    created_by: UUID | None


class RuleListModel(BaseModel):
    items: list[RuleModel]
    next: str | None
    total: int


class MeantModel(BaseModel):
    words: str
    why: Literal["spelling", "stem", "neighbour", "part"]
    products: int
    """How many have all of these words."""


class ProposalModel(BaseModel):
    id: UUID
    term: str
    searches: int
    searchers: int
    found_nothing: int
    meant: list[MeantModel]


class ProposalListModel(BaseModel):
    items: list[ProposalModel]
    next: str | None
