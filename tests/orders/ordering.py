"""Placing an order in one line, for tests that begin after that."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from orders.store import holds, orders
from orders.use_cases.context import Context

from tests.orders.market import AShop, checkout_body
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


@dataclass(frozen=True)
class AnOrder:
    """What the checkout answered, and how its guest asks for it again."""

    body: dict[str, Any]

    @property
    def id(self) -> UUID:
        return UUID(self.body["id"])

    @property
    def parts(self) -> list[str]:
        return [part["id"] for part in self.body["shop_orders"]]

    def code(self, index: int = 0) -> str:
        code: str = self.body["shop_orders"][index]["pickup_code"]
        return code

    @property
    def path(self) -> str:
        return f"/api/v1/orders/{self.id}"

    @property
    def token(self) -> str:
        token: str = self.body["token"]
        return token


async def order(
    client: AsgiClient, *wanted: tuple[AShop, UUID, int], key: str = "k", **changes: Any
) -> AnOrder:
    lines = [{"variant_id": str(variant), "quantity": n} for _, variant, n in wanted]
    cart = (await client.post("/api/v1/carts", json={"lines": lines})).json()
    body = checkout_body([shop for shop, _, _ in wanted], **changes)
    answer = await client.post(
        f"/api/v1/carts/{cart['id']}/checkout", json=body, headers={"Idempotency-Key": key}
    )
    assert answer.status == 201, answer.text
    return AnOrder(answer.json())


def owner_of(client: AsgiClient, shop: AShop) -> AsgiClient:
    return client.as_(a_token("shop_staff", account_id=shop.owner))


async def verb(client: AsgiClient, part: str, name: str, **body: Any) -> tuple[int, Any]:
    """Status, and the shop order's state or the refusal's code."""
    answer = await client.post(f"/api/v1/shop-orders/{part}/{name}", json=body or None)
    found = answer.json()
    return answer.status, found["status"] if answer.status == 200 else found["code"]


async def pay(context: Context, order_id: UUID) -> bool:
    """What settling a payment does with order and holds; False when it came too late."""
    async with context.database.transaction() as tx:
        before = await orders.lock(tx, order_id)
        assert before
        if before.status != "awaiting_payment":
            return False
        await orders.save(tx, before, before.pay(at=datetime.now(UTC)))
        await holds.keep(tx, order_id)
    return True
