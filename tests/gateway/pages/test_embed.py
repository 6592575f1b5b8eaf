"""The window for other people's pages: public, the same for everybody, and never without price."""

from datetime import date
from typing import Any

import pytest
from gateway.pages.answers.catalog import Shop
from gateway.pages.embed.today import open_today
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.goods import BREAD, NOON, SHOPS, a_product, an_id
from tests.gateway.pages.house import BASE, Browser, Outline
from tests.support.asgi import AsgiClient

FRAME = "/einbetten/baeckerei-morgenroth"


async def test_it_shows_the_shop_its_hours_and_goods_with_prices(browser: Browser) -> None:
    answer = await browser.get(FRAME)

    page, text = Outline(answer.text), Outline(answer.text).text.replace("\xa0", " ")
    assert answer.status == 200
    assert "Bäckerei Morgenroth" in text
    assert "Heute geöffnet: 6\N{EN DASH}18 Uhr" in text
    assert BREAD["title"] in text
    assert "4,80 €" in text
    assert "Preise inkl. MwSt." in text
    links = page.all("a")
    assert all(link["target"] == "_blank" and link["rel"] == "noopener" for link in links)
    assert {link["href"].split("/")[2] for link in links} == {"markt.example"}
    assert page.all("a", href=f"{BASE}/laden/baeckerei-morgenroth", class_="btn")


async def test_from_names_the_cheapest(market: FakeMarket, browser: Browser) -> None:
    variants = market.products[BREAD["id"]]["variants"]
    variants.append(variants[0] | {"id": an_id("half a loaf"), "price": {"amount": 270}})

    text = Outline((await browser.get(FRAME)).text).text.replace("\xa0", " ")

    assert "ab 2,70 €" in text
    assert "ab 4,80 €" not in text


async def test_it_needs_no_script_no_form_and_no_cookie(app: ASGIApp) -> None:
    cookies = {"cookie": "sid=baeckerei@example.org; sprache=en; korb=x; meldung=flash.saved"}

    plain = await AsgiClient(app).get(FRAME)
    known = await AsgiClient(app).get(FRAME, headers=cookies)

    assert plain.body == known.body
    assert plain.cookies == known.cookies == []
    page = Outline(plain.text)
    assert not any(page.all(tag) for tag in ("script", "form", "iframe", "input", "button"))
    assert "cookie" not in plain.headers["vary"].lower()


async def test_it_alone_may_be_framed(browser: Browser) -> None:
    framed = (await browser.get(FRAME)).headers

    assert "frame-ancestors *" in framed["content-security-policy"]
    assert "script-src" not in framed["content-security-policy"]
    assert framed["cross-origin-resource-policy"] == "cross-origin"
    for path in ("/", "/laden/baeckerei-morgenroth", "/anmelden", "/korb"):
        assert "content-security-policy" not in (await browser.get(path)).headers


async def test_everybody_may_keep_it_for_a_minute(app: ASGIApp, market: FakeMarket) -> None:
    first = await AsgiClient(app).get(FRAME)
    again = await AsgiClient(app).get(FRAME, headers={"if-none-match": first.headers["etag"]})
    market.shops["baeckerei-morgenroth"]["name"] = "Bäckerei Abendroth"
    after = await AsgiClient(app).get(FRAME, headers={"if-none-match": first.headers["etag"]})

    assert first.headers["cache-control"] == "public, max-age=60"
    assert (again.status, again.body) == (304, b"")
    assert "frame-ancestors *" in again.headers["content-security-policy"]
    assert after.status == 200
    assert "Abendroth" in after.text


async def test_what_is_withdrawn_vanishes(market: FakeMarket, browser: Browser) -> None:
    market.products[BREAD["id"]]["status"] = "withdrawn"

    assert BREAD["title"] not in (await browser.get(FRAME)).text


async def test_six_goods_at_most_and_those_that_are_there_first(
    market: FakeMarket, browser: Browser
) -> None:
    out = [{**BREAD["variants"][0], "available": 0, "on_order": False}]
    for number in range(9):
        name = f"Brot {number}"
        more = {"variants": out} if number < 4 else {}
        market.products[name] = a_product(name, "baeckerei-morgenroth", 300, **more)
    market.products = {name: one for name, one in market.products.items() if name[:4] == "Brot"}

    page = Outline((await browser.get(FRAME)).text)

    assert len(page.all("li")) == 6
    assert "Brot 8" in page.text
    assert page.text.count("Brot") == 6


async def test_a_shop_that_is_gone_says_so_in_the_frame(
    market: FakeMarket, browser: Browser
) -> None:
    gone = await browser.get("/einbetten/gibtsnicht")
    market.down.add("catalog")
    away = await browser.get(FRAME)

    assert (gone.status, away.status) == (404, 503)
    assert "nicht mehr" in gone.text
    assert "später noch einmal" in away.text
    assert away.headers["cache-control"] == "no-store"
    for answer in (gone, away):
        assert "frame-ancestors *" in answer.headers["content-security-policy"]


async def test_a_part_that_does_not_answer_leaves_the_rest(
    market: FakeMarket, browser: Browser
) -> None:
    path = "/shops/baeckerei-morgenroth/products"
    market.refuse[f"GET {path}"] = refusal(404, "shop_not_found")

    answer = await browser.get(FRAME)

    assert answer.status == 200
    assert "steht gerade nichts aus" in answer.text


async def test_the_frames_address_chooses_the_language(browser: Browser) -> None:
    assert "Order at the Regionalmarkt" in (await browser.get(f"{FRAME}?lang=en")).text


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [("06:00", "18:00")]),
        ({"closures": [{"from": "2026-11-20", "to": "2026-11-21", "text": ""}]}, []),
        (
            {"special_days": [{"day": "2026-11-20", "spans": [["10:00", "12:00"]], "text": ""}]},
            [("10:00", "12:00")],
        ),
        ({"special_days": [{"day": "2026-11-20", "spans": [], "text": ""}]}, []),
    ],
)
def test_today_is_what_the_shop_said_of_today(changes: dict[str, Any], expected: Any) -> None:
    shop = Shop.model_validate(SHOPS["baeckerei-morgenroth"] | changes)

    assert list(open_today(shop, NOON)) == expected


def test_on_a_holiday_it_is_closed() -> None:
    reformation = NOON.replace(month=10, day=31)
    friday = {"opening_hours": "Mo-Sa 06:00-18:00"}
    week = [{"day": day, "spans": [["06:00", "18:00"]]} for day in ("fr", "sa")]
    shop = Shop.model_validate(SHOPS["baeckerei-morgenroth"] | friday | {"opening_week": week})

    assert reformation.date() == date(2026, 10, 31)
    assert list(open_today(shop, reformation)) == []
    assert list(open_today(shop, NOON)) == [("06:00", "18:00")]
