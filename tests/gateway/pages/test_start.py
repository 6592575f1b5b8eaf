"""The start page, and how light the pages for finding are."""

import gzip

import pytest
from gateway.pages import assets
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.finding_steps import asked_of, look
from tests.gateway.pages.goods import BREAD, YOGHURT, a_hit
from tests.gateway.pages.house import Browser, Outline
from tests.support.asgi import Answer, AsgiClient

SIXTY_KILOBYTES = 60_000


@pytest.mark.parametrize("path", ["/", "/suche?q=e", "/kategorie/lebensmittel"])
async def test_a_page_for_finding_is_light(app: ASGIApp, market: FakeMarket, path: str) -> None:
    """HTML, styles and scripts as they travel; pictures come later."""
    market.finding = {"hits": [a_hit(BREAD), a_hit(YOGHURT)] * 12}
    client = AsgiClient(app)

    async def packed(path: str) -> Answer:
        return await client.get(path, headers={"accept-encoding": "gzip"})

    first = await packed(path)
    page = Outline(gzip.decompress(first.body).decode())
    linked = [found["href"] for found in page.all("link") if found.get("rel") == "stylesheet"]
    linked += [found["src"] for found in page.all("script") if "src" in found]
    linked += [found["href"].partition("#")[0] for found in page.all("use")]
    modules = ("suggest", "ticks", "copy", "once", "instant", "position")
    linked += [assets.address(f"{name}.js") for name in modules]

    answers = [await packed(path) for path in dict.fromkeys(linked)]

    assert all(answer.status == 200 for answer in answers)
    assert len(first.body) + sum(len(answer.body) for answer in answers) < SIXTY_KILOBYTES


async def test_no_picture_moves_what_is_read(browser: Browser) -> None:
    for path in ("/", "/suche?q=e", "/kategorie/brot"):
        page = await look(browser, path)
        assert all({"width", "height"} <= picture.keys() for picture in page.all("img"))


async def test_the_window_shows_what_can_be_collected_today(
    market: FakeMarket, browser: Browser
) -> None:
    page = await look(browser, "/")

    asked = asked_of(market)[0]
    assert (asked["collect"], asked["available"]) == ("today", True)
    assert "Heute abholbar" in page.text
    assert page.all("a", href="/kategorie/lebensmittel?collect=today&available=true")


async def test_when_today_is_over_the_window_shows_the_next_day(
    market: FakeMarket, browser: Browser
) -> None:
    market.finding = {
        "hits": [], "total": 0, "facets": {"collect": [{"key": "2026-11-21", "count": 4}]}
    }  # fmt: skip

    page = await look(browser, "/")

    assert "Morgen abholbar" in page.text
    assert "tomorrow" in [asked.get("collect") for asked in asked_of(market)]


async def test_market_days_lead_to_their_goods(browser: Browser) -> None:
    page = await look(browser, "/")

    assert page.all("a", href="/suche?collect=today")
    assert page.all("a", href="/suche?collect=tomorrow")
    assert page.all("a", href="/suche?collect=2026-11-26")
    assert not page.all("a", href="/suche?collect=2026-11-22")
    assert "nichts abholbar" in page.text


async def test_the_season_says_how_much_there_is_of_it(
    market: FakeMarket, browser: Browser
) -> None:
    market.finding = {"total": 12}

    page = await look(browser, "/")
    asked_before = len(asked_of(market))
    await look(browser, "/")

    assert "Grünkohl 12 Angebote" in page.text
    assert len(asked_of(market)) == asked_before + 1


async def test_a_place_is_kept_in_this_browser_until_it_is_forgotten(
    market: FakeMarket, browser: Browser
) -> None:
    page = Outline((await browser.post("/ort", {"place": "06724"})).text)

    assert browser.cookies["ort"] == "spora"
    page = Outline((await browser.post("/ort", {"place": "kayna "})).text)
    assert "rund um 06724 Kayna" in page.text
    assert page.value("radius_km") == "15"
    assert "Kayna" in [asked.get("place") for asked in asked_of(market)]

    await browser.post("/ort", {"place": ""})
    assert "ort" not in browser.cookies


async def test_an_unknown_place_is_not_kept(browser: Browser) -> None:
    answer = await browser.post("/ort", {"place": '"><script>'})

    assert "Diesen Ort kennen wir nicht." in answer.text
    assert "ort" not in browser.cookies


async def test_a_foreign_cookie_is_no_place(app: ASGIApp) -> None:
    browser = Browser(app, {"ort": "../../etc"})

    assert "rund um 06712 Zeitz" in (await look(browser, "/")).text


async def test_a_position_is_used_and_not_kept(market: FakeMarket, browser: Browser) -> None:
    page = await look(browser, "/?near=50.99412,12.23714")

    assert "rund um Ihren Standort" in page.text
    assert page.value("near") == "50.99,12.24"
    assert "ort" not in browser.cookies
    days = next(call.query for call in market.calls if call.path == "/search/days")
    assert days == {"near": "50.99,12.24", "radius_km": 15}


async def test_parts_that_are_refused_leave_the_others_standing(
    market: FakeMarket, browser: Browser
) -> None:
    market.refuse["GET /search"] = refusal(422, "invalid", ("collect", "So nicht."))
    market.refuse["GET /search/days"] = refusal(404, "not_found")

    page = await look(browser, "/")

    assert "Durch die Reihen gehen" in page.text
    assert "Markttage" not in page.text
