"""What an address asks the search, and the one short address of each question."""

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.finding_steps import asked_of, look
from tests.gateway.pages.house import Browser
from tests.support.asgi import AsgiClient


async def test_every_filter_reaches_the_search(market: FakeMarket, browser: Browser) -> None:
    await look(
        browser,
        "/suche?q=brot&category=brot&place=Kayna&radius_km=10&collect=2026-11-28&deliver_to=06712"
        "&von=2&bis=4,50&available=true&organic=true&diet=vegan&diet=gluten_free"
        "&shop=baeckerei-morgenroth&shop=ziegenhof-schnaudertal&sort=unit_price&page=2",
    )

    wanted = {
        "q": "brot", "category": "brot", "place": "Kayna", "radius_km": 10,
        "collect": "2026-11-28", "deliver_to": "06712", "price_from": 200, "price_to": 450,
        "available": True, "organic": True, "diet": ("vegan", "gluten_free"),
        "shop": ("baeckerei-morgenroth", "ziegenhof-schnaudertal"), "sort": "unit_price",
        "page": 2, "near": "",
    }  # fmt: skip
    asked = asked_of(market)[-1]
    assert {key: asked[key] for key in wanted} == wanted
    assert "handmade" not in asked


async def test_broken_filters_are_no_filters(market: FakeMarket, browser: Browser) -> None:
    await look(
        browser,
        "/suche?q=brot&radius_km=weit&page=-3&sort=geld&category=../x&collect=2026-13-40"
        "&deliver_to=%20&von=viel&diet=steak&near=Hof&shop=A%2FB",
    )

    asked = asked_of(market)[-1]
    empty = {"radius_km": None, "page": 1, "sort": "best", "category": "", "collect": "",
             "deliver_to": "", "price_from": None, "diet": (), "near": "", "shop": ()}  # fmt: skip
    assert {key: asked[key] for key in empty} == empty


async def test_what_is_wrong_with_a_postal_code_is_for_the_search_to_say(
    market: FakeMarket, browser: Browser
) -> None:
    """Left out, "6712" would show what nobody brings there."""
    await look(browser, "/suche?deliver_to=6712")

    assert asked_of(market)[-1]["deliver_to"] == "6712"


async def test_a_word_copied_from_a_page_is_that_word(market: FakeMarket, browser: Browser) -> None:
    await look(browser, "/suche?q=Buch%C2%ADweizen%E2%80%8Bbrot%00")

    assert asked_of(market)[-1]["q"] == "Buchweizenbrot"


@pytest.mark.parametrize("q", ["%22%22", "%F0%9F%8D%9E", "...", "%00"])
async def test_signs_alone_are_no_question(browser: Browser, q: str) -> None:
    answer = await browser.get(f"/suche?q={q}", follow=False)

    assert (answer.status, answer.headers["location"]) == (303, "/suche")


async def test_prices_the_wrong_way_round_mean_the_same(
    market: FakeMarket, browser: Browser
) -> None:
    await look(browser, "/suche?von=9&bis=3,20")

    assert (asked_of(market)[-1]["price_from"], asked_of(market)[-1]["price_to"]) == (320, 900)


async def test_nearness_is_measured_from_the_centre_when_no_place_is_given(
    market: FakeMarket, browser: Browser
) -> None:
    for path in ("sort=nearest", "radius_km=10", "near=51.05,12.14&radius_km=10", "sort=price"):
        await look(browser, f"/suche?q=brot&{path}")

    assert [asked["place"] for asked in asked_of(market)] == ["Zeitz", "Zeitz", "", ""]


async def test_a_position_is_rounded_before_anybody_else_sees_it(
    market: FakeMarket, browser: Browser
) -> None:
    answer = await browser.get("/suche?near=51.04963,12.13691&radius_km=5", follow=False)
    await look(browser, answer.headers["location"])

    assert answer.headers["location"] == "/suche?near=51.05%2C12.14&radius_km=5"
    assert [asked["near"] for asked in asked_of(market)] == ["51.05,12.14"]


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("/suche?q=brot&place=&radius_km=&sort=best", "/suche?q=brot"),
        ("/suche?q=&category=brot&collect=", "/kategorie/brot"),
        ("/suche?category=brot&available=true&lang=en",
         "/kategorie/brot?available=true&lang=en"),
        ("/kategorie/brot?q=roggen", "/suche?q=roggen&category=brot"),
        ("/suche?q=brot&utm_source=zeitung&page=1", "/suche?q=brot"),
    ],
)  # fmt: skip
async def test_addresses_are_short(browser: Browser, typed: str, short: str) -> None:
    answer = await browser.get(typed, follow=False)

    assert (answer.status, answer.headers["location"]) == (303, short)


@pytest.mark.parametrize(
    "path", ["/suche", "/suche?q=brot&shop=a&shop=b&diet=vegan", "/kategorie/brot?page=2&lang=en"]
)
async def test_short_addresses_are_answered_at_once(browser: Browser, path: str) -> None:
    assert (await browser.get(path, follow=False)).status == 200


@pytest.mark.parametrize(
    "path",
    ["/suche?q=+%20&near=-0.001,12.1", "/suche?von=,5&bis=1.000", "/suche?q=%ff%00%0a&shop=&shop=a",
     "/suche?collect=20261128&q=a%26b%3Dc", f"/suche?q={'ä' * 200}", "/kategorie/brot?category=x",
     "/suche?near=91,1&near=1,1&q=1&q=2", "/suche?page=999999&radius_km=999"],
)  # fmt: skip
async def test_no_address_leads_in_circles(browser: Browser, path: str) -> None:
    hops = 0
    answer = await browser.get(path, follow=False)
    while answer.status == 303:
        hops += 1
        answer = await browser.get(answer.headers["location"], follow=False)
        assert hops < 2, answer.headers["location"]

    assert answer.status == 200


async def test_half_a_word_is_no_search_to_count(market: FakeMarket, app: ASGIApp) -> None:
    async def marked(scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["searcher"] = lambda: "a-mark"
        await app(scope, receive, send)

    for headers in ({"x-typing": "1"}, {}):
        await AsgiClient(marked).get("/suche?q=br", headers=headers)

    typed, sent = [call.headers for call in market.calls if call.path == "/search"]
    assert "x-searcher" not in typed
    assert sent["x-searcher"] == "a-mark"
