"""Reads the region's rules for notices and recalls."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import holidays
from marketkit.yaml_file import read_yaml
from pydantic import BaseModel, ConfigDict

from catalog.domain.duties.rules import Constant, DutyRules, Police, Reason


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ReasonShape(_Shape):
    key: str
    danger: int
    law: str
    name: dict[str, str]
    anonymous: bool = False


class _ConstantShape(_Shape):
    key: str
    value: int
    valid_from: date
    source: str


class _HolidaysShape(_Shape):
    country: str
    state: str


class _PoliceShape(_Shape):
    phone: str
    name: dict[str, str]
    law: str


class _DutiesShape(_Shape):
    source: str
    valid_from: date
    reasons: tuple[_ReasonShape, ...]
    constants: tuple[_ConstantShape, ...]
    holidays: _HolidaysShape
    police: _PoliceShape
    contacts: dict[str, dict[str, Any]]


@cache
def load_duties(folder: Path) -> DutyRules:
    """Raises OSError or pydantic.ValidationError."""
    found = _DutiesShape.model_validate(read_yaml(folder / "duties.yaml"))
    return DutyRules(
        reasons={r.key: Reason(r.key, r.name, r.danger, r.law, r.anonymous) for r in found.reasons},
        constants=tuple(Constant(c.key, c.value, c.valid_from, c.source) for c in found.constants),
        # It lays out each year when it is first asked about it.
        holidays=holidays.country_holidays(
            found.holidays.country, subdiv=found.holidays.state, language="de"
        ),
        police=Police(found.police.phone, found.police.name, found.police.law),
        contacts=found.contacts,
    )
