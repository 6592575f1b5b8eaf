"""What search tells: what the region asks for, without anybody who asked."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from marketkit.contracts.envelope import Event

LEAST_SEARCHERS: Final = 3
"""What fewer people than this searched for is told to nobody: it could be one person's secret."""

REGION: Final = "region"
"""Stands where a municipality would, when no place was named."""


class DemandObserved(Event, type="search.demand.observed.v1", key="demand_id", expected=True):
    """So many searched for this in one week and municipality; told again as the numbers grow."""

    demand_id: UUID
    """Of week, municipality and term together."""
    week: Annotated[str, Field(pattern=r"^\d{4}-W\d{2}$")]
    municipality: Annotated[str, Field(min_length=1)]
    """Its bare name, or `region` when no place was named."""
    term: Annotated[str, Field(min_length=1)]
    searches: int
    searchers: Annotated[int, Field(ge=LEAST_SEARCHERS)]
    zero_hits: Annotated[int, Field(ge=0)]
    """Searches to which no product had all the words."""
