"""The first market, end to end over the public API: the same story in every way to run it."""

import asyncio
from uuid import uuid4

import pytest

from tests.journeys.actors import Actor, RefusedError
from tests.journeys.stages import Stage
from tests.journeys.things import (
    check_out,
    eventually,
    fill_cart,
    open_shop,
    part_of,
    put_on_shelf,
)


async def test_an_advisor_brings_in_a_shop_and_its_owner_takes_over(stage: Stage) -> None:
    advisor, owner, stranger = await stage.advisor(), await stage.resident(), await stage.resident()
    shop = await open_shop(advisor, owner, f"Bäckerei {uuid4().hex[:6]}")

    assert shop["status"] == "live"
    mine = await owner.get("/my/shops")
    assert [s["slug"] for s in mine["items"]] == [shop["slug"]]
    with pytest.raises(RefusedError) as refused:
        await stranger.patch(f"/shops/{shop['slug']}", {"tagline": "Meins!"})
    assert refused.value.status in {403, 404}


async def test_a_resident_orders_from_two_shops_and_collects(stage: Stage) -> None:
    advisor = await stage.advisor()
    baker, farmer = await stage.resident("Baker"), await stage.resident("Farmer")
    word = f"Wurzelbrot{uuid4().hex[:5]}"
    bakery = await open_shop(advisor, baker, f"Bäckerei {uuid4().hex[:6]}")
    farm = await open_shop(advisor, farmer, f"Hof {uuid4().hex[:6]}", kind="farm")
    bread = await put_on_shelf(baker, bakery, word, 480)
    loaf = await put_on_shelf(farmer, farm, f"Hofbrot{uuid4().hex[:5]}", 620)

    guest = stage.guest()
    found = await guest.get("/search", q=word)
    assert found["hits"][0]["name"] == word

    cart = await fill_cart(guest, (bread, 2), (loaf, 1))
    assert cart["total"]["amount"] == 2 * 480 + 620
    assert len(cart["shops"]) == 2
    order = await check_out(guest, cart)
    assert {p["status"] for p in order["shop_orders"]} == {"placed"}
    bakers, farmers = part_of(order, bakery), part_of(order, farm)

    async def news(owner: Actor, slug: str) -> object:
        return (await owner.get(f"/shops/{slug}/orders"))["items"]

    assert [o["id"] for o in await eventually(lambda: news(baker, bakery["slug"]))] == [
        bakers["id"]
    ]
    for owner, part in ((baker, bakers), (farmer, farmers)):
        for verb in ("accept", "ready"):
            await owner.post(f"/shop-orders/{part['id']}/{verb}", {})
        await owner.post(
            f"/shop-orders/{part['id']}/hand-over", {"pickup_code": part["pickup_code"]}
        )

    collected = await guest.get(f"/orders/{order['id']}", token=order["token"])
    assert collected["status"] == "completed"
    assert [s["status"] for s in part_of(collected, bakery)["history"]] == [
        "placed", "accepted", "ready", "handed_over",
    ]  # fmt: skip
    left = await baker.get(f"/shops/{bakery['slug']}/stock")
    assert left["items"][0]["on_hand"] == 8
    assert left["items"][0]["reserved"] == 0


async def test_one_shop_declines_and_only_its_share_flows_back(stage: Stage) -> None:
    advisor, baker, farmer = (
        await stage.advisor(),
        await stage.resident("Baker"),
        await stage.resident("Farmer"),
    )
    bakery = await open_shop(advisor, baker, f"Bäckerei {uuid4().hex[:6]}")
    farm = await open_shop(advisor, farmer, f"Hof {uuid4().hex[:6]}", kind="farm")
    bread = await put_on_shelf(baker, bakery, f"Kanten{uuid4().hex[:5]}", 480)
    loaf = await put_on_shelf(farmer, farm, f"Laib{uuid4().hex[:5]}", 620)
    anna = await stage.resident("Anna")

    order = await check_out(anna, await fill_cart(anna, (bread, 1), (loaf, 2)), "online")
    assert order["status"] == "awaiting_payment"
    await stage.pay(order["payment_url"])

    async def paid() -> object:
        now = await anna.get(f"/orders/{order['id']}")
        return now if now["payment"]["status"] == "paid" else None

    await eventually(paid)
    await baker.post(f"/shop-orders/{part_of(order, bakery)['id']}/accept", {})
    declined = f"/shop-orders/{part_of(order, farm)['id']}/decline"
    await asyncio.gather(*(farmer.post(declined, {"reason": "Der Ofen ist kalt."}) for _ in "ab"))

    async def refunded() -> object:
        now = await anna.get(f"/orders/{order['id']}")
        return now if now["payment"]["status"] == "partly_refunded" else None

    now = await eventually(refunded)
    assert part_of(now, bakery)["status"] == "accepted"
    assert part_of(now, farm)["status"] == "declined"
    assert part_of(now, farm)["refunded"]["amount"] == 2 * 620
    assert await stage.refunded_by_provider() >= 2 * 620


async def test_a_repeated_tap_makes_one_order(stage: Stage) -> None:
    advisor, baker = await stage.advisor(), await stage.resident("Baker")
    bakery = await open_shop(advisor, baker, f"Bäckerei {uuid4().hex[:6]}")
    bread = await put_on_shelf(baker, bakery, f"Zopf{uuid4().hex[:5]}", 350, on_hand=1)
    guest = stage.guest()
    cart = await fill_cart(guest, (bread, 1))
    key = uuid4().hex

    orders = await asyncio.gather(*(check_out(guest, cart, key=key) for _ in range(5)))

    assert len({order["id"] for order in orders}) == 1


async def test_what_is_withdrawn_is_neither_found_nor_bought(stage: Stage) -> None:
    advisor, baker = await stage.advisor(), await stage.resident("Baker")
    bakery = await open_shop(advisor, baker, f"Bäckerei {uuid4().hex[:6]}")
    word = f"Stollen{uuid4().hex[:5]}"
    stollen = await put_on_shelf(baker, bakery, word, 1450)
    guest = stage.guest()
    cart = await fill_cart(guest, (stollen, 1))

    await baker.post(f"/products/{stollen['id']}/withdraw", {})

    async def gone() -> bool:
        hits = (await guest.get("/search", q=word))["hits"]
        return stollen["id"] not in {hit["product_id"] for hit in hits}

    async def refused() -> bool:
        now = await guest.get(f"/carts/{cart['id']}")
        return not now["can_checkout"]

    await eventually(gone)
    await eventually(refused)
    with pytest.raises(RefusedError) as error:
        await check_out(guest, cart)
    assert error.value.status == 409
