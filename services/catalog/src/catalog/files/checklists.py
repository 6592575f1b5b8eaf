"""Reads the region's first checklist and refuses one that contradicts itself."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from marketkit.yaml_file import read_yaml
from pydantic import BaseModel, ConfigDict, Field

from catalog.domain.checklist.editing import problems
from catalog.domain.checklist.first import FirstChecklist
from catalog.domain.checklist.requirement import (
    OF_PRODUCTS,
    BusinessType,
    Evidence,
    GivenBy,
    Requirement,
    Trait,
)
from catalog.files.region import RegionError


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RequirementShape(_Strict):
    key: str
    title: str
    named: str
    why: str
    evidence: Evidence
    types: tuple[BusinessType, ...] = tuple(BusinessType)
    plural: bool = False
    law: str = ""
    where: str = ""
    applies: Trait = Trait.ALWAYS
    field: str = ""
    proof: str = ""
    declaration: str = ""
    while_open: str = ""
    valid_months: int | None = Field(None, ge=1, le=120)
    blocks: bool = False
    voluntary: bool = False
    reviewed: bool = False
    waivable: bool = True
    given_by: GivenBy = GivenBy.SHOP

    def requirement(self) -> Requirement:
        return Requirement(**{name: getattr(self, name) for name in type(self).model_fields})


class _ChecklistsShape(_Strict):
    source: str
    valid_from: Any
    edition: str
    kinds: dict[BusinessType, tuple[str, ...]]
    traits: dict[Trait, tuple[str, ...]]
    requirements: tuple[RequirementShape, ...]


@cache
def load_checklist(folder: Path) -> FirstChecklist:
    """Raises OSError, pydantic.ValidationError or RegionError."""
    read = _ChecklistsShape.model_validate(read_yaml(folder / "checklists.yaml"))
    requirements = tuple(shape.requirement() for shape in read.requirements)
    if found := problems(requirements):
        message = "; ".join(f"{error.field}: {error.message}" for error in found)
        raise RegionError(message)
    if unknown := read.traits.keys() - OF_PRODUCTS:
        message = f"no category of goods can tell {sorted(unknown)}"
        raise RegionError(message)
    return FirstChecklist(
        edition=read.edition,
        requirements=requirements,
        stems=tuple(
            (stem.casefold(), type_) for type_, stems in read.kinds.items() for stem in stems
        ),
        traits=_by_profile(read.traits),
    )


def _by_profile(traits: Mapping[Trait, tuple[str, ...]]) -> Mapping[str, frozenset[Trait]]:
    profiles = {profile for listed in traits.values() for profile in listed}
    return {
        profile: frozenset(trait for trait, listed in traits.items() if profile in listed)
        for profile in profiles
    }
