"""Questions to the catalog from those who work on products."""

from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.catalog import Product
from gateway.pages.answers.working import Asked, BulkAnswer, Editing, Waiting
from gateway.pages.market.caller import Caller, parsed

SERVICE = "catalog"


async def asked(ask: Caller, slug: str, category: str, title: str, language: str) -> Asked:
    query = {"category": category, "title": title[:100], "lang": language}
    return await ask.get(Asked, SERVICE, f"/shops/{slug}/product-defaults", query)


async def editing(ask: Caller, product_id: str) -> Editing:
    return await ask.get(Editing, SERVICE, f"/products/{product_id}/editing")


async def change(ask: Caller, product_id: str, fields: dict[str, Any], version: int | None) -> None:
    """Only if nobody else did meanwhile: else a refusal with status 412."""
    headers = {"If-Match": f'"{version}"'} if version else None
    await ask.send("PATCH", SERVICE, f"/products/{product_id}", fields, headers=headers)


async def duplicate(ask: Caller, product_id: str, key: str) -> Product:
    found = await ask.send("POST", SERVICE, f"/products/{product_id}/duplicate", key=key)
    return parsed(Product, SERVICE, found)


async def offer_again(ask: Caller, product_id: str, variants: list[dict[str, Any]]) -> None:
    path = f"/products/{product_id}/offer-again"
    await ask.send("POST", SERVICE, path, {"variants": variants})


async def templates(ask: Caller, slug: str, cursor: str | None) -> Page[Product]:
    query = {"limit": 24, "cursor": cursor}
    return await ask.get(Page[Product], SERVICE, f"/shops/{slug}/templates", query)


async def bulk(ask: Caller, slug: str, body: dict[str, Any]) -> BulkAnswer:
    found = await ask.send("POST", SERVICE, f"/shops/{slug}/products/bulk", body)
    return parsed(BulkAnswer, SERVICE, found)


async def undo(ask: Caller, undo_id: str) -> None:
    await ask.send("POST", SERVICE, f"/undo/{undo_id}")


async def reviews(ask: Caller, cursor: str | None) -> Page[Waiting]:
    return await ask.get(Page[Waiting], SERVICE, "/reviews", {"limit": 24, "cursor": cursor})


async def decide(ask: Caller, product_id: str, verb: str, body: Any = None) -> None:
    await ask.send("POST", SERVICE, f"/products/{product_id}/{verb}", body)
