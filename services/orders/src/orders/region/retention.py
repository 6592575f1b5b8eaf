"""How long what is kept, parsed from `retention.yaml`."""

from pathlib import Path
from typing import Self

from marketkit.yaml_file import read_yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from orders.domain.retention import JOBS, Action, Matrix, Rule

PROOF_YEARS = 6
"""As the trigger on withdrawals says."""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Words(_Shape):
    de: str
    en: str


class _Rule(_Shape):
    key: str
    action: Action
    what: _Words
    why: _Words
    source: str
    days: int | None = Field(default=None, ge=1)
    years: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if (self.days is None) == (self.years is None):
            raise ValueError("either days or years")
        if (self.action in {Action.DELETE, Action.ANONYMISE}) != (self.key in JOBS):
            raise ValueError("nobody knows how to do that")
        if self.key == "withdrawals" and (self.years or 0) < PROOF_YEARS:
            raise ValueError("the database keeps this proof for longer")
        return self


class _File(_Shape):
    source: str
    rules: tuple[_Rule, ...]


def load_retention(region_dir: Path) -> Matrix:
    """Raises when the file is missing or not as it should be: nothing is deleted on a guess."""
    found = _File.model_validate(read_yaml(region_dir / "retention.yaml"))
    return Matrix(found.source, tuple(Rule(**rule.model_dump()) for rule in found.rules))
