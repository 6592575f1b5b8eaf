"""A shop with bread on sale, two operators, and somebody who reports it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from tests.catalog.conftest import Desk, Market, ok
from tests.support.asgi import Answer, AsgiClient

WORDS = "Auf dem Etikett steht Bio, der Laden hat aber gar keine Kontrollnummer."


@dataclass
class Office:
    """Everybody around one product."""

    market: Market
    slug: str
    owner: AsgiClient
    operator: AsgiClient
    other_operator: AsgiClient
    product: dict[str, Any]
    shop_id: str

    @property
    def guest(self) -> AsgiClient:
        return self.market.guest

    def notice(self, **changes: Any) -> dict[str, Any]:
        return {
            "subject": f"product:{self.product['id']}",
            "reason": "organic",
            "explanation": WORDS,
            "name": "Rita Sommer",
            "email": "rita@example.org",
            "good_faith": True,
        } | changes

    async def report(self, **changes: Any) -> dict[str, Any]:
        answer: dict[str, Any] = ok(
            await self.guest.post("/api/v1/notices", json=self.notice(**changes)), 201
        )
        return answer

    async def case(self) -> dict[str, Any]:
        """The first in the queue, whole."""
        found = ok(await self.operator.get("/api/v1/moderation/cases"))["items"][0]
        return await self.case_of(found["id"])

    async def case_of(self, case_id: str) -> dict[str, Any]:
        path = f"/api/v1/moderation/cases/{case_id}"
        answer: dict[str, Any] = ok(await self.operator.get(path))
        return answer

    async def decide(
        self, case_id: str, measure: str, by: AsgiClient | None = None, **changes: Any
    ) -> Answer:
        body = {
            "measure": measure,
            "ground": "law",
            "basis": "Art. 30 VO (EU) 2018/848",
            "facts": "Im Titel steht Bio, eine Kontrollnummer fehlt.",
        } | changes
        path = f"/api/v1/moderation/cases/{case_id}/decide"
        return await (by or self.operator).post(path, json=body)

    async def decided(self, measure: str, **changes: Any) -> dict[str, Any]:
        await self.report(**changes)
        case = await self.case()
        answer: dict[str, Any] = ok(await self.decide(case["id"], measure))
        return answer

    async def status(self) -> str:
        path = f"/api/v1/products/{self.product['id']}"
        found: str = ok(await self.owner.get(path))["status"]
        return found

    async def mails(self, kind: str) -> list[dict[str, Any]]:
        rows = await self.market.db.pool.fetch(
            "SELECT to_address, facts FROM mail WHERE kind = $1 ORDER BY created_at", kind
        )
        return [{"to": row["to_address"], **row["facts"]} for row in rows]

    async def product_now(self) -> Answer:
        return await self.guest.get(f"/api/v1/products/{self.product['id']}")


@pytest.fixture
async def office(market: Market, desk: Desk) -> Office:
    product = await desk.on_sale()
    await desk.go_live()
    owner, _ = await desk.hand_over()
    shop = ok(await market.guest.get(f"/api/v1/shops/{desk.slug}"))
    return Office(
        market,
        desk.slug,
        owner,
        market.client("operator", name="Olga Ordnung"),
        market.client("operator", name="Otto Ordnung"),
        product,
        str(UUID(shop["id"])),
    )
