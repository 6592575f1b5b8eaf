"""What journeys are made of: open a shop, fill a shelf, buy, wait for the news to travel."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from tests.journeys.actors import JSON, Actor, RefusedError, a_product, a_shop

PATIENCE_SECONDS = 20


async def eventually(
    look: Callable[[], Awaitable[Any]], *, within: float = PATIENCE_SECONDS
) -> Any:
    """Events travel: ask again until the answer is there."""
    refusal: RefusedError | None = None
    try:
        async with asyncio.timeout(within):
            while True:
                try:
                    if found := await look():
                        return found
                except RefusedError as error:
                    refusal = error
                await asyncio.sleep(0.05)
    except TimeoutError as error:
        message = f"nothing came within {within} s; last refusal: {refusal}"
        raise AssertionError(message) from error


async def open_shop(advisor: Actor, owner: Actor, name: str, **changes: Any) -> JSON:
    """The advisor enters the business and hands it over; its owner opens it."""
    shop = await advisor.post("/shops", a_shop(name, **changes), key=uuid4().hex)
    link = await advisor.post(f"/shops/{shop['slug']}/handover", {})
    await owner.post(f"/handovers/{link['code']}/accept", {})
    opened: JSON = await owner.post(f"/shops/{shop['slug']}/go-live", {})
    return opened


async def put_on_shelf(owner: Actor, shop: JSON, title: str, price: int, **changes: Any) -> JSON:
    """List, publish, and wait until it can be bought and found."""
    product = await owner.post(
        f"/shops/{shop['slug']}/products", a_product(title, price, **changes), key=uuid4().hex
    )
    published: JSON = await owner.post(f"/products/{product['id']}/publish", {})

    async def stocked() -> bool:
        now = await owner.get(f"/products/{product['id']}")
        return bool(now["variants"][0]["available"] or now["variants"][0]["on_order"])

    async def found() -> bool:
        hits = (await owner.get("/search", q=title, per_page=20))["hits"]
        return any(hit["product_id"] == product["id"] and hit["available"] for hit in hits)

    await eventually(stocked)
    await eventually(found)
    return published


async def on_the_market(guest: Actor, title: str) -> None:
    """News from the shelf take a moment to reach the search."""

    async def found() -> bool:
        hits = (await guest.get("/search", q=title))["hits"]
        return any(hit["name"] == title and hit["available"] for hit in hits)

    await eventually(found)


async def fill_cart(buyer: Actor, *lines: tuple[JSON, int]) -> JSON:
    cart: JSON = await buyer.post(
        "/carts",
        {
            "lines": [
                {"variant_id": product["variants"][0]["id"], "quantity": quantity}
                for product, quantity in lines
            ]
        },
    )
    return cart


async def choose_slots(buyer: Actor, cart: JSON) -> dict[str, str]:
    """The first slot of every shop."""
    offered = await buyer.get(f"/carts/{cart['id']}/slots")
    return {shop["shop_id"]: shop["slots"][0]["start"] for shop in offered["shops"]}


async def check_out(
    buyer: Actor, cart: JSON, payment: str = "pickup", *, key: str | None = None
) -> JSON:
    body = {
        "contact": {"name": "Anna Beispiel", "email": "anna@example.org", "phone": "03441 1"},
        "slots": await choose_slots(buyer, cart),
        "payment": payment,
    }
    order: JSON = await buyer.post(f"/carts/{cart['id']}/checkout", body, key=key or uuid4().hex)
    return order


def part_of(order: JSON, shop: JSON) -> JSON:
    """The shop's own order inside an order."""
    part: JSON = next(p for p in order["shop_orders"] if p["shop"]["slug"] == shop["slug"])
    return part
