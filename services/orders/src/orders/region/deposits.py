"""The region's kinds of deposit, parsed from `deposits.yaml`."""

from collections.abc import Mapping
from pathlib import Path

from marketkit.yaml_file import read_yaml
from pydantic import BaseModel, ConfigDict

from orders.domain.empties import Deposit


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Kind(_Shape):
    key: str
    amount: int | None
    """None: every shop has its own, so nobody else can take it back."""
    name: dict[str, str]


class _File(_Shape):
    deposits: tuple[_Kind, ...]


def load_deposits(region_dir: Path) -> Mapping[str, Deposit]:
    """Those with one amount everywhere. Raises when the file is missing or wrong."""
    found = _File.model_validate(read_yaml(region_dir / "deposits.yaml"))
    return {
        each.key: Deposit(each.key, each.amount, each.name["de"])
        for each in found.deposits
        if each.amount
    }
