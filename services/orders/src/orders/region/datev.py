"""Which accounts sales are booked on, parsed from `datev.yaml`."""

from pathlib import Path

from marketkit.yaml_file import read_yaml
from pydantic import BaseModel, ConfigDict, Field

from orders.domain.bookings import Chart


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Revenue(_Shape):
    tax_mode: str
    permille: int
    account: int
    name: str


class _Incoming(_Shape):
    creditor: int
    commission: int
    input_tax: dict[int, str]


class _File(_Shape):
    source: str
    chart: str = Field(pattern="^0[34]$")
    account_length: int = Field(ge=4, le=8)
    debtor: int
    unclear: int
    revenue: tuple[_Revenue, ...]
    incoming: _Incoming


def load_chart(region_dir: Path) -> Chart:
    """Raises when the file is missing or not as it should be."""
    found = _File.model_validate(read_yaml(region_dir / "datev.yaml"))
    return Chart(
        chart=found.chart,
        length=found.account_length,
        debtor=found.debtor,
        revenue={(each.tax_mode, each.permille): each.account for each in found.revenue},
        unclear=found.unclear,
        creditor=found.incoming.creditor,
        commission=found.incoming.commission,
        input_tax=found.incoming.input_tax,
    )
