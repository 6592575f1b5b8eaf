"""Who runs the market, parsed from `operator.yaml`."""

from pathlib import Path

from marketkit.yaml_file import read_yaml
from pydantic import BaseModel, ConfigDict, Field

from orders.domain.fee_invoice import Operator
from orders.domain.paper import Party


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    street: str
    postal_code: str
    place: str
    vat_id: str = ""
    tax_number: str = ""
    email: str = ""
    phone: str = ""
    prefix: str = Field(pattern="^[A-Z0-9]{1,8}$")
    tax_mode: str = "standard"
    iban: str = ""


def load_operator(region_dir: Path) -> Operator:
    """Raises when the file is missing or not as it should be."""
    found = _File.model_validate(read_yaml(region_dir / "operator.yaml"))
    party = Party(
        name=found.name,
        contact=found.name,
        street=found.street,
        postal_code=found.postal_code,
        place=found.place,
        vat_id=found.vat_id,
        tax_number=found.tax_number,
        email=found.email,
        phone=found.phone,
        is_business=True,
    )
    return Operator(party, found.prefix, found.tax_mode, found.iban)
