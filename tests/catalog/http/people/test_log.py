"""The log of a shop: everybody's changes, with what was there before."""

from datetime import timedelta
from typing import Any

from catalog.http.shapes import ListOf
from catalog.http.shop_shapes import ActivityShape

from tests.catalog.conftest import Desk, Market, ok
from tests.support.asgi import AsgiClient


async def log(reader: AsgiClient, slug: str, **query: Any) -> list[dict[str, Any]]:
    page = ok(await reader.get(f"/api/v1/shops/{slug}/activity", query=query))
    ListOf[ActivityShape].model_validate(page)
    items: list[dict[str, Any]] = page["items"]
    return items


async def test_owner_and_advisor_stand_in_one_log_with_the_values_before(
    desk: Desk, market: Market
) -> None:
    product = await desk.on_sale()
    owner, _ = await desk.hand_over()
    item, variant = f"/api/v1/products/{product['id']}", product["variants"][0]
    prices = {"variants": [{"id": variant["id"], "price": {"amount": 520}}]}
    ok(await desk.advisor.patch(item, json=prices))
    ok(await owner.patch(f"/api/v1/shops/{desk.slug}", json={"tagline": "von mir"}))

    newest = await log(owner, desk.slug, limit=2)

    assert [(i["action"], i["by"], i["role"], i["for_the_shop"]) for i in newest] == [
        ("shop.changed", "Greta Morgenroth", "owner", False),
        ("product.changed", "Berta Beratung", "advisor", True),
    ]
    assert newest[0]["changes"] == {"tagline": ["", "von mir"]}
    assert newest[1]["changes"] == {f"variant.{variant['sku']}.price": [480, 520]}
    assert newest[1]["subject"] == "Roggenmischbrot"


async def test_everything_that_happens_on_the_way_is_there(desk: Desk) -> None:
    await desk.on_sale()
    owner, _ = await desk.hand_over()

    found = [(item["action"], item["by"]) for item in await log(owner, desk.slug)]

    assert found == [
        ("mandate.granted", "Greta Morgenroth"),
        ("handover.accepted", "Greta Morgenroth"),
        ("handover.prepared", "Berta Beratung"),
        ("product.published", "Berta Beratung"),
        ("product.created", "Berta Beratung"),
        ("shop.created", "Berta Beratung"),
    ]


async def test_the_log_is_searched_by_who_what_and_since(desk: Desk, market: Market) -> None:
    await desk.on_sale()
    owner, owner_id = await desk.hand_over()
    market.clock.at += timedelta(days=1)
    since = market.clock.at.isoformat()
    ok(await owner.patch(f"/api/v1/shops/{desk.slug}", json={"tagline": "von mir"}))

    async def actions(**query: Any) -> list[str]:
        return [item["action"] for item in await log(owner, desk.slug, **query)]

    assert await actions(side="advisor", action="product") == [
        "product.published", "product.created"]  # fmt: skip
    assert await actions(who=str(owner_id), action="shop.changed") == ["shop.changed"]
    assert await actions(since=since) == ["shop.changed"]
    assert await actions(side="operator") == []


async def test_the_log_comes_in_pages(desk: Desk) -> None:
    await desk.on_sale()
    path = f"/api/v1/shops/{desk.slug}/activity"

    first = ok(await desk.advisor.get(path, query={"limit": 2}))
    rest = ok(await desk.advisor.get(path, query={"limit": 2, "cursor": first["next"]}))

    assert [i["action"] for i in first["items"] + rest["items"]] == [
        "product.published", "product.created", "shop.created"]  # fmt: skip
    assert rest["next"] is None


async def test_the_log_is_nobody_elses_business(desk: Desk, market: Market) -> None:
    path = f"/api/v1/shops/{desk.slug}/activity"

    assert (await market.client().get(path)).status == 404
    assert (await market.guest.get(path)).status == 401
    assert (await desk.advisor.get(path, query={"action": "x'; --"})).status == 422
