"""What is on sale, listed for site maps and feeds."""

from typing import Any

import pytest
from catalog.http.published import NewsListShape, PublishedPageShape

from tests.catalog.conftest import Desk, Market, ok

PUBLISHED = "/api/v1/products/published"


async def ids(market: Market, query: str = "") -> list[str]:
    return [item["id"] for item in ok(await market.guest.get(PUBLISHED + query))["items"]]


async def three_on_sale(desk: Desk) -> list[dict[str, Any]]:
    await desk.go_live()
    return [await desk.on_sale(title=f"Brot {number}") for number in range(3)]


async def test_only_what_is_on_sale_in_an_open_shop_is_listed(desk: Desk, market: Market) -> None:
    sold = [await desk.on_sale(title="Roggenbrot")]
    await desk.product(title="Entwurf")
    before = await ids(market)
    await desk.go_live()
    shown = ok(await market.guest.get(PUBLISHED))

    assert before == []
    PublishedPageShape.model_validate(shown)
    assert [item["id"] for item in shown["items"]] == [sold[0]["id"]]
    assert shown["items"][0]["slug"] == "roggenbrot"
    ok(await desk.advisor.post(f"/api/v1/products/{sold[0]['id']}/withdraw"))
    assert await ids(market) == []


async def test_pages_follow_the_ids_and_skip_nothing(desk: Desk, market: Market) -> None:
    sold = sorted(product["id"] for product in await three_on_sale(desk))

    first = ok(await market.guest.get(f"{PUBLISHED}?limit=2"))
    second = ok(await market.guest.get(f"{PUBLISHED}?limit=2&after={first['next']}"))

    assert [item["id"] for item in first["items"]] == sold[:2]
    assert [item["id"] for item in second["items"]] == sold[2:]
    assert second["next"] is None


async def test_a_paused_shop_lists_nothing(desk: Desk, market: Market) -> None:
    await three_on_sale(desk)

    ok(await desk.advisor.post(f"/api/v1/shops/{desk.slug}/pause"))

    assert await ids(market) == []


async def test_the_pages_of_a_site_map_begin_after_every_so_many(
    desk: Desk, market: Market
) -> None:
    sold = sorted(product["id"] for product in await three_on_sale(desk))
    await market.db.pool.execute(
        "INSERT INTO product SELECT (jsonb_populate_record(product, jsonb_build_object("
        "  'id', gen_random_uuid(), 'slug', 'kopie'))).* FROM product, generate_series(1, 999)"
        " WHERE product.id = $1::text::uuid",
        sold[0],
    )

    marks = ok(await market.guest.get(f"{PUBLISHED}/marks?every=1000"))["items"]
    before = ok(await market.guest.get(f"{PUBLISHED}?limit=1000"))

    assert marks == [before["next"]]
    assert len(before["items"]) == 1000
    assert len(await ids(market, f"?after={marks[0]}")) == 2
    await market.db.pool.execute(
        "UPDATE product SET status = 'withdrawn' WHERE id > $1::text::uuid", marks[0]
    )
    # Nothing comes after the thousandth: no page begins there.
    assert ok(await market.guest.get(f"{PUBLISHED}/marks?every=1000"))["items"] == []


async def test_news_tell_what_is_on_sale_and_nothing_else(desk: Desk, market: Market) -> None:
    sold = [product["id"] for product in await three_on_sale(desk)]
    ok(await desk.advisor.post(f"/api/v1/products/{sold[0]}/withdraw"))
    asked = "&".join(f"id={product_id}" for product_id in sold)

    told = ok(await market.guest.get(f"{PUBLISHED}/news?{asked}"))

    NewsListShape.model_validate(told)
    assert {item["id"] for item in told["items"]} == set(sold[1:])
    assert {item["place"] for item in told["items"]} == {"Zeitz"}


@pytest.mark.parametrize(
    "query", ["?after=1", "?limit=0", "?limit=1001", "/marks?every=10", "/news", "/news?id=x"]
)
async def test_what_cannot_be_meant_is_refused(market: Market, query: str) -> None:
    assert (await market.guest.get(PUBLISHED + query)).status == 422
