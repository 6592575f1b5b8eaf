"""Map, shops and products as people see them, and everything machines read beside them."""

import asyncio
import gzip
import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from gateway.pages.showing import sitemap
from gateway.pages.showing.share import Cards
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.fake_ways import PLACE
from tests.gateway.pages.goods import BREAD, DRAFT, ROLL, YOGHURT, an_id, euros
from tests.gateway.pages.house import BASE, Browser, Outline
from tests.support.asgi import AsgiClient

BREAD_PAGE = f"/produkt/{BREAD['id']}/{BREAD['slug']}"
SHOP = "/laden/baeckerei-morgenroth"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
REQUIRED = {
    "Product": {"name", "url", "image", "offers"},
    "Offer": {"price", "priceCurrency", "availability", "url", "seller"},
    "AggregateOffer": {"lowPrice", "highPrice", "priceCurrency", "offerCount", "offers"},
    "UnitPriceSpecification": {"price", "priceCurrency"},
    "Bakery": {"name", "url", "address", "geo", "telephone", "openingHoursSpecification"},
    "Store": {"name", "url", "address", "geo", "telephone", "openingHoursSpecification"},
    "PostalAddress": {"streetAddress", "postalCode", "addressLocality", "addressCountry"},
    "OpeningHoursSpecification": {"opens", "closes"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name"},
    "ItemList": {"itemListElement", "numberOfItems"},
    "WebSite": {"name", "url", "potentialAction"},
    "SearchAction": {"target", "query-input"},
}
"""What search engines need of each kind of node to show anything."""


def told(page: str) -> list[dict[str, Any]]:
    """The page's data blocks, each checked against what its kinds need."""
    nodes = [json.loads(block) for block in _DATA.findall(page)]
    for node in nodes:
        assert node["@context"] == "https://schema.org"
        _check(node)
    return nodes


def _check(node: Any) -> None:
    if isinstance(node, list):
        for each in node:
            _check(each)
    if isinstance(node, dict):
        missing = REQUIRED.get(node.get("@type", ""), set()) - node.keys()
        assert not missing, (node["@type"], missing)
        for each in node.values():
            _check(each)


def of_type(nodes: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return next(node for node in nodes if node["@type"] == kind)


async def asked(market: FakeMarket, path: str = "/search/shops") -> dict[str, Any]:
    return dict(next(call.query for call in reversed(market.calls) if call.path == path))


# ------------------------------------------------------------------ map and shops


async def test_the_map_and_its_list_bear_the_same_numbers(browser: Browser) -> None:
    whole = Outline((await browser.get("/karte")).text)
    town = Outline((await browser.get("/karte?bild=ort")).text)

    entries = [entry for entry in whole.all("li") if "data-number" in entry]
    assert [entry["data-number"] for entry in entries] == ["1", "2", "A"]
    marks = [link for link in whole.all("a") if "data-numbers" in link]
    assert [mark["data-numbers"] for mark in marks] == ["1 A", "2"]
    assert marks[1]["href"] == "#" + entries[1]["id"]
    bakery, point = [link for link in town.all("a") if "data-numbers" in link]
    assert (bakery["href"], point["href"]) == (f"#{entries[0]['id']}", f"#{entries[2]['id']}")
    assert bakery["aria-label"] == "1: Bäckerei Morgenroth, Zeitz"
    assert point["aria-label"] == "Abholort A: DZZ am Altmarkt, Zeitz"


async def test_a_point_at_a_shops_door_stands_beside_it_where_one_looks_nearest(
    market: FakeMarket, browser: Browser
) -> None:
    market.points = [PLACE | {"lat": 51.05, "lon": 12.13}]

    page = Outline((await browser.get("/karte?bild=nah&mitte=51.05,12.13")).text)

    marks = [link["data-numbers"] for link in page.all("a") if "data-numbers" in link]
    assert marks == ["1", "A"]


async def test_beside_the_shops_stand_the_markets_pickup_points(browser: Browser) -> None:
    page = Outline((await browser.get("/karte")).text)

    assert "Altmarkt 16, 06712 Zeitz" in page.text
    assert "Abholen: Sa 15:00\u201318:00" in page.text
    assert "Eingang im Hof" in page.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("place=Zeitz", True),
        ("place=06712", True),
        ("place=Kayna", False),
        ("place=Kayna&radius_km=15", True),
        ("place=Kayna&radius_km=3", False),
        ("near=50.994,12.237", True),
        ("near=52.5,13.4", False),
        ("radius_km=3", True),
        ("collect=2026-11-21", True),
        ("collect=2026-11-23", False),
        ("category=brot&q=nichts", True),
    ],
)
async def test_pickup_points_are_those_of_the_place_and_the_day(
    browser: Browser, query: str, *, shown: bool
) -> None:
    page = Outline((await browser.get(f"/karte?{query}")).text)

    assert bool(page.all("li", id="abholort-dzz")) is shown


async def test_a_point_without_a_position_lies_in_the_middle_of_its_place(
    market: FakeMarket, browser: Browser
) -> None:
    nowhere = {"lat": None, "lon": None}
    elsewhere = {"slug": "fern", "place": "Anderswo", "postal_code": "99999"}
    closed = {"slug": "zu", "active": False}
    market.points = [PLACE | nowhere, PLACE | nowhere | elsewhere, PLACE | closed]

    page = Outline((await browser.get("/karte?bild=ort&mitte=51.0496,12.1369")).text)

    flags = [link["href"] for link in page.all("a") if link.get("class") == "mark point"]
    assert flags == ["#abholort-dzz"]
    assert page.all("li", id="abholort-fern"), "the list names it all the same"
    assert not page.all("li", id="abholort-zu")


async def test_the_map_stands_without_the_orders_service(
    market: FakeMarket, browser: Browser
) -> None:
    market.down = {"orders"}

    answer = await browser.get("/karte")

    assert answer.status == 200
    assert "Bäckerei Morgenroth" in answer.text
    assert "Abholorte des Marktes" not in answer.text


async def test_shops_close_together_are_one_mark_that_leads_nearer(
    market: FakeMarket, browser: Browser
) -> None:
    near = {"lat": 51.0501, "lon": 12.1302}
    twin = market.shops["baeckerei-morgenroth"] | near | {"slug": "nebenan", "name": "Nebenan"}
    market.shops["nebenan"] = twin

    page = Outline((await browser.get("/karte")).text)
    nearest = Outline((await browser.get("/karte?bild=nah&mitte=51.05,12.13")).text)

    (several,) = page.all("a", class_="mark several")
    assert "dicht beieinander: 1, 3" in several["aria-label"]
    assert several["href"].startswith("/karte?bild=ort&mitte=51.05")
    assert several["href"].endswith("#karte")
    (nearest_mark,) = nearest.all("a", class_="mark several")
    assert nearest_mark["href"] == "#laden-baeckerei-morgenroth"


async def test_zoom_is_a_link_and_keeps_the_filters(browser: Browser) -> None:
    path = "/karte?place=Kayna&radius_km=10&collect=2026-11-21&category=brot&deliver_to=06712"

    page = Outline((await browser.get(path)).text)

    links = [link["href"] for link in page.all("a", class_="chip") if "bild=" in link["href"]]
    assert len(links) == 4
    assert all("radius_km=10" in link and "collect=2026-11-21" in link for link in links)
    assert page.all("a", href="/laden?" + path.partition("?")[2])


@pytest.mark.parametrize("page", ["/karte", "/laden"])
async def test_list_and_map_ask_the_same(market: FakeMarket, browser: Browser, page: str) -> None:
    query = "q=brot&place=Kayna&radius_km=10&collect=2026-11-21&deliver_to=06712&category=brot"

    answer = await browser.get(f"{page}?{query}")

    sent = await asked(market)
    assert answer.status == 200
    assert (sent["q"], sent["place"], sent["radius_km"]) == ("brot", "Kayna", 10)
    assert (sent["collect"], sent["deliver_to"], sent["category"]) == (
        "2026-11-21", "06712", "brot")  # fmt: skip
    chips = [a["href"] for a in Outline(answer.text).all("a", class_="chip")]
    assert f"{page}?q=brot&collect=2026-11-21&category=brot&deliver_to=06712" in chips


async def test_broken_filters_are_no_filters(market: FakeMarket, browser: Browser) -> None:
    query = "radius_km=weit&near=Zeitz&collect=2026-12-24&category=../x&cursor=%00&q=%00-%00"

    answer = await browser.get(f"/laden?{query}&bild=x&mitte=1")

    sent = await asked(market)
    assert answer.status == 200
    assert {name for name, value in sent.items() if value} == {"limit"}


async def test_a_code_nobody_can_deliver_to_is_said_in_words(
    market: FakeMarket, browser: Browser
) -> None:
    market.refuse["GET /search/shops"] = refusal(
        422, "invalid", ("deliver_to", "Diese Postleitzahl kennen wir nicht.")
    )

    answer = await browser.get("/laden?deliver_to=6712")

    assert (await asked(market))["deliver_to"] == "6712"
    assert "Diese Postleitzahl kennen wir nicht." in answer.text


async def test_of_ones_position_only_a_hundred_metres_are_told(
    market: FakeMarket, browser: Browser
) -> None:
    answer = await browser.get("/karte?near=51.0512345,12.1398765&radius_km=5")

    assert (await asked(market))["near"] == "51.051,12.140"
    assert "rund um Ihren Standort" in answer.text


async def test_a_named_place_stands_before_ones_position(
    market: FakeMarket, browser: Browser
) -> None:
    await browser.get("/karte?near=51.051,12.140&place=Kayna&radius_km=5")

    sent = await asked(market)
    assert (sent["place"], sent.get("near")) == ("Kayna", None)


async def test_a_place_nobody_knows_is_said_in_words(market: FakeMarket, browser: Browser) -> None:
    market.refuse["GET /search/shops"] = refusal(
        422, "invalid", ("place", "Diesen Ort kennen wir nicht.")
    )

    for path in ("/karte", "/laden"):
        answer = await browser.get(f"{path}?place=Atlantis")
        assert answer.status == 200
        assert "Diesen Ort kennen wir nicht." in answer.text


@pytest.mark.parametrize("path", ["/karte", "/laden"])
async def test_without_the_search_the_catalogue_still_names_the_shops(
    market: FakeMarket, browser: Browser, path: str
) -> None:
    market.down = {"search"}

    answer = await browser.get(path)

    assert answer.status == 200
    assert "Sie sehen die Läden nach Namen" in answer.text
    assert "Ziegenhof Schnaudertal" in answer.text
    market.down = {"search", "catalog"}
    assert "antwortet gerade nicht" in (await browser.get(path)).text


async def test_a_long_list_goes_on_elsewhere(market: FakeMarket, browser: Browser) -> None:
    market.more_shops = "weiter"

    for path in ("/karte", "/laden"):
        page = Outline((await browser.get(f"{path}?q=e")).text)
        assert page.all("a", rel="next")[0]["href"] == f"{path}?q=e&cursor=weiter"


@pytest.mark.parametrize("path", ["/laden", "/karte"])
async def test_behind_the_end_of_the_list_one_is_led_back(
    market: FakeMarket, browser: Browser, path: str
) -> None:
    market.found_shops = {"items": [], "total": 2}

    page = Outline((await browser.get(f"{path}?q=e&cursor=99999.x")).text)

    assert "So viele Seiten gibt es nicht." in page.text
    assert "kein Laden" not in page.text
    assert page.all("a", href=f"{path}?q=e")


async def test_a_shop_shows_when_one_can_come_and_who_is_near(
    market: FakeMarket, browser: Browser
) -> None:
    page = Outline((await browser.get(SHOP)).text)

    assert "heute abholbar" in page.text
    assert "Die nächsten Abholtage Fr. 20.11. Sa. 21.11. Mo. 23.11." in page.text
    assert "In der Nähe Auf der Karte zeigen Ziegenhof Schnaudertal" in page.text
    assert (await asked(market))["near"] == "51.050,12.130"


async def test_in_a_shop_one_can_search(market: FakeMarket, browser: Browser) -> None:
    found = Outline((await browser.get(f"{SHOP}?q=roggen")).text)
    missed = Outline((await browser.get(f"{SHOP}?q=joghurt")).text)

    assert (await asked(market, "/search"))["shop"] == "baeckerei-morgenroth"
    assert "Roggenmischbrot" in found.text
    assert "Kürbiskernbrötchen" not in found.text
    assert "Zu „joghurt“ liegt hier gerade nichts" in missed.text
    assert found.all("meta", name="robots", content="noindex, follow")


async def test_a_shop_says_where_it_delivers(market: FakeMarket, browser: Browser) -> None:
    market.shops["baeckerei-morgenroth"]["delivery"] = {
        "postal_codes": ["06712"], "fee": euros(350), "free_from": euros(4000),
        "minimum": euros(1500), "days": ["tu"], "note": "Bitte bis Montag anrufen.",
    }  # fmt: skip

    page = Outline((await browser.get(SHOP)).text)

    assert "Nach 06712 Zeitz: ab 15,00 € Warenwert, 3,50 € je Lieferung" in page.text.replace(
        "\xa0", " "
    )
    assert "Bitte bis Montag anrufen." in page.text


# ------------------------------------------------------------------ product


async def test_beside_a_product_stands_what_goes_with_it(browser: Browser) -> None:
    page = Outline((await browser.get(BREAD_PAGE)).text)

    assert "Ähnliches" in page.text
    assert "Am selben Tag auf dem Weg abholen Freitag, 20. November" in page.text
    assert "Auch von hier" in page.text
    assert "heute abholbar, Zeitz" in page.text


@pytest.mark.parametrize("path", ["similar", "together"])
async def test_each_part_beside_a_product_may_be_away(
    market: FakeMarket, browser: Browser, path: str
) -> None:
    market.refuse[f"GET /search/{path}"] = refusal(503, "upstream_unavailable")
    one = await browser.get(BREAD_PAGE)
    market.down = {"search"}
    all_of_them = await browser.get(BREAD_PAGE)

    assert one.status == all_of_them.status == 200
    assert "4,80" in all_of_them.text


async def test_diets_are_explained_where_nothing_contradicts_them(
    market: FakeMarket, browser: Browser
) -> None:
    sold = market.products[YOGHURT["id"]]
    sold["allergens"] = [{"key": "milk", "name": "Milch", "state": "contains"}]

    bread = Outline((await browser.get(BREAD_PAGE)).text)
    yoghurt = Outline((await browser.get(f"/produkt/{sold['id']}/{sold['slug']}")).text)

    assert "vegan, vegetarisch, handgemacht" in bread.text
    assert "vegetarisch, handgemacht" in yoghurt.text
    assert "vegan, vegetarisch" not in yoghurt.text


async def test_what_grows_says_its_season(market: FakeMarket, browser: Browser) -> None:
    kale = BREAD | {"title": "Grünkohl", "profile": "food_fresh"}
    market.products[BREAD["id"]] = kale

    assert "Grünkohl: jetzt ist Erntezeit." in (await browser.get(BREAD_PAGE)).text


# ------------------------------------------------------------------ for machines


async def test_a_product_is_told_with_offer_and_way(browser: Browser) -> None:
    nodes = told((await browser.get(BREAD_PAGE)).text)

    product = of_type(nodes, "Product")
    offer = product["offers"]
    assert product["url"] == BASE + BREAD_PAGE
    assert (offer["price"], offer["priceCurrency"]) == ("4.80", "EUR")
    assert offer["availability"] == "https://schema.org/InStock"
    quantity = offer["priceSpecification"][0]["referenceQuantity"]
    assert (quantity["value"], quantity["unitCode"]) == ("1", "KGM")
    assert quantity["valueReference"]["unitCode"] == "KGM"
    assert offer["seller"]["url"] == BASE + SHOP
    trail = of_type(nodes, "BreadcrumbList")["itemListElement"]
    assert [step["position"] for step in trail] == [1, 2, 3, 4, 5]
    assert trail[1]["item"] == f"{BASE}/kategorie/lebensmittel"


async def test_several_variants_are_told_with_their_span(browser: Browser) -> None:
    nodes = told((await browser.get(f"/produkt/{ROLL['id']}/{ROLL['slug']}")).text)

    offers = of_type(nodes, "Product")["offers"]
    assert (offers["lowPrice"], offers["highPrice"], offers["offerCount"]) == ("1.20", "4.50", 2)
    assert [each["availability"].rpartition("/")[2] for each in offers["offers"]] == [
        "InStock", "OutOfStock"]  # fmt: skip


async def test_a_shop_is_told_with_place_and_hours(browser: Browser) -> None:
    nodes = told((await browser.get(SHOP)).text)

    shop = of_type(nodes, "Store")
    assert shop["address"]["addressLocality"] == "Zeitz"
    assert len(shop["openingHoursSpecification"]) == 6
    assert of_type(nodes, "BreadcrumbList")["itemListElement"][-1]["item"] == BASE + SHOP


async def test_a_category_is_told_with_its_goods_and_has_news(browser: Browser) -> None:
    page = (await browser.get("/kategorie/brot")).text

    nodes = told(page)
    listed = of_type(nodes, "ItemList")["itemListElement"]
    assert listed[0]["url"].startswith(f"{BASE}/produkt/")
    assert of_type(nodes, "BreadcrumbList")["itemListElement"][-1]["name"] == "Brot"
    (feed,) = Outline(page).all("link", type="application/atom+xml")
    assert feed["href"] == "/kategorie/brot/feed.xml"


async def test_the_market_tells_how_to_search_it(browser: Browser) -> None:
    page = (await browser.get("/")).text

    action = of_type(told(page), "WebSite")["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{BASE}/suche?q={{search_term_string}}"
    assert Outline(page).all("link", type="application/atom+xml")[0]["href"] == "/feed.xml"


async def test_what_people_wrote_cannot_leave_its_data_block(
    market: FakeMarket, browser: Browser
) -> None:
    evil = '</script><script>alert("1")</script><!-- & \u2028'
    market.products[BREAD["id"]]["description"] = evil

    text = (await browser.get(BREAD_PAGE)).text

    assert of_type(told(text), "Product")["description"] == evil
    assert "<script>alert" not in text
    assert text.count("</script>") == text.count("<script ")


@pytest.mark.parametrize("path", [BREAD_PAGE, SHOP, "/laden", "/karte", "/kategorie/brot", "/"])
async def test_a_page_has_one_address_and_its_languages(browser: Browser, path: str) -> None:
    page = Outline((await browser.get(path)).text)

    (canonical,) = page.all("link", rel="canonical")
    assert canonical["href"] == BASE + path
    assert page.all("meta", property="og:url")[0]["content"] == BASE + path
    assert page.all("meta", property="og:title")[0]["content"]
    assert page.all("meta", property="og:image")[0]["content"].startswith(f"{BASE}/teilen/")
    assert not page.all("meta", name="robots")


@pytest.mark.parametrize("language", ["de", "en"])
async def test_every_language_of_a_page_names_itself_and_all_others(
    browser: Browser, language: str
) -> None:
    own = {"de": BASE + SHOP, "en": f"{BASE}{SHOP}?lang=en"}

    page = Outline((await browser.get(f"{SHOP}?lang={language}")).text)

    assert page.all("link", rel="canonical")[0]["href"] == own[language]
    told = {link["hreflang"]: link["href"] for link in page.all("link") if "hreflang" in link}
    assert told == own | {"x-default": own["de"]}


@pytest.mark.parametrize(
    ("path", "robots"),
    [
        ("/suche?q=brot", "noindex, follow"),
        ("/kategorie/brot?sort=price", "noindex, follow"),
        ("/laden?place=Zeitz", "noindex, follow"),
        ("/karte?bild=ort", "noindex, follow"),
        ("/korb", "noindex"),
        ("/anmelden", "noindex"),
        ("/passwort-neu/gilt", "noindex"),
        ("/gibt/es/nicht", "noindex"),
    ],
)
async def test_what_is_not_to_be_listed_says_so(browser: Browser, path: str, robots: str) -> None:
    page = Outline((await browser.get(path)).text)

    assert [found["content"] for found in page.all("meta", name="robots")] == [robots]
    assert not page.all("link", rel="alternate", hreflang="en")


async def test_robots_are_told_what_is_closed_and_where_the_map_is(app: ASGIApp) -> None:
    text = (await AsgiClient(app).get("/robots.txt")).text

    assert "Disallow: /kasse\n" in text
    assert "Disallow: /suche" not in text
    assert f"Sitemap: {BASE}/sitemap.xml" in text


async def test_browsers_learn_how_to_search_here(app: ASGIApp) -> None:
    answer = await AsgiClient(app).get("/opensearch.xml")

    assert f"{BASE}/suche?q={{searchTerms}}" in answer.text
    assert ET.fromstring(answer.text).tag.endswith("OpenSearchDescription")


def locations(text: str) -> list[str]:
    return [found.text or "" for found in ET.fromstring(text).iter(f"{MAP}loc")]


async def test_the_site_map_names_everything_once(app: ASGIApp, market: FakeMarket) -> None:
    client = AsgiClient(app)
    market.marks = [an_id("mark")]

    files = locations((await client.get("/sitemap.xml")).text)
    pages = locations((await client.get("/sitemap/seiten.xml")).text)
    goods = locations((await client.get("/sitemap/waren.xml")).text)

    assert files == [
        f"{BASE}/sitemap/seiten.xml", f"{BASE}/sitemap/waren.xml",
        f"{BASE}/sitemap/waren-{an_id('mark')}.xml"]  # fmt: skip
    assert {f"{BASE}/", BASE + SHOP, f"{BASE}/kategorie/brot", f"{BASE}/karte"} <= set(pages)
    assert f"{BASE}/laden/orthopaedieschuhmacherei-hempel" not in pages
    assert len(goods) == len(set(goods)) == 3
    assert BASE + BREAD_PAGE in goods
    assert not any(DRAFT["id"] in address for address in goods)


async def test_a_file_of_the_site_map_ends_where_the_next_begins(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "PER_FILE", 2)
    monkeypatch.setattr(sitemap, "_PER_QUESTION", 1)
    client = AsgiClient(app)

    first = locations((await client.get("/sitemap/waren.xml")).text)
    last = first[-1].split("/")[-2]
    second = locations((await client.get(f"/sitemap/waren-{last}.xml")).text)

    assert (len(first), len(second)) == (2, 1)
    assert not set(first) & set(second)


@pytest.mark.parametrize("path", ["/feed.xml", f"{SHOP}/feed.xml", "/kategorie/brot/feed.xml"])
async def test_news_have_lasting_names_and_dates(app: ASGIApp, path: str) -> None:
    answer = await AsgiClient(app).get(path)

    feed = ET.fromstring(answer.text)
    ids = [found.text for found in feed.iter(f"{ATOM}id")]
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert ids[0] == BASE + path
    assert f"urn:uuid:{BREAD['id']}" in ids
    assert feed.findtext(f"{ATOM}updated") == BREAD["published_at"]
    assert "4,80" not in answer.text


@pytest.mark.parametrize("path", ["/feed.xml", f"{SHOP}/feed.xml", "/sitemap/waren.xml"])
async def test_withdrawn_goods_vanish_from_every_list(
    app: ASGIApp, market: FakeMarket, path: str
) -> None:
    first = await AsgiClient(app).get(path)
    market.products[BREAD["id"]]["status"] = "withdrawn"

    second = await AsgiClient(app).get(path, headers={"if-none-match": first.headers["etag"]})

    assert BREAD["id"] in first.text
    assert second.status == 200
    assert BREAD["id"] not in second.text


@pytest.mark.parametrize("path", ["/laden/nichts/feed.xml", "/kategorie/nichts/feed.xml"])
async def test_there_are_no_news_of_nothing(app: ASGIApp, path: str) -> None:
    assert (await AsgiClient(app).get(path)).status == 404


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/feed.xml", "/teilen/markt.png"])
async def test_files_for_machines_are_kept_and_asked_for_cheaply(app: ASGIApp, path: str) -> None:
    client = AsgiClient(app)
    first = await client.get(path, headers={"accept-encoding": "gzip"})
    second = await client.get(path, headers={"if-none-match": first.headers["etag"]})

    body = first.body
    if first.headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    assert first.headers["cache-control"].startswith("public, max-age=")
    assert body
    assert (second.status, second.body) == (304, b"")


@pytest.mark.parametrize(
    "path", [f"/teilen/produkt/{BREAD['id']}.png", "/teilen/laden/baeckerei-morgenroth.png"]
)
async def test_a_shared_link_has_a_picture(app: ASGIApp, path: str) -> None:
    answer = await AsgiClient(app).get(path)

    assert answer.headers["content-type"] == "image/png"
    assert answer.body.startswith(b"\x89PNG")
    width, height = (int.from_bytes(answer.body[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (1200, 630)


async def test_a_card_is_drawn_once_however_many_ask() -> None:
    cards, words = Cards(), dict.fromkeys(("market", "title", "line", "price", "beside"), "Brot")
    words |= {"foot": "", "picture": ""}

    first, second = await asyncio.gather(cards.card(words), cards.card(dict(words)))

    assert first is second


@pytest.mark.parametrize(
    "path",
    ["/robots.txt", "/opensearch.xml", "/sitemap/seiten.xml", "/sitemap/waren.xml", "/feed.xml",
     f"{SHOP}/feed.xml", "/kategorie/brot/feed.xml", f"/teilen/produkt/{BREAD['id']}.png",
     f"/teilen{SHOP}.png"],
)  # fmt: skip
async def test_what_all_may_keep_is_the_same_for_all(
    app: ASGIApp, market: FakeMarket, path: str
) -> None:
    known = {"cookie": "sid=baeckerei@example.org; sprache=en"}
    stranger = await AsgiClient(app).get(path)
    market.calls.clear()

    katrin = await AsgiClient(app).get(path, headers=known)

    assert katrin.headers["cache-control"].startswith("public")
    assert katrin.body == stranger.body
    assert not any(call.who for call in market.calls)


async def test_there_is_no_picture_of_what_is_not_on_sale(app: ASGIApp, market: FakeMarket) -> None:
    market.refuse[f"GET /products/{BREAD['id']}"] = refusal(410, "product_withdrawn")

    assert (await AsgiClient(app).get(f"/teilen/produkt/{BREAD['id']}.png")).status == 410
