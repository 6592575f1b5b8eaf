"""Questions to the catalog."""

from collections.abc import Sequence
from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.catalog import (
    Categories,
    Category,
    Handover,
    HandoverLink,
    Product,
    Shop,
    ShopCard,
)
from gateway.pages.market.caller import Caller, parsed

SERVICE = "catalog"


async def categories(ask: Caller, language: str) -> Sequence[Category]:
    return (await ask.get(Categories, SERVICE, "/categories", {"lang": language})).items


async def shops(ask: Caller, **query: Any) -> Page[ShopCard]:
    return await ask.get(Page[ShopCard], SERVICE, "/shops", query)


async def shop(ask: Caller, slug: str) -> Shop:
    return await ask.get(Shop, SERVICE, f"/shops/{slug}")


async def my_shops(ask: Caller) -> Sequence[ShopCard]:
    return (await ask.get(Page[ShopCard], SERVICE, "/my/shops", {"limit": 100})).items


async def create_shop(ask: Caller, fields: dict[str, Any], key: str) -> Shop:
    return parsed(Shop, SERVICE, await ask.send("POST", SERVICE, "/shops", fields, key=key))


async def change_shop(ask: Caller, slug: str, fields: dict[str, Any]) -> None:
    await ask.send("PATCH", SERVICE, f"/shops/{slug}", fields)


async def open_or_pause(ask: Caller, slug: str, verb: str) -> None:
    await ask.send("POST", SERVICE, f"/shops/{slug}/{verb}")


async def hand_over(ask: Caller, slug: str, email: str) -> HandoverLink:
    body = {"email": email} if email else {}
    found = await ask.send("POST", SERVICE, f"/shops/{slug}/handover", body)
    return parsed(HandoverLink, SERVICE, found)


async def handover(ask: Caller, code: str) -> Handover:
    return await ask.get(Handover, SERVICE, f"/handovers/{code}")


async def accept_handover(ask: Caller, code: str) -> ShopCard:
    found = await ask.send("POST", SERVICE, f"/handovers/{code}/accept")
    return parsed(ShopCard, SERVICE, found)


async def shop_products(ask: Caller, slug: str, **query: Any) -> Page[Product]:
    return await ask.get(Page[Product], SERVICE, f"/shops/{slug}/products", query)


async def product(ask: Caller, product_id: str) -> Product:
    return await ask.get(Product, SERVICE, f"/products/{product_id}")


async def create_product(ask: Caller, slug: str, fields: dict[str, Any], key: str) -> Product:
    found = await ask.send("POST", SERVICE, f"/shops/{slug}/products", fields, key=key)
    return parsed(Product, SERVICE, found)


async def change_product(ask: Caller, product_id: str, fields: dict[str, Any]) -> None:
    await ask.send("PATCH", SERVICE, f"/products/{product_id}", fields)


async def publish_or_withdraw(ask: Caller, product_id: str, verb: str) -> None:
    await ask.send("POST", SERVICE, f"/products/{product_id}/{verb}")


async def add_image(ask: Caller, product_id: str, body: bytes, content_type: str) -> None:
    await ask.upstreams.send(
        "POST",
        SERVICE,
        f"/api/v1/products/{product_id}/images",
        principal=ask.principal,
        body=body,
        content_type=content_type,
        patience=20,
    )


async def remove_image(ask: Caller, product_id: str, image_id: str) -> None:
    await ask.send("DELETE", SERVICE, f"/products/{product_id}/images/{image_id}")
