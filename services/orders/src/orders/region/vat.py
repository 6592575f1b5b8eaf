"""The region's VAT classes, parsed from `vat.yaml`."""

from datetime import date
from pathlib import Path

from marketkit.yaml_file import read_yaml
from pydantic import BaseModel, ConfigDict

from orders.domain.vat import Rate, VatTable

SMALL_CLASS = "de_zero_small"


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Rate(_Shape):
    permille: int
    valid_from: date
    valid_to: date | None = None


class _Class(_Shape):
    key: str
    rates: tuple[_Rate, ...]
    note: dict[str, str] = {}


class _Mode(_Shape):
    key: str
    classes: frozenset[str]


class _File(_Shape):
    classes: tuple[_Class, ...]
    tax_modes: tuple[_Mode, ...]


def load_vat(region_dir: Path) -> VatTable:
    """Raises when the file is missing or not as it should be: no market without its rates."""
    found = _File.model_validate(read_yaml(region_dir / "vat.yaml"))
    notes = {each.key: each.note["de"] for each in found.classes if each.note}
    return VatTable(
        rates={
            each.key: tuple(Rate(**rate.model_dump()) for rate in each.rates)
            for each in found.classes
        },
        notes=notes,
        modes={mode.key: mode.classes for mode in found.tax_modes},
        small_note=notes.get(SMALL_CLASS, ""),
    )
