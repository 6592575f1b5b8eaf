"""The photo of a shop: re-encoded, described, told, replaced, taken away."""

import asyncio
from typing import Any

from marketkit.contracts import ShopChanged

from tests.architecture.access_calls import a_picture, multipart
from tests.catalog.conftest import Desk, Market, ok


async def put(desk: Desk, picture: bytes) -> Any:
    body, headers = multipart(picture)
    path = f"/api/v1/shops/{desk.slug}/image"
    return await desk.advisor.request("PUT", path, body=body, headers=headers)


async def test_the_photo_stands_on_the_shop_its_card_and_in_the_event(
    desk: Desk, market: Market
) -> None:
    shop = ok(await put(desk, a_picture()))
    await desk.go_live()

    (card,) = ok(await market.guest.get("/api/v1/shops"))["items"]
    file = await market.guest.get(shop["image_url"])
    assert shop["image"]["urls"]["640"] == shop["image_url"] == card["image_url"]
    assert (file.status, file.headers["content-type"]) == (200, "image/webp")
    assert (await market.events(ShopChanged))[-1].image_url == shop["image_url"]


async def test_the_same_twice_and_at_once_is_one_photo(desk: Desk, market: Market) -> None:
    picture = a_picture()

    await asyncio.gather(put(desk, picture), put(desk, picture))
    again = ok(await put(desk, picture))

    assert (await market.guest.get(again["image_url"])).status == 200


async def test_another_takes_its_place_and_the_old_file_is_gone(desk: Desk, market: Market) -> None:
    old = ok(await put(desk, a_picture()))["image_url"]
    new = ok(await put(desk, a_picture()))["image_url"]

    assert (await market.guest.get(old)).status == 404
    assert (await market.guest.get(new)).status == 200


async def test_described_and_taken_away(desk: Desk, market: Market) -> None:
    path = f"/api/v1/shops/{desk.slug}/image"
    none = await desk.advisor.patch(path, json={"alt": "x"})
    url = ok(await put(desk, a_picture()))["image_url"]

    described = ok(await desk.advisor.patch(path, json={"alt": "Der Ofen"}))
    gone = await desk.advisor.delete(path)
    again = await desk.advisor.delete(path)

    assert (none.status, none.json()["code"]) == (404, "no_photo")
    assert described["image"]["alt"] == "Der Ofen"
    assert (gone.status, again.status) == (204, 404)
    assert ok(await desk.advisor.get(f"/api/v1/shops/{desk.slug}"))["image_url"] is None
    assert (await market.guest.get(url)).status == 404


async def test_what_is_no_picture_is_refused(desk: Desk) -> None:
    assert (await put(desk, b"<script>")).status == 422
    assert ok(await desk.advisor.get(f"/api/v1/shops/{desk.slug}"))["image"] is None


async def test_a_photo_that_was_taken_down_stays_hidden(desk: Desk, market: Market) -> None:
    picture = a_picture()
    ok(await put(desk, picture))
    await market.db.pool.execute("UPDATE shop SET image_url = NULL")

    changed = ok(await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"tagline": "Neu"}))
    again = ok(await put(desk, picture))

    assert changed["image"] is None
    assert again["image_url"] is None
