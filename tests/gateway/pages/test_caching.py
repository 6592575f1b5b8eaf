"""Pages that have not changed are not sent again, and nobody is ever shown another's page."""

import pytest
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.goods import BREAD, ROLL, euros
from tests.gateway.pages.house import Browser, Outline
from tests.support.asgi import Answer, AsgiClient

BREAD_PAGE = f"/produkt/{BREAD['id']}/{BREAD['slug']}"
PUBLIC = [BREAD_PAGE, "/laden", "/laden/baeckerei-morgenroth"]


async def again(app: ASGIApp, path: str, first: Answer, **cookies: str) -> Answer:
    """The same page once more, with the tag of the answer before."""
    sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = {"if-none-match": first.headers["etag"], "cookie": sent}
    return await AsgiClient(app).get(path, headers=headers)


@pytest.mark.parametrize("path", PUBLIC)
async def test_an_unchanged_page_is_not_sent_again(app: ASGIApp, path: str) -> None:
    first = await AsgiClient(app).get(path)

    second = await again(app, path, first)

    assert (first.status, second.status, second.body) == (200, 304, b"")
    assert second.headers["etag"] == first.headers["etag"]
    assert second.headers["cache-control"] == first.headers["cache-control"] == "private, no-cache"
    assert "Cookie" in second.headers["vary"]
    assert second.headers["content-type"] == first.headers["content-type"]


async def test_packed_or_not_it_is_the_same_page(app: ASGIApp) -> None:
    packed = await AsgiClient(app).get(BREAD_PAGE, headers={"accept-encoding": "gzip"})

    assert packed.headers["content-encoding"] == "gzip"
    assert (await again(app, BREAD_PAGE, packed)).status == 304


async def test_a_new_price_is_shown_at_once(app: ASGIApp, market: FakeMarket) -> None:
    first = await AsgiClient(app).get(BREAD_PAGE)
    market.products[BREAD["id"]]["variants"][0]["price"] = euros(510)

    second = await again(app, BREAD_PAGE, first)

    assert second.status == 200
    assert "5,10" in second.text


async def test_withdrawn_goods_are_gone_whatever_is_kept(app: ASGIApp, market: FakeMarket) -> None:
    first = await AsgiClient(app).get(BREAD_PAGE)
    market.refuse[f"GET /products/{BREAD['id']}"] = refusal(410, "product_withdrawn")

    second = await again(app, BREAD_PAGE, first)

    assert second.status == 410
    assert "etag" not in second.headers
    assert Outline(second.text).all("meta", name="robots", content="noindex")


async def test_another_language_is_another_page(app: ASGIApp) -> None:
    german = await AsgiClient(app).get("/laden")

    assert (await again(app, "/laden", german, sprache="en")).status == 200
    assert (await again(app, "/laden?lang=de", german)).status == 200


async def test_nobody_gets_away_with_the_tag_of_somebody_else(app: ASGIApp) -> None:
    guest = await AsgiClient(app).get(BREAD_PAGE)
    anna = await AsgiClient(app).get(BREAD_PAGE, headers={"cookie": "sid=anna@example.org"})
    cart = "018f4a2e-0000-4000-8000-000000000001"

    assert (await again(app, BREAD_PAGE, guest, sid="anna@example.org")).status == 200
    assert (await again(app, BREAD_PAGE, anna, sid="baeckerei@example.org")).status == 200
    assert (await again(app, BREAD_PAGE, anna)).status == 200
    assert (await again(app, BREAD_PAGE, guest, korb=cart)).status == 200
    assert (await again(app, BREAD_PAGE, anna, sid="anna@example.org")).status == 304


async def test_a_message_is_shown_once(app: ASGIApp) -> None:
    first = await AsgiClient(app).get("/laden")

    flashed = await again(app, "/laden", first, meldung="flash.added")

    assert flashed.status == 200
    assert "etag" not in flashed.headers


async def test_after_a_tap_the_page_is_another_and_the_next_tap_counts(
    app: ASGIApp, market: FakeMarket, browser: Browser
) -> None:
    first = await browser.get(BREAD_PAGE)
    form = {"variant_id": BREAD["variants"][0]["id"], "quantity": "1"}
    mark = Outline(first.text).value("nonce")

    await browser.post("/korb", form | {"nonce": mark})
    await browser.post("/korb", form | {"nonce": mark})
    second = await browser.get(BREAD_PAGE)
    await browser.post("/korb", form | {"nonce": Outline(second.text).value("nonce")})

    assert Outline(second.text).value("nonce") != mark
    assert [*market.carts.values()] == [{form["variant_id"]: 2}]


async def test_from_a_page_kept_open_another_variant_can_be_added(
    market: FakeMarket, browser: Browser
) -> None:
    page = Outline((await browser.get(f"/produkt/{ROLL['id']}/{ROLL['slug']}")).text)
    variants = [variant["id"] for variant in ROLL["variants"]]

    for variant in variants:
        form = {"variant_id": variant, "quantity": "1", "nonce": page.value("nonce")}
        await browser.post("/korb", form)

    assert [*market.carts.values()] == [dict.fromkeys(variants, 1)]
