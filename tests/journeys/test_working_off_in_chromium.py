"""Orders that go differently than thought, by clicking: less, something else, taken back."""

import re
from uuid import uuid4

import pytest
from playwright.async_api import Browser

from tests.journeys.actors import JSON, Actor
from tests.journeys.clicks import Person, person
from tests.journeys.stages import Stage
from tests.journeys.things import check_out, eventually, fill_cart, open_shop, part_of, put_on_shelf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("stage", ["demo"], indirect=True),
]
Place = tuple[Actor, JSON, JSON]


async def shops(stage: Stage, *prices: int) -> list[Place]:
    """Each with its owner, and one thing on the shelf."""
    advisor, word, found = await stage.advisor(), uuid4().hex[:6], []
    for number, price in enumerate(prices, 1):
        owner = await stage.resident(f"Inhaber{number}")
        shop = await open_shop(advisor, owner, f"Laden {number} {word}")
        found.append((owner, shop, await put_on_shelf(owner, shop, f"Ware {number} {word}", price)))
    return found


async def paid(stage: Stage, buyer: Actor, *wanted: tuple[Place, int]) -> JSON:
    """Ordered and paid on the provider's page; the shops may begin."""
    cart = await fill_cart(buyer, *((product, count) for (_, _, product), count in wanted))
    order = await check_out(buyer, cart, "online")
    await stage.pay(order["payment_url"])
    token = {"token": order["token"]} if order.get("token") else {}

    async def has_come() -> JSON | None:
        query = f"?token={order['token']}" if order.get("token") else ""
        await buyer.post(f"/orders/{order['id']}/payment/sync{query}")
        found: JSON = await buyer.get(f"/orders/{order['id']}", **token)
        return found if found["status"] == "placed" else None

    found: JSON = await eventually(has_come)
    return found | token


async def flowed_back(stage: Stage, before: int, cents: int) -> None:
    async def has_flowed() -> bool:
        return await stage.refunded_by_provider() - before == cents

    await eventually(has_flowed)


async def test_one_of_three_shops_delivers_a_part_and_one_nothing(
    chromium: Browser, stage: Stage
) -> None:
    first, second, third = await shops(stage, 480, 250, 620)
    anna, before = await stage.resident("Anna"), await stage.refunded_by_provider()
    order = await paid(stage, anna, (first, 1), (second, 3), (third, 1))

    await first[0].post(f"/shop-orders/{part_of(order, first[1])['id']}/accept", {})
    async with person(chromium, stage) as keeper:
        owner, shop, _ = second
        await keeper.sign_in(owner.account["email"])
        await keeper.go(f"/theke/{shop['slug']}")
        await keeper.follow_named("Etwas fehlt oder ist anders", "**/aendern")
        for _ in range(2):
            await keeper.main.get_by_role("button", name=re.compile("^Mehr fehlt")).click()
        await keeper.press("Mit dem Rest annehmen", f"**/theke/{shop['slug']}#**")
        assert "fehlt" in await keeper.text(keeper.main.locator("article.order"))
    await third[0].post(
        f"/shop-orders/{part_of(order, third[1])['id']}/decline", {"reason": "Der Ofen ist kalt."}
    )

    await flowed_back(stage, before, 2 * 250 + 620)
    async with person(chromium, stage) as buyer:
        await buyer.sign_in(anna.account["email"])
        await buyer.go(f"/bestellung/{order['id']}")
        partly = await buyer.text(buyer.part(second[1]))
        assert "Leider nicht mehr da" in partly
        assert "2,50" in partly
        assert "Der Ofen ist kalt." in await buyer.text(buyer.part(third[1]))


async def test_a_buyer_takes_something_else_with_one_click(chromium: Browser, stage: Stage) -> None:
    ((owner, shop, product),) = await shops(stage, 480)
    cheaper = await put_on_shelf(owner, shop, f"Anderes {uuid4().hex[:6]}", 400)
    anna, before = await stage.resident("Anna"), await stage.refunded_by_provider()
    order = await paid(stage, anna, ((owner, shop, product), 2))

    async with person(chromium, stage) as keeper:
        await keeper.sign_in(owner.account["email"])
        await keeper.go(f"/theke/{shop['slug']}")
        await keeper.follow_named("Etwas fehlt oder ist anders", "**/aendern")
        await keeper.main.locator("#variant_id").select_option(cheaper["variants"][0]["id"])
        await keeper.press("Anbieten", f"**/theke/{shop['slug']}#**")
    async with person(chromium, stage) as buyer:
        await buyer.sign_in(anna.account["email"])
        await buyer.go(f"/bestellung/{order['id']}")
        await buyer.press("Ja, gern", "**/bestellung/**")
        assert "Statt 1" in await buyer.text()

    await flowed_back(stage, before, 80)


async def test_withdrawn_without_login_the_money_flows_back(
    chromium: Browser, stage: Stage
) -> None:
    (place,) = await shops(stage, 480)
    owner, shop, _ = place
    guest, before = stage.guest(), await stage.refunded_by_provider()
    order = await paid(stage, guest, (place, 2))
    part = part_of(order, shop)
    for verb, body in (
        ("accept", {}), ("ready", {}), ("hand-over", {"pickup_code": part["pickup_code"]}),
    ):  # fmt: skip
        await owner.post(f"/shop-orders/{part['id']}/{verb}", body)

    async with person(chromium, stage) as somebody:
        await somebody.go("/widerruf")
        await somebody.fill(
            name="Anna Beispiel", contract=order["number"], receipt_to="anna@example.org"
        )
        await somebody.press("Weiter zur Bestätigung", "**/widerruf")
        await somebody.press("Widerruf bestätigen", "**/widerruf/**")
        assert "eingegangen" in await somebody.text()
    async with person(chromium, stage) as keeper:
        await keeper.sign_in(owner.account["email"])
        await keeper.go(f"/theke/{shop['slug']}/widerrufe")
        await accept(keeper, shop)

    await flowed_back(stage, before, 960)


async def accept(keeper: Person, shop: JSON) -> None:
    """Take note of it, and put what came back on the shelf again."""
    await keeper.press("Annehmen und zurückzahlen", f"**/theke/{shop['slug']}/widerrufe**")
    await keeper.go(f"/theke/{shop['slug']}/widerrufe?stand=decided")
    await keeper.main.get_by_text("Ware ist wieder da").click()
    await keeper.main.get_by_label("Kann wieder verkauft werden").check()
    await keeper.press("Eintragen", "**/widerrufe?stand=decided")
    assert "Wieder da:" in await keeper.text()
