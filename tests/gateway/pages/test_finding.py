"""Finding things: what was understood, chips, counts, ways on and ways out."""

import gzip
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from gateway.pages import assets
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.fake_search import a_shop_hit
from tests.gateway.pages.goods import BREAD, SHOPS, YOGHURT, a_hit
from tests.gateway.pages.house import Browser, Outline
from tests.support.asgi import Answer, AsgiClient

SIXTY_KILOBYTES = 60_000
HOSTILE = '"><script>alert(1)</script><img src=x onerror=y>'


def asked_of(market: FakeMarket) -> list[Any]:
    return [call.query for call in market.calls if call.path == "/search"]


def hrefs(page: Outline, kind: str = "chip") -> set[str]:
    links = [found for found in page.all("a") if kind in found.get("class", "").split()]
    return {found["href"] for found in links}


async def look(browser: Browser, path: str) -> Outline:
    answer = await browser.get(path)
    assert answer.status == 200
    return Outline(answer.text)


# ------------------------------------------------------------------ what was asked


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
        "&deliver_to=1&von=viel&diet=steak&near=Hof&shop=A%2FB",
    )

    asked = asked_of(market)[-1]
    empty = {"radius_km": None, "page": 1, "sort": "best", "category": "", "collect": "",
             "deliver_to": "", "price_from": None, "diet": (), "near": "", "shop": ()}  # fmt: skip
    assert {key: asked[key] for key in empty} == empty


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


# ------------------------------------------------------------------ chips


async def test_chips_name_each_filter_and_remove_it(browser: Browser) -> None:
    page = await look(
        browser,
        "/suche?q=brot&place=Zeitz&radius_km=10&available=true&category=brot&sort=price"
        "&collect=2026-11-28&von=2&diet=vegan",
    )

    assert "Ort: Zeitz, 10 km" in page.text.replace("\xa0", " ")
    assert "Tag: Sonnabend, 28. November" in page.text
    assert "Preis: ab 2,00" in page.text
    kept = "q=brot&category=brot&collect=2026-11-28&von=2&available=true&diet=vegan&sort=price"
    assert f"/suche?{kept}" in hrefs(page)
    for gone in ("category", "collect", "von", "available", "diet"):
        rest = [href for href in hrefs(page) if gone not in dict(parse_qsl(urlsplit(href).query))]
        assert any("sort=price" in href for href in rest), gone


async def test_all_filters_go_at_once(browser: Browser) -> None:
    page = await look(browser, "/suche?q=brot&available=true&diet=vegan&sort=price")

    assert "/suche?q=brot&sort=price" in hrefs(page, "clear")


async def test_one_of_two_shops_can_be_dropped(browser: Browser) -> None:
    page = await look(browser, "/suche?shop=baeckerei-morgenroth&shop=ziegenhof-schnaudertal")

    assert {"/suche?shop=baeckerei-morgenroth", "/suche?shop=ziegenhof-schnaudertal"} <= hrefs(page)
    assert "Laden: Bäckerei Morgenroth" in page.text


async def test_what_was_read_from_the_words_can_be_taken_back(
    market: FakeMarket, browser: Browser
) -> None:
    market.finding = {"understood": {
        "text": "brot",
        "place": {"name": "Zeitz", "words": "zeitz", "radius_km": 10},
        "collect": {"day": "2026-11-28", "words": "samstag"},
        "deliver_to": None,
    }}  # fmt: skip

    page = await look(browser, "/suche?q=brot+Samstag+zeitz&available=true")

    assert "Tag: Sonnabend, 28. November verstanden" in page.text
    assert "Ort: Zeitz, 10 km verstanden" in page.text.replace("\xa0", " ")
    assert {"/suche?q=brot+zeitz&available=true", "/suche?q=brot+Samstag&available=true"} <= hrefs(
        page, "read"
    )
    assert "/suche?q=brot+Samstag+zeitz&available=true&literal=true" in hrefs(page, "clear")


async def test_words_that_cannot_be_told_apart_are_taken_literally(
    market: FakeMarket, browser: Browser
) -> None:
    market.read_place = "Kayna"

    page = await look(browser, "/suche?q=brot+keina")

    assert "/suche?q=brot+keina&literal=true" in hrefs(page, "read")


# ------------------------------------------------------------------ choices and counts


async def test_choices_say_how_much_they_would_show(browser: Browser) -> None:
    page = await look(browser, "/suche?q=e")

    assert "heute 3" in page.text
    assert "So. 22. 0" in page.text
    assert "vegan (2)" in page.text
    assert "Bäckerei Morgenroth (3)" in page.text
    assert "von 1,20" in page.text
    assert page.all("label", class_="pill none")


async def test_a_choice_without_hits_can_still_be_taken_back(browser: Browser) -> None:
    page = await look(browser, "/suche?q=e&diet=lactose_free&collect=2026-11-22")

    [tick] = page.all("input", id="diet-lactose_free")
    [day] = page.all("input", id="collect-2026-11-22")
    assert "checked" in tick
    assert "checked" in day
    assert "disabled" not in tick | day


async def test_the_branch_one_stands_on_is_open(browser: Browser) -> None:
    inside = await look(browser, "/kategorie/brot")
    outside = await look(browser, "/suche?category=handwerk_manufaktur&q=e")

    assert "checked" in inside.all("input", id="category-brot")[0]
    assert inside.all("input", id="category-backwaren")
    assert not outside.all("input", id="category-brot")


async def test_the_form_holds_everything_that_was_asked(browser: Browser) -> None:
    page = await look(
        browser, "/suche?q=brot&place=Kayna&radius_km=7&von=2,50&deliver_to=06712&literal=true"
    )

    assert page.value("place") == "Kayna"
    assert page.value("von") == "2,50"
    assert page.value("deliver_to") == "06712"
    assert page.value("literal") == "true"
    assert "selected" in page.all("option", value="7")[0]
    assert page.all("input", id="q")[0]["form"] == "suche"
    assert page.all("select", id="sort")[0]["form"] == "suche"


# ------------------------------------------------------------------ answers


async def test_a_corrected_word_is_said_and_can_be_had_as_typed(
    market: FakeMarket, browser: Browser
) -> None:
    market.finding = {"corrected": "kartoffeln", "hits": [a_hit(BREAD)], "total": 1}

    page = await look(browser, "/suche?q=kartofeln&available=true")

    assert "Gezeigt wird „kartoffeln“." in page.text
    assert "Stattdessen nach „kartofeln“ suchen" in page.text
    assert page.all("a", href="/suche?q=kartofeln&available=true&literal=true")


async def test_an_ambiguous_word_offers_its_other_meaning(
    market: FakeMarket, browser: Browser
) -> None:
    market.finding = {"meanings": [{"name": "Eierkuchen", "q": "eierkuchen"}]}

    page = await look(browser, "/suche?q=e&available=true")

    assert "Meinten Sie auch: Eierkuchen" in page.text
    assert "/suche?q=eierkuchen&available=true" in hrefs(page)


async def test_shops_stand_above_their_goods(market: FakeMarket, browser: Browser) -> None:
    market.finding = {"shops": [a_shop_hit(SHOPS["baeckerei-morgenroth"])]}

    text = (await browser.get("/suche?q=e")).text
    later = (await browser.get("/suche?q=e&page=2")).text

    assert text.index('id="ls"') < text.index('class="hit"')
    assert "2 passende Waren" in text
    assert "/suche?q=e&amp;shop=baeckerei-morgenroth" in text
    assert 'id="ls"' not in later


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        ({"relaxed": True}, "zu einem Teil Ihrer Worte"),
        ({"degraded": True}, "einfacheren Fassung"),
        ({"total": 1000, "total_is_exact": False}, "Mehr als 1.000 Treffer."),
        ({"total": 1}, "Ein Treffer."),
        ({"total": 2345}, "2.345 Treffer."),
        ({"understood": {"text": "e", "place": {"name": "Kayna", "words": "kayna"}}},
         "Rund um Kayna haben wir dazu nichts gefunden."),
        ({"understood": {"text": "e", "collect":
            {"day": "2026-11-22", "words": "sonntag", "applied": False}}},
         "Mit „sonntag“ haben wir nichts gefunden."),
        ({"understood": {"text": "e", "price":
            {"amount": {"amount": 500, "currency": "EUR"}, "words": "unter 5 euro"}}},
         "Preis: bis 5,00"),
    ],
)  # fmt: skip
async def test_how_good_the_answer_is_is_said(
    market: FakeMarket, browser: Browser, finding: dict[str, Any], words: str
) -> None:
    market.finding = finding

    assert words in (await look(browser, "/suche?q=e")).text


@pytest.mark.parametrize(
    ("collect_from", "words"),
    [("2026-11-20", "heute abholbar, noch 9"), ("2026-11-21", "ab morgen abholbar"),
     ("2026-11-23", "Abholung ab Montag, 23. November"), (None, "vorrätig")],
)  # fmt: skip
async def test_a_hit_says_when_it_can_be_collected(
    market: FakeMarket, browser: Browser, collect_from: str | None, words: str
) -> None:
    market.finding = {"hits": [a_hit(BREAD) | {"collect_from": collect_from}]}

    assert words in (await look(browser, "/suche?q=e")).text


async def test_a_hit_says_why_it_stands_there(market: FakeMarket, browser: Browser) -> None:
    reasons = [{"key": "name", "words": "„Brot“ steht im Namen"}]
    market.finding = {"hits": [a_hit(BREAD) | {"why": reasons, "excerpt": "Mit <mark>Brot</mark>"}]}

    answer = await browser.get("/suche?q=brot")

    assert "„Brot“ steht im Namen" in answer.text
    assert "Mit <mark>Brot</mark>" in answer.text
    assert "/so-sortieren-wir" in answer.text


# ------------------------------------------------------------------ pages


async def test_pages_of_results_keep_the_question(browser: Browser) -> None:
    page = await look(browser, "/suche?q=e&available=true&diet=vegan")

    [further] = page.all("a", rel="next")
    assert further["href"] == "/suche?q=e&available=true&diet=vegan&page=2"


async def test_the_last_page_one_can_turn_to_says_so(market: FakeMarket, browser: Browser) -> None:
    market.finding = {"total": 1000, "total_is_exact": False, "pages": 40}

    page = await look(browser, "/suche?q=e&page=40")

    assert "Weiter blättern wir nicht" in page.text
    assert page.all("a", rel="next") == []
    assert page.all("a", rel="prev")[0]["href"] == "/suche?q=e&page=39"


async def test_beyond_the_last_page_one_is_led_back(market: FakeMarket, browser: Browser) -> None:
    market.finding = {"hits": [], "total": 30, "pages": 2}

    page = await look(browser, "/suche?q=e&page=9")

    assert "So viele Seiten gibt es nicht." in page.text
    assert page.all("a", href="/suche?q=e")


# ------------------------------------------------------------------ nothing found


async def test_who_finds_nothing_is_shown_ways_on(market: FakeMarket, browser: Browser) -> None:
    market.finding = {
        "hits": [], "total": 0, "facets": {"collect": [{"key": "2026-11-23", "count": 4}]}
    }  # fmt: skip

    page = await look(browser, "/suche?q=semmeln&place=Kayna&radius_km=5&collect=today")

    assert "Dazu haben wir nichts gefunden" in page.text
    assert "Mo. 23.11.: 4 Treffer" in page.text
    assert "Wir zählen ohne Namen mit" in page.text
    assert {
        "/suche?q=semmeln&place=Kayna&radius_km=5&collect=2026-11-23",
        "/suche?q=semmeln&place=Kayna&radius_km=10&collect=today",
        "/suche?q=semmeln&collect=today",
        "/suche?q=semmeln",
        "/kategorie/backwaren",
    } <= hrefs(page)


async def test_an_empty_category_says_so_and_offers_its_neighbours(
    market: FakeMarket, browser: Browser
) -> None:
    market.products = {}

    page = await look(browser, "/kategorie/broetchen_semmeln")

    assert "Hier liegt noch nichts" in page.text
    assert {"/kategorie/backwaren", "/kategorie/lebensmittel", "/kategorie/brot"} <= hrefs(page)


async def test_a_place_nobody_knows_is_said_in_words(market: FakeMarket, browser: Browser) -> None:
    market.refuse["GET /search"] = refusal(
        422, "invalid", ("place", "Diesen Ort kennen wir nicht.")
    )

    page = await look(browser, "/suche?q=brot&place=Atlantis")

    assert "Diesen Ort kennen wir nicht." in page.text
    assert page.value("place") == "Atlantis"
    assert "/suche?q=brot" in hrefs(page)


@pytest.mark.parametrize("service", ["search", "catalog"])
async def test_half_a_market_still_has_a_search_page(
    market: FakeMarket, browser: Browser, service: str
) -> None:
    market.down = {service}

    page = await look(browser, "/suche?q=brot&collect=today&diet=vegan")

    assert ("antwortet gerade nicht" in page.text) == (service == "search")
    assert page.all("input", id="diet-vegan")


# ------------------------------------------------------------------ hostile words


async def test_hostile_words_stay_words(market: FakeMarket, browser: Browser) -> None:
    market.finding = {
        "hits": [a_hit(BREAD) | {"highlight": f"<mark>Brot</mark>{HOSTILE}",
                                 "excerpt": f"{HOSTILE}<mark>{HOSTILE}</mark>",
                                 "why": [{"key": "x", "words": HOSTILE}]}],
        "shops": [a_shop_hit(SHOPS["baeckerei-morgenroth"], highlight=HOSTILE, tagline=HOSTILE)],
        "corrected": HOSTILE,
        "meanings": [{"name": HOSTILE, "q": HOSTILE}],
        "understood": {"text": "x", "place": {"name": HOSTILE, "words": HOSTILE}},
        "facets": {"shop": [{"key": HOSTILE, "count": 1}], "place": [{"key": HOSTILE, "count": 1}]},
    }  # fmt: skip

    answer = await browser.get(
        "/suche?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&place=%22%3E%3Cimg+src%3Dx+onerror%3Dy%3E"
    )

    page = Outline(answer.text)
    assert answer.status == 200
    assert "<script>" not in answer.text
    assert page.all("img", src="x") == []
    assert "<mark>Brot</mark>" in answer.text
    assert "alert(1)" in page.all("input", id="q")[0]["value"]


# ------------------------------------------------------------------ the weight of it


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


# ------------------------------------------------------------------ the start page


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
