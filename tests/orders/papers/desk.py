"""Orders that are handed over, and what is told about it, for tests of papers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from marketkit.clock import new_id
from marketkit.contracts import RefundIssued, ShopOrderHandedOver, ShopOrderReduced
from orders.use_cases import want_paper

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, verb
from tests.support.asgi import AsgiClient

IMPRINT = {
    "legal_name": "Karl Morgenroth",
    "representative": "Karl Morgenroth",
    "legal_form": "Einzelunternehmen",
    "vat_id": "DE999236162",
}
ADDRESS = {"street": "Wendische Straße 1", "email": "laden@example.org", "phone": "03441 1234"}
BUSINESS = {
    "company": "Grundschule am Markt",
    "street": "Markt 5",
    "postal_code": "06712",
    "place": "Zeitz",
    "reference": "04011000-1234512345-06",
    "email": "rechnung@example.org",
}


@dataclass
class Desk:
    market: Market
    client: AsgiClient

    async def shop(self, **changes: Any) -> AShop:
        """One that has said everything an invoice needs."""
        return await self.market.shop(**({"imprint": IMPRINT} | ADDRESS | changes))

    async def sold(
        self, shop: AShop, *wanted: tuple[UUID, int], key: str = "k", **changes: Any
    ) -> AnOrder:
        """Ordered, prepared and handed over; nobody has been told yet."""
        placed = await order(
            self.client, *((shop, variant, n) for variant, n in wanted), key=key, **changes
        )
        staff = owner_of(self.client, shop)
        for index, part in enumerate(placed.parts):
            assert (await verb(staff, part, "accept"))[0] == 200
            assert (await verb(staff, part, "ready"))[0] == 200
            done = await verb(staff, part, "hand-over", pickup_code=placed.code(index))
            assert done == (200, "handed_over")
        return placed

    async def tell_handed_over(self) -> None:
        for payload in await self.market.events(ShopOrderHandedOver.type):
            event = ShopOrderHandedOver.model_validate(orjson.loads(payload))
            async with self.market.database.transaction() as tx:
                await want_paper.after_hand_over(self.market.context, tx, event)

    async def tell_reduced(self) -> None:
        for payload in await self.market.events(ShopOrderReduced.type):
            event = ShopOrderReduced.model_validate(orjson.loads(payload))
            async with self.market.database.transaction() as tx:
                await want_paper.after_reduction(self.market.context, tx, event)

    async def refund(
        self, placed: AnOrder, amount: int, *, payer: str = "shop", key: str = "", index: int = 0
    ) -> RefundIssued:
        """Money that has flowed back; the news of it, for the caller to tell."""
        refund_id, part = new_id(), UUID(placed.parts[index])
        await self.market.database.pool.execute(
            """
            INSERT INTO refund (id, order_id, shop_order_id, amount, reason, status, payer,
                idempotency_key, issued_at)
            VALUES ($1, $2, $3, $4, '', 'issued', $5, $6, now())
            """,
            refund_id, placed.id, part, amount, payer, key or str(refund_id),
        )  # fmt: skip
        return RefundIssued(
            version=1, refund_id=refund_id, order_id=placed.id, shop_order_id=part,
            amount=amount, occurred_at=self.market.clock.now(),
        )  # fmt: skip

    async def tell(self, event: RefundIssued) -> None:
        async with self.market.database.transaction() as tx:
            await want_paper.after_refund(self.market.context, tx, event)

    async def papers(self) -> list[Any]:
        rows: list[Any] = await self.market.database.pool.fetch(
            "SELECT * FROM invoice ORDER BY circle, year, seq"
        )
        return rows
