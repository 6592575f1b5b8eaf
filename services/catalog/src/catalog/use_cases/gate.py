"""The publish gate for one shop on one day, with all that it has to know.

The only way to it: a gate that is asked without the shop's certificate would let words through.
"""

from dataclasses import dataclass
from datetime import date

from marketkit.db import Session
from marketkit.errors import FieldError

from catalog.domain import publish_gate
from catalog.domain.product import Product
from catalog.domain.region import Region
from catalog.domain.shop import Shop
from catalog.store import proofs
from catalog.use_cases.ports import Surroundings

ORGANIC = "organic"


@dataclass(frozen=True, slots=True)
class Gate:
    """Good for any number of the shop's products."""

    shop: Shop
    region: Region
    organic: bool
    """Whether the shop has an organic certificate that still holds."""
    on: date

    def gaps(self, product: Product) -> list[FieldError]:
        return publish_gate.gaps(product, self.shop, self.region, organic=self.organic, on=self.on)

    def missing(self, product: Product) -> list[FieldError]:
        return publish_gate.missing(
            product, self.shop, self.region, organic=self.organic, on=self.on
        )

    def check_fit(self, product: Product) -> None:
        publish_gate.check_fit(product, self.shop, self.region, organic=self.organic, on=self.on)

    def check_publishable(self, product: Product) -> None:
        publish_gate.check_publishable(
            product, self.shop, self.region, organic=self.organic, on=self.on
        )


async def load_gate(session: Session, shop: Shop, around: Surroundings) -> Gate:
    """One query. For who has shown no certificate, the control number counts."""
    proof = (await proofs.of_shop(session, shop.id)).get(ORGANIC)
    today = around.today()
    organic = proof.counts_on(today) if proof else bool(shop.organic_code)
    return Gate(shop, around.region, organic, today)
