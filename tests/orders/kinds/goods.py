"""Goods of special kinds, as the catalogue tells them."""

from typing import Any
from uuid import UUID

from marketkit.clock import new_id
from marketkit.contracts import ProductChanged, StockCounted, VariantState, WeighedState
from orders.use_cases import take_over_catalog as take

from tests.orders.market import AShop, Market
from tests.support.asgi import AsgiClient


async def cheese(
    market: Market, shop: AShop, *, per_kg: int = 2490, grams: int = 300, max_grams: int = 350,
    **changes: Any,
) -> UUID:  # fmt: skip
    """By weight: usually 7.47, at most 8.72."""
    product_id, variant_id = new_id(), new_id()
    variant = VariantState(
        variant_id=variant_id, sku="k", price=per_kg * grams // 1000, vat_class="de_reduced",
        weighed=WeighedState(per_kg=per_kg, grams=grams, max_grams=max_grams), **changes,
    )  # fmt: skip
    async with market.database.transaction() as tx:
        await take.take_product(tx, ProductChanged(
            version=1, product_id=product_id, shop_id=shop.id, shop_slug=shop.slug,
            title="Bergkäse", slug="bergkaese", category="kaese",
            category_path=("lebensmittel", "kaese"), profile="food_chilled",
            published_at=market.clock.now(), variants=(variant,),
        ))  # fmt: skip
        await take.take_count(tx, StockCounted(
            version=1, variant_id=variant_id, product_id=product_id, shop_id=shop.id,
            on_hand=10, on_order=False,
        ))  # fmt: skip
    return variant_id


async def weigh(client: AsgiClient, part: str, *lines: list[int]) -> tuple[int, Any]:
    """The weights of the first lines, in their order."""
    body = {"lines": [{"position": n, "grams": grams} for n, grams in enumerate(lines, 1)]}
    answer = await client.post(f"/api/v1/shop-orders/{part}/weigh", json=body)
    return answer.status, answer.json()


async def empties(client: AsgiClient, part: str, **counted: int) -> tuple[int, Any]:
    lines = [{"deposit_kind": kind, "quantity": number} for kind, number in counted.items()]
    answer = await client.post(f"/api/v1/shop-orders/{part}/returns", json={"lines": lines})
    return answer.status, answer.json()
